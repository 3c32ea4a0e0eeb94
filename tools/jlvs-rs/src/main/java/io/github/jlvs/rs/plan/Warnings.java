// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this tool doesn't change, but makes a real server answer for the virtual address. */
final class Warnings {
  private Warnings() {}

  /** Sentences, in a fixed order. */
  static List<String> of(ObservedHost now, List<Vip> vips) {
    List<String> found = new ArrayList<>();
    for (Vip vip : vips) {
      for (HostAddress address : now.addresses()) {
        if (address.is(vip) && address.device().isEmpty()) {
          found.add(
              vip
                  + " is also on "
                  + address.interfaceName()
                  + ", where this host answers for it: right on a director, wrong on a real server");
        }
      }
    }
    vips.forEach(vip -> proxied(now, vip).ifPresent(found::add));
    if (vips.stream().anyMatch(Vip::isIpv4)) {
      loudInterfaces(now).forEach((name, value) -> found.add(loud(name, value)));
    }
    return found;
  }

  /** The one way in which Linux answers neighbour solicitations for an address of lo. */
  private static Optional<String> proxied(ObservedHost now, Vip vip) {
    return Optional.ofNullable(now.surroundings().proxied().get(vip))
        .map(
            name ->
                vip
                    + " has a proxy entry on "
                    + name
                    + ", so this host answers neighbour solicitations for it there if it forwards and"
                    + " proxy_ndp is 1: wrong on a real server (ip -6 neigh del proxy "
                    + vip
                    + " dev "
                    + name
                    + ")");
  }

  /** The parameters of interfaces that outdo what {@code all} is, or is about to be, set to. */
  static Map<String, Integer> loudInterfaces(ObservedHost now) {
    Map<String, Integer> loud = new TreeMap<>();
    now.interfaces()
        .forEach(
            (name, values) ->
                values.forEach(
                    (parameter, value) -> {
                      if (!parameter.suffices(Math.max(value, forAll(now, parameter)))) {
                        loud.put(Setting.text(name, parameter.text()), value);
                      }
                    }));
    return loud;
  }

  private static int forAll(ObservedHost now, ArpParameter parameter) {
    Setting setting =
        parameter == ArpParameter.ARP_IGNORE ? Setting.ALL_IGNORE : Setting.ALL_ANNOUNCE;
    return now.suffices(setting) ? now.value(setting) : setting.wanted();
  }

  private static String loud(String name, int value) {
    return name
        + " is "
        + value
        + ", which outdoes the value of 'all': the virtual address may be seen on that interface; set"
        + " it to 0";
  }
}
