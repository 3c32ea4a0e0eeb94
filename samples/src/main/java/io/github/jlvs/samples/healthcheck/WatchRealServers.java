// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.healthcheck;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.List;

/**
 * Prints which real servers should take connections, whenever that changes. Needs no privilege and
 * no IPVS. Arguments: the numeric addresses of the real servers, whose port 80 is checked.
 */
public final class WatchRealServers {
  private WatchRealServers() {}

  /**
   * Runs until it is interrupted.
   *
   * @param args numeric addresses
   */
  public static void main(String[] args) {
    VirtualServer web = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
    for (String address : args) {
      ServiceAddress server = ServiceAddress.tcp(address, 80);
      TcpProbe probe = TcpProbe.to(server.socketAddress());
      Check check = new Check(CheckPolicy.every(Duration.ofSeconds(2)), probe);
      web = web.with(RealServer.of(server, 1).with(check));
    }
    try (HealthDaemon daemon = HealthDaemon.start(List.of(web), WatchRealServers::tell)) {
      daemon.ended().join();
    }
  }

  private static void tell(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.DesiredChanged news) {
      System.out.println(news.virtualServer() + ": " + news.desired());
    } else if (event instanceof HealthRunnerEvent.CheckImpossible failed) {
      System.err.println("cannot check: " + failed.cause().getMessage());
    }
  }
}
