// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.List;

final class WatchServer {
  public static void main(String[] arguments) throws Exception {
    ServiceAddress rs1 = ServiceAddress.tcp("10.1.80.93", 80);
    Check tcp =
        new Check(CheckPolicy.every(Duration.ofSeconds(6)), TcpProbe.to(rs1.socketAddress()));
    VirtualServer web =
        VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80))
            .with(RealServer.of(rs1, 100).with(tcp));
    try (HealthDaemon daemon =
        HealthDaemon.start(List.of(web), event -> System.out.println(event))) {
      daemon.ended().join();
    }
  }
}
