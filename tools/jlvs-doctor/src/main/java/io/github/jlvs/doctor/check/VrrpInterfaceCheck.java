// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether each virtual router's interface is there and up. */
final class VrrpInterfaceCheck implements Check {
  @Override
  public String name() {
    return "vrrp-interface";
  }

  @Override
  public Verdict judge(Seen seen) {
    Task task = seen.task();
    return task.routers().isEmpty()
        ? new Verdict.LeftOut("there is no virtual router in the configuration")
        : new Verdict.Judged(
            task.routers().stream().flatMap(router -> finding(seen, router)).toList());
  }

  private static Stream<Finding> finding(Seen seen, RouterSetup router) {
    String link = router.interfaceName();
    Optional<Interface> there = seen.named(link);
    if (there.filter(Interface::up).isPresent()) {
      return Stream.empty();
    }
    String configured =
        "vrrp_instance "
            + router.name()
            + ": interface "
            + link
            + " ("
            + seen.task().source()
            + ")";
    String why =
        "A virtual router without its interface rests in the state of a fault: it hears no master,"
            + " and takes nothing over.";
    return Stream.of(
        there.isPresent()
            ? new Finding(
                Severity.CRITICAL,
                link + " is down, which " + router.name() + " needs",
                List.of(configured, "it is not up (ip link show dev " + link + ")"),
                why,
                List.of(Remedy.here("ip link set " + link + " up")))
            : new Finding(
                Severity.CRITICAL,
                "there is no interface " + link + ", which " + router.name() + " needs",
                List.of(configured, "this host has " + links(seen) + " (ip link)"),
                why + " What other checks would hear is not known, either.",
                remedies(seen, link)));
  }

  private static List<Remedy> remedies(Seen seen, String link) {
    String made = "ee what should have made " + link + " (a bond, a VLAN, a network manager).";
    return seen.links().isEmpty()
        ? List.of(new Remedy.Advice("S" + made))
        : List.of(
            new Remedy.Advice("Write the name of one of these, then reload; or s" + made),
            Remedy.reload());
  }

  private static String links(Seen seen) {
    List<String> names = seen.links().stream().map(Interface::name).toList();
    return names.isEmpty() ? "none that is up" : String.join(", ", names);
  }
}
