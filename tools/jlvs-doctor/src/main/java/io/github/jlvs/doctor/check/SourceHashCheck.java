// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On a director that schedules by the client's address: whether most clients have the same one, as
 * behind a router that translates addresses.
 */
final class SourceHashCheck implements Check {
  private static final List<String> HASHES = List.of("sh", "mh");

  /** Fewer connections say nothing. */
  private static final int ENOUGH = 100;

  @Override
  public String name() {
    return "source-hash";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<VirtualServerSetup> hashed =
        seen.task().virtualServers().stream()
            .filter(server -> HASHES.contains(server.scheduler()))
            .filter(server -> server.checks().realServers().size() > 1)
            .toList();
    if (hashed.isEmpty()) {
      return new Verdict.LeftOut("no virtual server has the scheduler sh or mh");
    }
    return Verdict.of(seen.balancer(), balancer -> findings(hashed, balancer));
  }

  private static List<Finding> findings(List<VirtualServerSetup> hashed, Balancer balancer) {
    List<Finding> findings = new ArrayList<>();
    for (VirtualServerSetup server : hashed) {
      for (VirtualService service : server.services()) {
        if (service.flags().contains(ServiceFlags.SH_PORT)) {
          continue;
        }
        Map<InetAddress, Integer> clients = new HashMap<>();
        balancer.sample().stream()
            .filter(each -> !each.isTemplate() && each.belongsTo(service.id()))
            .map(Connection::clientAddress)
            .forEach(client -> clients.merge(client, 1, Integer::sum));
        int all = clients.values().stream().mapToInt(Integer::intValue).sum();
        clients.forEach(
            (client, count) -> {
              if (all >= ENOUGH && 2 * count > all) {
                findings.add(finding(server, service, client, count + " of " + all));
              }
            });
      }
    }
    return findings;
  }

  private static Finding finding(
      VirtualServerSetup server, VirtualService service, InetAddress client, String count) {
    String flag = server.scheduler() + "-port";
    return new Finding(
        Severity.WARNING,
        "most connections to " + service.id() + " go to one real server",
        List.of(
            count + " connections come from " + IpAddresses.format(client) + " (ipvsadm -lnc)",
            "lb_algo " + server.scheduler() + " without " + flag),
        "The hash of the client's address alone chooses the server, and behind a router that"
            + " translates addresses all clients have one: a single server does most of the work.",
        List.of(
            new Remedy.Advice(
                "Write "
                    + flag
                    + " into virtual_server "
                    + server.name()
                    + " of both files, unless a client must always come to the same server; then"
                    + " reload."),
            Remedy.reload()));
  }
}
