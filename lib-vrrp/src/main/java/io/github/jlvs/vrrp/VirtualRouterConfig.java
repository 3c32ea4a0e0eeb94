// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A virtual router as it is configured (RFC 3768 section 6.1.2, RFC 9568 section 6.1, and
 * keepalived's additions). Made with {@link #builder}.
 *
 * @param protocol which VRRP it speaks
 * @param vrid virtual router identifier, 1 to 255
 * @param priority 1 to 255; 255 means that this router owns the addresses
 * @param interval advertisement interval, one that the protocol can say
 * @param addresses the addresses that advertisements list, at most 255, of the protocol's family
 * @param requireSameAddresses whether advertisements that list other addresses are refused, as in
 *     VRRPv2 they always are; RFC 9568 section 7.1 has them count, and told
 * @param preempt whether this router takes over from a master of lower priority
 * @param preemptDelay how long a master of lower priority is left in place at first
 * @param downTimerAdverts advertisements that may be missed before the master counts as down: 3 in
 *     the RFC, 1 to 100
 * @param acceptMode whether a master that is not the owner accepts packets to the addresses
 * @param answerLowerPriority whether a master answers a master of lower priority at once, as
 *     keepalived does; the RFC waits for the next regular advertisement
 * @param advertiseBeforeYielding whether a master sends one more advertisement before it yields to
 *     a higher one, so that the other repeats its gratuitous ARP
 * @param ignoresAsOwner whether the owner of the addresses drops every advertisement that it hears
 *     (RFC 3768 and RFC 9568, section 7.1), so that nobody takes them from it; two owners are then
 *     both master. Without effect at a lower priority
 * @param highestOther the highest priority that another router of the group may have, 1 to 254: a
 *     master without {@code preempt} that has been silent for the master down interval of that
 *     priority goes on as backup, for the other may have become master. Empty where it goes on as
 *     master all the same
 * @param gratuitousArp when gratuitous ARP is sent
 */
public record VirtualRouterConfig(
    Protocol protocol,
    int vrid,
    int priority,
    AdvertisementInterval interval,
    List<InetAddress> addresses,
    boolean requireSameAddresses,
    boolean preempt,
    Duration preemptDelay,
    int downTimerAdverts,
    boolean acceptMode,
    boolean answerLowerPriority,
    boolean advertiseBeforeYielding,
    boolean ignoresAsOwner,
    OptionalInt highestOther,
    GratuitousArp gratuitousArp) {

  /**
   * Checks the ranges and copies the list; an address that is named twice counts once.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public VirtualRouterConfig {
    Ranges.vrid(vrid);
    Ranges.within("priority", priority, 1, Advertisement.PRIORITY_OWNER);
    protocol.require(interval);
    addresses = addresses.stream().distinct().toList();
    Ranges.family(protocol, addresses);
    requireSameAddresses |= protocol instanceof Protocol.V2;
    Ranges.within("number of addresses", addresses.size(), 0, Advertisement.MAX_ADDRESSES);
    Timers.requireUsable("preempt delay", preemptDelay);
    Ranges.within("advertisements that may be missed", downTimerAdverts, 1, 100);
    if (highestOther.isPresent()) {
      Ranges.within(
          "highest priority of the others",
          highestOther.getAsInt(),
          1,
          Advertisement.PRIORITY_OWNER - 1);
    }
  }

  /**
   * Starts a configuration with keepalived's defaults: VRRPv2, or v3 where the first address is of
   * IPv6; priority 100, 1 second, no authentication, preempting without delay, 3 advertisements
   * missed, packets to the addresses accepted.
   *
   * @param vrid virtual router identifier, 1 to 255
   * @param addresses the addresses of the virtual router
   * @return a builder
   */
  public static Builder builder(int vrid, InetAddress... addresses) {
    return new Builder(vrid, List.of(addresses));
  }

  /**
   * Whether this router owns the addresses.
   *
   * @return true for priority 255
   */
  public boolean owner() {
    return priority == Advertisement.PRIORITY_OWNER;
  }

  /**
   * Whether this router owns the addresses, and so hears nobody.
   *
   * @return true for priority 255 with {@link #ignoresAsOwner()}
   */
  public boolean hearsNobody() {
    return owner() && ignoresAsOwner;
  }

  /**
   * How it proves where its packets come from.
   *
   * @return none, but for VRRPv2 with a password
   */
  public Authentication authentication() {
    return protocol.authentication();
  }

  /**
   * The advertisement that a router so configured sends.
   *
   * @param effectivePriority the priority in it, 0 to 255
   * @return the advertisement
   */
  public Advertisement advertisement(int effectivePriority) {
    return new Advertisement(protocol, vrid, effectivePriority, interval, addresses);
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final int vrid;
    private final List<InetAddress> addresses;
    private int priority = 100;
    private Protocol protocol;
    private AdvertisementInterval interval = AdvertisementInterval.ofSeconds(1);
    private boolean requireSameAddresses;
    private boolean preempt = true;
    private Duration preemptDelay = Duration.ZERO;
    private int downTimerAdverts = 3;
    private boolean acceptMode = true;
    private boolean answerLowerPriority = true;
    private boolean advertiseBeforeYielding;
    private boolean ignoresAsOwner;
    private OptionalInt highestOther = OptionalInt.empty();
    private GratuitousArp gratuitousArp = GratuitousArp.DEFAULT;

    private Builder(int vrid, List<InetAddress> addresses) {
      this.vrid = vrid;
      this.addresses = addresses;
      this.protocol =
          !addresses.isEmpty() && AddressFamily.of(addresses.get(0)) == AddressFamily.IPV6
              ? new Protocol.V3(AddressFamily.IPV6)
              : new Protocol.V2();
    }

    /**
     * Sets which VRRP it speaks.
     *
     * @param value version, family, and what only one of them has
     * @return this
     */
    public Builder protocol(Protocol value) {
      protocol = value;
      return this;
    }

    /**
     * Sets the priority.
     *
     * @param value 1 to 255
     * @return this
     */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /**
     * Sets the advertisement interval.
     *
     * @param value whole seconds with VRRPv2
     * @return this
     */
    public Builder interval(AdvertisementInterval value) {
      interval = value;
      return this;
    }

    /**
     * Sets the advertisement interval in whole seconds.
     *
     * @param value 1 to 255, with VRRPv3 1 to 40
     * @return this
     */
    public Builder intervalSeconds(int value) {
      return interval(AdvertisementInterval.ofSeconds(value));
    }

    /**
     * Has it speak VRRPv2 with this authentication.
     *
     * @param value none or a simple password
     * @return this
     */
    public Builder authentication(Authentication value) {
      return protocol(new Protocol.V2(value));
    }

    /**
     * Sets whether VRRPv3 advertisements that list other addresses are refused.
     *
     * @param value true for what keepalived did until 2.3.3
     * @return this
     */
    public Builder requireSameAddresses(boolean value) {
      requireSameAddresses = value;
      return this;
    }

    /**
     * Sets whether this router takes over from a master of lower priority.
     *
     * @param value false for keepalived's nopreempt
     * @return this
     */
    public Builder preempt(boolean value) {
      preempt = value;
      return this;
    }

    /**
     * Sets how long a master of lower priority is left in place at first.
     *
     * @param value zero for not at all
     * @return this
     */
    public Builder preemptDelay(Duration value) {
      preemptDelay = value;
      return this;
    }

    /**
     * Sets how many advertisements may be missed.
     *
     * @param value 1 to 100
     * @return this
     */
    public Builder downTimerAdverts(int value) {
      downTimerAdverts = value;
      return this;
    }

    /**
     * Sets whether a master that is not the owner accepts packets to the addresses.
     *
     * @param value false for the RFC's rule
     * @return this
     */
    public Builder acceptMode(boolean value) {
      acceptMode = value;
      return this;
    }

    /**
     * Sets whether a master answers a master of lower priority at once.
     *
     * @param value false for keepalived's lower_prio_no_advert
     * @return this
     */
    public Builder answerLowerPriority(boolean value) {
      answerLowerPriority = value;
      return this;
    }

    /**
     * Sets whether a master sends one more advertisement before it yields.
     *
     * @param value true for keepalived's higher_prio_send_advert
     * @return this
     */
    public Builder advertiseBeforeYielding(boolean value) {
      advertiseBeforeYielding = value;
      return this;
    }

    /**
     * Sets whether the owner of the addresses drops every advertisement that it hears.
     *
     * @param value true for the RFC's rule, which is keepalived's owner_ignore_adverts
     * @return this
     */
    public Builder ignoresAsOwner(boolean value) {
      ignoresAsOwner = value;
      return this;
    }

    /**
     * Has a master that was late go on as backup where another may have become master meanwhile;
     * without effect on one that preempts.
     *
     * @param value the highest priority of another, 1 to 254, weights counted; keepalived's
     *     timer_expired_backup, whose default is 254
     * @return this
     */
    public Builder highestOther(int value) {
      highestOther = OptionalInt.of(value);
      return this;
    }

    /**
     * Sets when gratuitous ARP is sent.
     *
     * @param value the schedule
     * @return this
     */
    public Builder gratuitousArp(GratuitousArp value) {
      gratuitousArp = value;
      return this;
    }

    /**
     * Makes the configuration.
     *
     * @return the configuration
     * @throws IllegalArgumentException when a value is out of its range
     */
    public VirtualRouterConfig build() {
      return new VirtualRouterConfig(
          protocol,
          vrid,
          priority,
          interval,
          addresses,
          requireSameAddresses,
          preempt,
          preemptDelay,
          downTimerAdverts,
          acceptMode,
          answerLowerPriority,
          advertiseBeforeYielding,
          ignoresAsOwner,
          highestOther,
          gratuitousArp);
    }
  }
}
