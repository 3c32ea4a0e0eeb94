// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.director;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthChecker;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import java.time.Duration;
import java.util.List;

/**
 * Balances port 80 of an address over the real servers that answer there, by direct routing.
 * Arguments: the virtual address, then those of the real servers, in numbers. Needs CAP_NET_ADMIN.
 */
public final class Director {
  private Director() {}

  /**
   * Runs until it is interrupted.
   *
   * @param args numeric addresses, the virtual one first
   */
  public static void main(String[] args) throws InterruptedException {
    VirtualServer web = VirtualServer.at(ServiceAddress.tcp(args[0], 80));
    for (String address : List.of(args).subList(1, args.length)) {
      ServiceAddress server = ServiceAddress.tcp(address, 80);
      TcpProbe probe = TcpProbe.to(server.socketAddress());
      Check check = new Check(CheckPolicy.every(Duration.ofSeconds(2)), probe);
      web = web.with(RealServer.of(server, 1).with(check));
    }
    DirectorTable words = new DirectorTable("wlc", Forwarding.DIRECT_ROUTE);
    try (Ipvs ipvs = Ipvs.open();
        TableWriter writer = new TableWriter(ipvs, words, line -> System.out.println(line));
        HealthChecker checker = HealthChecker.start(List.of(web), writer)) {
      checker.ended().toCompletableFuture().join();
    }
  }
}
