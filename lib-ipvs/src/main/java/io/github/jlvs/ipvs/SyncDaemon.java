// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Quoted;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A kernel thread that sends the connection table to other directors, or takes it from them. Where
 * one is started, the values that are 0 or empty are the kernel's choice; a running one reports
 * what it uses. Kernels before 4.3 know state, interface and sync id alone.
 *
 * @param state sender or receiver
 * @param multicastInterface the interface that the multicast uses, 1..15 characters
 * @param syncId which directors belong together, 0..255; a receiver with 0 takes from all
 * @param maximumLength payload of one datagram in bytes, 1..65507; 0 for the interface's MTU less
 *     headers
 * @param group the multicast group, IPv4 or IPv6; empty for 224.0.0.81
 * @param port the UDP port, 1..65535; 0 for 8848
 * @param ttl time to live or hop limit, 1..255; 0 for 1
 */
public record SyncDaemon(
    State state,
    String multicastInterface,
    int syncId,
    int maximumLength,
    Optional<InetAddress> group,
    int port,
    int ttl) {
  private static final InetAddress DEFAULT_GROUP = IpAddresses.literal("224.0.0.81");
  private static final int DEFAULT_PORT = 8848;
  private static final int DEFAULT_TTL = 1;
  private static final int ETHERNET = 1500;
  private static final int LONGEST_DATAGRAM = 65535;
  private static final int IPV4_AND_UDP = 28;
  private static final int IPV6_AND_UDP = 48;

  /** A receiver has room for so much at least. */
  private static final int SHORTEST_RECEIVED = 1024;

  /** Which way connections travel. */
  public enum State {
    /** Sends. */
    MASTER(1),
    /** Takes. */
    BACKUP(2);

    private final int code;

    State(int code) {
      this.code = code;
    }

    /**
     * The kernel's number ({@code IP_VS_STATE_*}).
     *
     * @return 1 or 2
     */
    public int code() {
      return code;
    }

    /**
     * The state of a name.
     *
     * @param text {@code master} or {@code backup}, in letters of any case
     * @return the state
     * @throws IllegalArgumentException where it is neither
     */
    public static State parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "master" -> MASTER;
        case "backup" -> BACKUP;
        default ->
            throw new IllegalArgumentException(
                "not a state of the synchronisation daemon (master, backup): "
                    + Quoted.quote(text));
      };
    }

    /** {@code master} or {@code backup}. */
    @Override
    public String toString() {
      return this == MASTER ? "master" : "backup";
    }
  }

  public SyncDaemon {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(group, "group");
    Require.name("multicast interface", multicastInterface, 15);
    Require.range("sync id", syncId, 0, 255);
    Require.range("sync datagram length", maximumLength, 0, 65507);
    Require.port("multicast port", port);
    Require.range("multicast TTL", ttl, 0, 255);
  }

  /**
   * A daemon with the kernel's choices.
   *
   * @param state sender or receiver
   * @param multicastInterface the interface
   * @param syncId 0..255
   * @return the daemon
   */
  public static SyncDaemon of(State state, String multicastInterface, int syncId) {
    return new SyncDaemon(state, multicastInterface, syncId, 0, Optional.empty(), 0, 0);
  }

  /**
   * Whether a running daemon is one that was started with these values. What is left to the kernel
   * is compared with what the kernel chooses; a running one that says nothing of a value, on a
   * kernel before 4.3, has the right one.
   *
   * @param running as the kernel reports it, see {@link Ipvs#daemons}
   * @return false where it has to be stopped for one with these values
   */
  public boolean isWhatRuns(SyncDaemon running) {
    return state == running.state
        && multicastInterface.equals(running.multicastInterface)
        && syncId == running.syncId
        && (running.group.isEmpty() || groupUsed().equals(running.group.get()))
        && (running.port == 0 || portUsed() == running.port)
        && (running.ttl == 0 || used(ttl, DEFAULT_TTL) == running.ttl)
        && (running.maximumLength == 0 || hasLength(running.maximumLength));
  }

  /**
   * The group that it sends to, or takes from.
   *
   * @return that which was given, else the kernel's choice
   */
  public InetAddress groupUsed() {
    return group.orElse(DEFAULT_GROUP);
  }

  /**
   * The UDP port that it sends to, or takes from.
   *
   * @return that which was given, else the kernel's choice
   */
  public int portUsed() {
    return used(port, DEFAULT_PORT);
  }

  private static int used(int given, int standard) {
    return given == 0 ? standard : given;
  }

  /** The kernel's own choice for a receiver grows with the interface's MTU. */
  private boolean hasLength(int running) {
    int headers = groupUsed() instanceof Inet4Address ? IPV4_AND_UDP : IPV6_AND_UDP;
    if (maximumLength == 0) {
      int least = ETHERNET - headers;
      return state == State.BACKUP ? running >= least : running == least;
    }
    int shortest = state == State.BACKUP ? SHORTEST_RECEIVED : 1;
    return running == Math.min(Math.max(maximumLength, shortest), LONGEST_DATAGRAM - headers);
  }

  /** ipvsadm's line. */
  @Override
  public String toString() {
    return state
        + " sync daemon (mcast="
        + multicastInterface
        + ", syncid="
        + syncId
        + ", maxlen="
        + maximumLength
        + ", group="
        + group.map(IpAddresses::format).orElse("")
        + ", port="
        + port
        + ", ttl="
        + ttl
        + ")";
  }
}
