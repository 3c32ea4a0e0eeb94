// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Lifetime;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A virtual address as keepalived shows it: {@code 10.1.80.90/24 dev eth0 scope global set}. The
 * first word is the address, the third its interface: that is what exporters look at.
 */
public final class AddressText {
  private static final Map<Integer, String> SCOPES =
      Map.of(
          IfAddress.SCOPE_GLOBAL,
          "global",
          200,
          "site",
          IfAddress.SCOPE_LINK,
          "link",
          IfAddress.SCOPE_HOST,
          "host",
          255,
          "nowhere");

  private static final Map<Integer, String> FLAGS = flags();

  private AddressText() {}

  private static Map<Integer, String> flags() {
    Map<Integer, String> flags = new LinkedHashMap<>();
    flags.put(IfAddress.IFA_F_HOMEADDRESS, "home");
    flags.put(IfAddress.IFA_F_MANAGETEMPADDR, "mngtmpaddr");
    flags.put(IfAddress.IFA_F_NOPREFIXROUTE, "noprefixroute");
    flags.put(IfAddress.IFA_F_MCAUTOJOIN, "autojoin");
    return flags;
  }

  /** Each with what it has on this host, in the words of ip(8) and keepalived. */
  static List<String> all(List<VirtualAddress> addresses, RouterStatus of) {
    return addresses.stream().map(address -> one(address, of)).toList();
  }

  /** The first of these words: the address, with its length if that is not a host's. */
  public static String bare(VirtualAddress address) {
    return address.peer().isPresent()
        ? IpAddresses.format(address.address())
        : withPrefix(address.address(), address.prefixLength());
  }

  private static String one(VirtualAddress address, RouterStatus of) {
    List<String> words = new ArrayList<>();
    words.add(bare(address));
    address.broadcast().ifPresent(to -> words.add("brd " + IpAddresses.format(to)));
    words.add("dev " + UpperText.device(address, of.setup()));
    words.add("scope " + SCOPES.getOrDefault(address.scope(), String.valueOf(address.scope())));
    address.label().ifPresent(label -> words.add("label " + label));
    address
        .peer()
        .ifPresent(
            peer -> words.add("peer " + IpAddresses.format(peer) + "/" + address.prefixLength()));
    FLAGS.forEach(
        (bit, word) -> {
          if ((address.flags() & bit) != 0) {
            words.add(word);
          }
        });
    if (!address.tracked()) {
      words.add("no_track");
    }
    if (!address.isIpv4()) {
      words.add(preferred(address.lifetime()));
    }
    if (of.placed().contains(address)) {
      words.add("set");
    }
    return String.join(" ", words);
  }

  private static String withPrefix(InetAddress address, int length) {
    boolean host = length == address.getAddress().length * Byte.SIZE;
    return IpAddresses.format(address) + (host ? "" : "/" + length);
  }

  private static String preferred(Lifetime lifetime) {
    long seconds = lifetime.preferredSeconds();
    if (seconds == 0) {
      return "deprecated";
    }
    return "preferred_lft " + (seconds == Lifetime.FOREVER_SECONDS ? "forever" : seconds);
  }
}
