// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import java.util.Objects;

/**
 * Which VRRP a virtual router speaks. All that differs between the versions and the families of
 * addresses is asked here, so that one state machine serves them: how long the skew is, whether a
 * backup takes its master's interval, which intervals and addresses there are.
 *
 * <p>VRRPv2 over IPv6 does not exist and cannot be written.
 */
public sealed interface Protocol {

  /**
   * VRRPv2 (RFC 3768), over IPv4.
   *
   * @param authentication none, or a simple password
   */
  record V2(Authentication authentication) implements Protocol {
    /** The number in its packets. */
    public static final int VERSION = 2;

    private static final long SKEW_UNIT = 1_000_000_000L / 256;

    /** Without authentication, as RFC 3768 has it. */
    public V2() {
      this(Authentication.none());
    }

    @Override
    public int version() {
      return VERSION;
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.IPV4;
    }

    /** RFC 3768 section 6.1: (256 - priority) / 256 seconds, whatever the interval. */
    @Override
    public long skewNanos(int priority, AdvertisementInterval masters) {
      return (256 - priority) * SKEW_UNIT;
    }

    /** RFC 3768 section 7.1: an interval that differs is refused. */
    @Override
    public boolean learnsInterval() {
      return false;
    }

    /** Whole seconds, 1 to 255. */
    @Override
    public void require(AdvertisementInterval interval) {
      if (!interval.isWholeSeconds()) {
        throw new IllegalArgumentException(
            "advertisement interval is "
                + interval
                + ", VRRP version 2 has whole seconds alone; use version 3");
      }
      Ranges.within("advertisement interval in seconds", interval.centiseconds() / 100, 1, 255);
    }

    @Override
    public String toString() {
      return "VRRP version 2 over IPv4"
          + (authentication.type() == 0 ? "" : " with " + authentication);
    }
  }

  /**
   * VRRPv3 (RFC 9568, before it RFC 5798). It has no authentication of its own.
   *
   * @param family of the addresses, and of the packets
   * @param checksum what is counted in
   */
  record V3(AddressFamily family, Checksum checksum) implements Protocol {
    /** The number in its packets. */
    public static final int VERSION = 3;

    private static final int LONGEST = 4095;

    /**
     * Checks that the checksum is one of the family's.
     *
     * @throws IllegalArgumentException for IPv6 without the pseudo header
     */
    public V3 {
      Objects.requireNonNull(family);
      if (family == AddressFamily.IPV6 && checksum != Checksum.WITH_PSEUDO_HEADER) {
        throw new IllegalArgumentException(
            "the checksum over IPv6 covers the pseudo header (RFC 9568 section 5.2.8)");
      }
    }

    /**
     * With the checksum that keepalived and FRR make.
     *
     * @param family of the addresses, and of the packets
     */
    public V3(AddressFamily family) {
      this(family, Checksum.WITH_PSEUDO_HEADER);
    }

    @Override
    public int version() {
      return VERSION;
    }

    /** RFC 9568 section 6.1: (256 - Priority) * Active_Adver_Interval / 256. */
    @Override
    public long skewNanos(int priority, AdvertisementInterval masters) {
      return (256 - priority) * masters.nanos() / 256;
    }

    /** RFC 9568 section 6.4.2: a backup sets Active_Adver_Interval to what it receives. */
    @Override
    public boolean learnsInterval() {
      return true;
    }

    /** 0.01 to 40.95 s (RFC 9568 section 5.2.7: twelve bits). */
    @Override
    public void require(AdvertisementInterval interval) {
      Ranges.within(
          "advertisement interval in hundredths of a second", interval.centiseconds(), 1, LONGEST);
    }

    @Override
    public String toString() {
      return "VRRP version 3 over " + (family == AddressFamily.IPV4 ? "IPv4" : "IPv6");
    }
  }

  /**
   * What the checksum of VRRPv3 covers. Over IPv4 the two RFCs do not agree, nor do routers; what
   * is received may have either.
   */
  enum Checksum {
    /** The pseudo header of RFC 8200 section 8.1 too: keepalived and FRR, and all over IPv6. */
    WITH_PSEUDO_HEADER,
    /** The packet alone: RFC 9568 section 5.2.8 over IPv4, keepalived's v3_checksum_as_v2. */
    PACKET_ALONE
  }

  /**
   * The number in the packets.
   *
   * @return 2 or 3
   */
  int version();

  /**
   * The family of the addresses, and of the packets that carry them.
   *
   * @return IPv4 or IPv6
   */
  AddressFamily family();

  /**
   * Skew_Time.
   *
   * @param priority 1 to 255
   * @param masters the interval of the master that is waited for
   * @return nanoseconds
   */
  long skewNanos(int priority, AdvertisementInterval masters);

  /**
   * Whether a backup takes the interval of the master that it follows.
   *
   * @return false where an interval that differs is a refusal
   */
  boolean learnsInterval();

  /**
   * Checks an interval.
   *
   * @param interval that a router is to have
   * @throws IllegalArgumentException when this protocol cannot say it
   */
  void require(AdvertisementInterval interval);

  /**
   * Whether a router that speaks this can go on as one that speaks the other.
   *
   * @param other the other
   * @return whether version and family are the same
   */
  default boolean isKindOf(Protocol other) {
    return version() == other.version() && family() == other.family();
  }

  /**
   * How it proves where its packets come from.
   *
   * @return none, but for VRRPv2 with a password
   */
  default Authentication authentication() {
    return Authentication.none();
  }
}
