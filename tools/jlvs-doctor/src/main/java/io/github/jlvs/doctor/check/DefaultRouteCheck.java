// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On a real server whose address is translated: whether its answers go back through the director,
 * by an address that moves with the master.
 */
final class DefaultRouteCheck implements Check {
  @Override
  public String name() {
    return "default-route";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<AddressFamily> families =
        seen.task().realServers(Forwarding.MASQUERADE::equals).stream()
            .filter(each -> seen.holder(each).isPresent())
            .map(AddressFamily::of)
            .distinct()
            .toList();
    if (families.isEmpty()) {
      return new Verdict.LeftOut("this real server is not known to be reached by NAT");
    }
    List<InetAddress> inside =
        families.stream().flatMap(each -> inside(seen, each).stream()).toList();
    if (inside.isEmpty()) {
      return new Verdict.LeftOut(
          "no virtual router of the directors has an address in a network of this host");
    }
    return Verdict.of(
        seen.routes(),
        routes -> inside.stream().flatMap(each -> finding(seen, routes, each).stream()).toList());
  }

  /** The directors' address in a network of this host. */
  private static Optional<InetAddress> inside(Seen seen, AddressFamily family) {
    return seen.task().routerAddresses().stream()
        .filter(address -> AddressFamily.of(address) == family)
        .filter(address -> links(seen, address).findAny().isPresent())
        .min(IpAddresses::compare);
  }

  private static Stream<Interface> links(Seen seen, InetAddress address) {
    return seen.links().stream().filter(link -> link.isNeighbourOf(address));
  }

  private static Optional<Finding> finding(Seen seen, Routes routes, InetAddress inside) {
    AddressFamily family = AddressFamily.of(inside);
    List<Way.Step> defaults = routes.defaults(family);
    boolean back =
        defaults.stream()
            .flatMap(step -> step.gateway().stream())
            .anyMatch(seen.task().routerAddresses()::contains);
    if (back) {
      return Optional.empty();
    }
    String ip = family == AddressFamily.IPV4 ? "ip" : "ip -6";
    String shown = " (" + ip + " route show default)";
    return Optional.of(
        new Finding(
            Severity.CRITICAL,
            "answers of this real server do not go back through the director",
            defaults.isEmpty()
                ? List.of("there is no default route" + shown)
                : defaults.stream().map(step -> text(step) + shown).toList(),
            "With NAT the director has to change the sender of each answer. One that goes another"
                + " way reaches the client from an address that it never asked, and is thrown away,"
                + " while every check succeeds. (Policy routing that leads answers back is not"
                + " looked at.)",
            List.of(
                Remedy.here(
                    ip
                        + " route replace default via "
                        + IpAddresses.format(inside)
                        + " dev "
                        + links(seen, inside).findFirst().orElseThrow().name()))));
  }

  private static String text(Way.Step step) {
    return "the default route leads "
        + step.gateway().map(each -> "to " + IpAddresses.format(each)).orElse("nowhere")
        + " on "
        + step.interfaceName();
  }
}
