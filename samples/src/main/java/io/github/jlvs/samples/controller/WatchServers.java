// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.controller;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.List;

/** Step 4: which real servers answer. */
public final class WatchServers {
  static VirtualServer web() {
    VirtualServer web = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
    for (String address : List.of("10.1.80.93", "10.1.80.95")) {
      ServiceAddress server = ServiceAddress.tcp(address, 80);
      Check check =
          new Check(CheckPolicy.every(Duration.ofSeconds(2)), TcpProbe.to(server.socketAddress()));
      web = web.with(RealServer.of(server, 1).with(check));
    }
    return web;
  }

  public static void main(String[] arguments) {
    try (HealthDaemon health =
        HealthDaemon.start(List.of(web()), event -> System.out.println(event))) {
      health.ended().join();
    }
  }
}
