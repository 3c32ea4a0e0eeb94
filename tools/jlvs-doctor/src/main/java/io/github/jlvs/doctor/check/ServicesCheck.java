// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * On a director: whether the kernel's table has the services of the file. A daemon has them there
 * as master and as backup, and while all their real servers fail. That nothing runs which would put
 * them there, or that the kernel lacks their scheduler, other checks tell.
 */
final class ServicesCheck implements Check {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "services";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().virtualServers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual server in the configuration");
    }
    if (Routers.isWithoutDaemon(seen)) {
      return new Verdict.LeftOut("no daemon runs here that would put them into the table");
    }
    return Verdict.of(seen.balancer(), balancer -> findings(seen, balancer));
  }

  private static List<Finding> findings(Seen seen, Balancer balancer) {
    List<ServiceId> now = new ArrayList<>();
    List<ServiceId> later = new ArrayList<>();
    for (VirtualServerSetup server : seen.task().virtualServers()) {
      if (!isAwake(seen, server) || lacksScheduler(seen, server)) {
        continue;
      }
      for (VirtualService service : server.services()) {
        if (balancer.destinations(service.id()).isEmpty()) {
          (isServedHere(seen, service.id()) ? now : later).add(service.id());
        }
      }
    }
    boolean empty = balancer.table().entries().isEmpty();
    return Stream.of(
            finding(
                seen,
                empty,
                now,
                Severity.CRITICAL,
                "This host takes what clients send to them as its own, and refuses it."),
            finding(
                seen,
                empty,
                later,
                Severity.WARNING,
                "Clients are sent to another director now, and are refused when this one takes over."))
        .flatMap(List::stream)
        .toList();
  }

  /** With ha_suspend a virtual server may rest where its address is not. */
  private static boolean isAwake(Seen seen, VirtualServerSetup server) {
    return server.suspendedWithout().isEmpty() || Routers.isHere(seen, server.suspendedWithout());
  }

  private static boolean lacksScheduler(Seen seen, VirtualServerSetup server) {
    return !seen.kernel().modules().hasScheduler(server.scheduler()).orElse(true);
  }

  /** Whether clients are sent to this host: at once where no virtual router decides that. */
  private static boolean isServedHere(Seen seen, ServiceId service) {
    Collection<InetAddress> moving = seen.task().routerAddresses();
    return moving.isEmpty()
        || Routers.isHere(
            seen,
            service instanceof ServiceId.Address id && moving.contains(id.address())
                ? List.of(id.address())
                : moving);
  }

  private static List<Finding> finding(
      Seen seen, boolean empty, List<ServiceId> missing, Severity severity, String harm) {
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> shown = new ArrayList<>();
    if (empty) {
      shown.add("the table is empty (ipvsadm -ln)");
    }
    missing.stream()
        .limit(SHOWN)
        .forEach(
            each ->
                shown.add(
                    "IPVS has no service " + each + ", which " + seen.task().source() + " has"));
    if (missing.size() > SHOWN) {
      shown.add("and " + (missing.size() - SHOWN) + " more");
    }
    return List.of(
        new Finding(
            severity,
            missing.size() == 1
                ? "the kernel's table lacks a service: " + missing.get(0)
                : "the kernel's table lacks " + missing.size() + " services",
            shown,
            harm
                + " Another program has removed them (ipvsadm --clear), the file has got them since"
                + " the daemon read it, or the kernel refused them: then its log says why.",
            List.of(
                Remedy.reload(),
                Remedy.here(
                    "pkill -F /run/checkers.pid -P \"$(cat /run/keepalived.pid)\" # for keepalived"),
                new Remedy.Advice(
                    "jkeepalived puts back within seconds what others remove, keepalived not even at"
                        + " a reload: the second command ends its process of checks, which it starts"
                        + " anew with the whole table, while the virtual addresses stay (services that"
                        + " are there are gone for a moment). The files are those of its options -c"
                        + " and -p."))));
  }
}
