// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;

/** What a virtual router wants done, in this order, or wants known ({@link Event}). */
public sealed interface Action
    permits Action.SendAdvertisement,
        Action.AddAddresses,
        Action.RemoveAddresses,
        Action.SendGratuitousArp,
        Action.RestoreAddress,
        Action.AnnounceAddress,
        Action.AnnounceElsewhere,
        Action.StateChanged,
        Event {

  /**
   * Send one advertisement (to each peer, with unicast).
   *
   * @param priority the priority in it, 0 to 255; the rest is the configuration's
   */
  record SendAdvertisement(int priority) implements Action {}

  /**
   * Put the virtual router's addresses, routes and rules in place; those that are there already
   * stay untouched.
   *
   * @param accept whether packets to the addresses are to be accepted; when not, the addresses
   *     answer ARP only (RFC 3768 section 6.4.3: a master that is not the owner must not accept)
   */
  record AddAddresses(boolean accept) implements Action {}

  /** Take them away; those that are not there are no error. */
  record RemoveAddresses() implements Action {}

  /**
   * Send gratuitous ARP for all addresses that are in place. One that could not be added is not
   * announced: other hosts would lose whoever has it.
   *
   * @param rounds how many times; a round goes over all addresses before the next begins
   */
  record SendGratuitousArp(int rounds) implements Action {}

  /**
   * Put one address back that another process removed, and report when it is there: {@link
   * Input.AddressRestored}.
   *
   * @param address which
   */
  record RestoreAddress(InetAddress address) implements Action {}

  /**
   * Send gratuitous ARP for one address.
   *
   * @param address which
   * @param rounds how many times
   */
  record AnnounceAddress(InetAddress address, int rounds) implements Action {}

  /**
   * Send one gratuitous ARP on each interface of an address that is not the virtual router's own,
   * so that the switches there do not forget where this master is.
   */
  record AnnounceElsewhere() implements Action {}

  /**
   * The state has changed. Comes after the actions that make it so.
   *
   * @param from the state before, never the same as after
   * @param to the state now
   * @param reason why
   */
  record StateChanged(State from, State to, Reason reason) implements Action {}
}
