// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.linux.VirtualMac;
import io.github.jlvs.vrrp.linux.VirtualMacOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts addresses of a virtual router on interfaces with its hardware address: one for each
 * interface below and hardware address, named in the order of the addresses.
 */
final class VirtualMacAddresses {
  /** Which addresses have it. */
  enum Wish {
    /** Those that the interface of {@code use_vmac} takes. */
    NONE,
    /** Those on other interfaces, too, and those of the other family. */
    ELSEWHERE,
    /** This one, wherever it is. */
    ITS_OWN
  }

  private final String own;
  private final AddressFamily family;
  private final Optional<VirtualMac> upper;
  private final boolean singly;
  private final Function<AddressFamily, VirtualMac> macs;
  private final Function<AddressFamily, String> names;
  private final List<VirtualMacOn> made = new ArrayList<>();
  private final List<VirtualAddress> onLoopback = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param own the virtual router's interface
   * @param family its family
   * @param upper the interface that its advertisements leave by
   * @param singly whether only addresses that ask for it have it
   * @param macs the hardware address for a family
   * @param names names that no other interface has
   */
  VirtualMacAddresses(
      String own,
      AddressFamily family,
      Optional<VirtualMac> upper,
      boolean singly,
      Function<AddressFamily, VirtualMac> macs,
      Function<AddressFamily, String> names) {
    this.own = own;
    this.family = family;
    this.upper = upper;
    this.singly = singly;
    this.macs = macs;
    this.names = names;
  }

  List<VirtualMacOn> made() {
    return made;
  }

  /** Those that would have one above the loopback interface, where Linux makes none. */
  List<VirtualAddress> onLoopback() {
    return onLoopback;
  }

  List<VirtualAddress> place(
      List<VirtualAddress> addresses, Function<VirtualAddress, Wish> wishes) {
    return addresses.stream().map(each -> place(each, wishes.apply(each))).toList();
  }

  private VirtualAddress place(VirtualAddress address, Wish wish) {
    String lower = address.device().orElse(own);
    AddressFamily its = AddressFamily.of(address.address());
    boolean here = lower.equals(own) && its == family;
    boolean wanted = wish == Wish.ITS_OWN || (wish == Wish.ELSEWHERE && !here);
    boolean taken = here && upper.isPresent();
    boolean named = upper.filter(each -> each.name().equals(lower)).isPresent();
    if (!wanted || taken || named) {
      return address;
    }
    if (lower.equals(VirtualMacReader.LOOPBACK)) {
      onLoopback.add(address);
      return address;
    }
    return address.onDevice(above(lower, its));
  }

  private static boolean isSame(VirtualMac one, VirtualMac other) {
    return one.address().equals(other.address());
  }

  private String above(String lower, AddressFamily its) {
    VirtualMac mac = macs.apply(its);
    if (lower.equals(own) && upper.filter(each -> isSame(each, mac)).isPresent()) {
      return upper.get().name();
    }
    for (VirtualMacOn each : made) {
      if (each.interfaceName().equals(lower) && isSame(each.mac(), mac)) {
        return each.mac().name();
      }
    }
    String name = names.apply(its);
    made.add(new VirtualMacOn(lower, mac.withName(name), singly));
    return name;
  }
}
