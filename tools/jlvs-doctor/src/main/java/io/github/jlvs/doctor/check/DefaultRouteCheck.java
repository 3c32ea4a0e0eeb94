// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

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
    boolean here =
        seen.task().realServers(Forwarding.MASQUERADE::equals).stream()
            .anyMatch(each -> seen.holder(each).isPresent());
    if (!here) {
      return new Verdict.LeftOut("this real server is not known to be reached by NAT");
    }
    Optional<InetAddress> inside =
        seen.task().routerAddresses().stream()
            .filter(address -> seen.links().stream().anyMatch(link -> link.isNeighbourOf(address)))
            .min(IpAddresses::compare);
    if (inside.isEmpty()) {
      return new Verdict.LeftOut(
          "no virtual router of the directors has an address in a network of this host");
    }
    return Verdict.of(seen.routes(), routes -> findings(seen, routes, inside.get()));
  }

  private static List<Finding> findings(Seen seen, Routes routes, InetAddress inside) {
    boolean back =
        routes.defaults().stream()
            .flatMap(step -> step.gateway().stream())
            .anyMatch(seen.task().routerAddresses()::contains);
    return back ? List.of() : List.of(finding(seen, routes, inside));
  }

  private static Finding finding(Seen seen, Routes routes, InetAddress inside) {
    String link =
        seen.links().stream()
            .filter(each -> each.isNeighbourOf(inside))
            .map(Interface::name)
            .findFirst()
            .orElseThrow();
    List<String> shown =
        routes.defaults().isEmpty()
            ? List.of("there is no default route (ip route show default)")
            : routes.defaults().stream().map(DefaultRouteCheck::shown).toList();
    return new Finding(
        Severity.CRITICAL,
        "answers of this real server do not go back through the director",
        shown,
        "With NAT the director has to change the sender of each answer. One that goes another way"
            + " reaches the client from an address that it never asked, and is thrown away, while"
            + " every check succeeds. (Policy routing that leads answers back is not looked at.)",
        List.of(
            Remedy.here(
                "ip route replace default via " + IpAddresses.format(inside) + " dev " + link)));
  }

  private static String shown(Way.Step step) {
    return "the default route leads "
        + step.gateway().map(each -> "to " + IpAddresses.format(each)).orElse("nowhere")
        + " on "
        + step.interfaceName()
        + " (ip route show default)";
  }
}
