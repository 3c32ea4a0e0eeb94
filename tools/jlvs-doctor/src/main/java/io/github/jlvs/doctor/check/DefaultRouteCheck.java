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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On a real server whose address is translated: whether its answers go back through the director,
 * by an address that moves with the master. Of several default routes that with the lowest metric
 * counts, and of one that shares packets out each of its ways.
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
    List<Routes.Default> defaults = routes.defaults(family);
    boolean back =
        !defaults.isEmpty()
            && defaults.get(0).steps().stream().allMatch(step -> leadsBack(seen, step));
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
                : shown(defaults, shown),
            "With NAT the director has to change the sender of each answer. One that goes another"
                + " way reaches the client from an address that it never asked, and is thrown away,"
                + " while every check succeeds. (Policy routing that leads answers back is not"
                + " looked at.)",
            remedies(seen, defaults, ip, inside)));
  }

  private static boolean leadsBack(Seen seen, Way.Step step) {
    return step.gateway().filter(seen.task().routerAddresses()::contains).isPresent();
  }

  private static List<String> shown(List<Routes.Default> defaults, String where) {
    List<String> shown = new ArrayList<>();
    for (Routes.Default each : defaults) {
      String metric = defaults.size() > 1 ? ", with metric " + each.metric() : "";
      each.steps().forEach(step -> shown.add(text(step) + metric + where));
    }
    if (defaults.size() > 1) {
      shown.add("the first one counts: it has the lowest metric");
    }
    return shown;
  }

  private static List<Remedy> remedies(
      Seen seen, List<Routes.Default> defaults, String ip, InetAddress inside) {
    List<Remedy> remedies = new ArrayList<>();
    defaults.stream()
        .limit(1)
        .flatMap(each -> each.steps().stream())
        .filter(step -> !leadsBack(seen, step))
        .findFirst()
        .ifPresent(step -> remedies.add(warning(ip, step)));
    // One of another metric would be added beside the one that counts.
    String metric =
        defaults.stream()
            .limit(1)
            .filter(each -> each.metric() != 0)
            .map(each -> " metric " + each.metric())
            .findFirst()
            .orElse("");
    remedies.add(
        Remedy.here(
            ip
                + " route replace default via "
                + IpAddresses.format(inside)
                + " dev "
                + links(seen, inside).findFirst().orElseThrow().name()
                + metric));
    return remedies;
  }

  private static Remedy warning(String ip, Way.Step step) {
    return new Remedy.Advice(
        "The command ends connections from outside of this host's networks, an ssh session among"
            + " them. If that is how you are here, first give the network that you come from its own"
            + " way: "
            + ip
            + " route add NETWORK "
            + step.gateway().map(each -> "via " + IpAddresses.format(each) + " ").orElse("")
            + "dev "
            + step.interfaceName());
  }

  private static String text(Way.Step step) {
    return "the default route leads "
        + step.gateway().map(each -> "to " + IpAddresses.format(each)).orElse("nowhere")
        + " on "
        + step.interfaceName();
  }
}
