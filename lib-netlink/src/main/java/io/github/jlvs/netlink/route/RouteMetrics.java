// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a route says of its path: RTA_METRICS of rtnetlink(7), RTAX of linux/rtnetlink.h. Immutable;
 * made from {@link #NONE} and given to {@link Route#withMetrics}. A route that was read has them
 * among its {@link Route#attributes()}, where {@link #read} finds a number.
 */
public final class RouteMetrics {
  /** A route that leaves all of it to the kernel. */
  public static final RouteMetrics NONE =
      new RouteMetrics(Map.of(), Set.of(), Optional.empty(), false);

  /** A feature of {@link Metric#FEATURES}: explicit congestion notification. */
  public static final long FEATURE_ECN = 1;

  static final int RTA_METRICS = 8;
  private static final int HEADER = 4;

  /** Each number takes eight bytes, and the algorithm's name twenty at most. */
  private static final int MOST_BYTES = 8 * (Metric.values().length + 1) + 20;

  private static final int RTAX_LOCK = 1;
  private static final int RTAX_CC_ALGO = 16;

  /** TCP_CA_NAME_MAX of the kernel, less the zero at the end. */
  private static final int LONGEST_ALGORITHM = 15;

  /** A number that a route says of its path. */
  public enum Metric {
    /** The largest packet, in bytes. */
    MTU(2),
    /** The largest window that is advertised, in bytes. */
    WINDOW(3),
    /** The round trip time to begin with, in eighths of a millisecond. */
    RTT(4),
    /** Its variance to begin with, in quarters of a millisecond. */
    RTTVAR(5),
    /** The slow start threshold, in segments. */
    SSTHRESH(6),
    /** The limit of the congestion window, in segments; it counts where it is locked. */
    CWND(7),
    /** The maximum segment size that is advertised, in bytes. */
    ADVMSS(8),
    /** How far segments may be out of order before one counts as lost, in segments. */
    REORDERING(9),
    /** The hop limit of packets of this host, 0 to 255. */
    HOPLIMIT(10),
    /** The congestion window to begin with, in segments. */
    INITCWND(11),
    /** RTAX_FEATURE bits, such as {@link #FEATURE_ECN}. */
    FEATURES(12),
    /** The shortest retransmission timeout, in milliseconds. */
    RTO_MIN(13),
    /** The window that is advertised to begin with, in segments. */
    INITRWND(14),
    /** Whether acknowledgements are sent at once, 0 or 1. */
    QUICKACK(15),
    /** Whether TCP Fast Open needs no cookie, 0 or 1. */
    FASTOPEN_NO_COOKIE(17);

    private final int number;

    Metric(int number) {
      this.number = number;
    }
  }

  private final Map<Metric, Long> values;
  private final Set<Metric> locked;
  private final Optional<String> algorithm;
  private final boolean algorithmLocked;

  private RouteMetrics(
      Map<Metric, Long> values,
      Set<Metric> locked,
      Optional<String> algorithm,
      boolean algorithmLocked) {
    this.values = values;
    this.locked = locked;
    this.algorithm = algorithm;
    this.algorithmLocked = algorithmLocked;
  }

  /**
   * With a number.
   *
   * @param metric which
   * @param value 0 to 4294967295, in the metric's unit
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of its range
   */
  public RouteMetrics with(Metric metric, long value) {
    Require.range("route's " + metric, value, 0xffff_ffffL);
    Map<Metric, Long> more = new EnumMap<>(Metric.class);
    more.putAll(values);
    more.put(metric, value);
    return new RouteMetrics(more, locked, algorithm, algorithmLocked);
  }

  /**
   * With a number that the kernel does not change by what it learns of the path.
   *
   * @param metric which
   * @param value 0 to 4294967295, in the metric's unit
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of its range
   */
  public RouteMetrics withLocked(Metric metric, long value) {
    Set<Metric> more = EnumSet.of(metric);
    more.addAll(locked);
    return new RouteMetrics(with(metric, value).values, more, algorithm, algorithmLocked);
  }

  /**
   * With an algorithm of congestion control.
   *
   * @param name such as {@code cubic}; 1 to 15 bytes
   * @param lock whether no socket may choose another
   * @return a changed copy
   * @throws IllegalArgumentException if no algorithm can have that name
   */
  public RouteMetrics withCongestionControl(String name, boolean lock) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST_ALGORITHM) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be an algorithm of congestion control: it has 1 to 15 bytes");
    }
    return new RouteMetrics(values, locked, Optional.of(name), lock);
  }

  /**
   * Whether it says nothing.
   *
   * @return true for {@link #NONE}
   */
  public boolean isEmpty() {
    return values.isEmpty() && algorithm.isEmpty();
  }

  /**
   * A number that a route says of its path.
   *
   * @param route such as the kernel has told it
   * @param metric which
   * @return 0 to 4294967295, in the metric's unit; empty where the route leaves it to the kernel
   * @throws io.github.jlvs.netlink.MalformedMessageException if the route's metrics are no
   *     attributes
   */
  public static OptionalLong read(Route route, Metric metric) {
    for (RawAttribute each : route.attributes()) {
      if (each.type() != RTA_METRICS) {
        continue;
      }
      AttributeReader inside =
          AttributeReader.of(ByteBuffer.wrap(each.value()).order(ByteOrder.nativeOrder()));
      while (inside.next()) {
        if (inside.type() == metric.number) {
          return OptionalLong.of(Integer.toUnsignedLong(inside.u32()));
        }
      }
    }
    return OptionalLong.empty();
  }

  /** As the kernel takes them: an attribute of attributes, in the machine's byte order. */
  RawAttribute attribute() {
    byte[] name = algorithm.orElse("").getBytes(StandardCharsets.UTF_8);
    int lock = algorithm.isPresent() && algorithmLocked ? 1 << RTAX_CC_ALGO : 0;
    for (Metric metric : locked) {
      lock |= 1 << metric.number;
    }
    ByteBuffer inside = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.nativeOrder());
    values.forEach((metric, value) -> number(inside, metric.number, (int) (long) value));
    if (algorithm.isPresent()) {
      inside.putShort((short) (HEADER + name.length + 1)).putShort((short) RTAX_CC_ALGO);
      inside.put(name).put((byte) 0);
      inside.position((inside.position() + 3) & ~3);
    }
    if (lock != 0) {
      number(inside, RTAX_LOCK, lock);
    }
    return new RawAttribute(RTA_METRICS, Arrays.copyOf(inside.array(), inside.position()));
  }

  private static void number(ByteBuffer inside, int type, int value) {
    inside.putShort((short) (HEADER + Integer.BYTES)).putShort((short) type).putInt(value);
  }
}
