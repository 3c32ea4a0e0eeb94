// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Step 6: the controller is tested without root and without a kernel. */
class ControllerTest {
  private static DesiredDestination server(String address) {
    return new DesiredDestination(RealServer.of(ServiceAddress.tcp(address, 80), 1), 1);
  }

  @Test
  void a_server_that_fails_leaves_the_table() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open()) {
      Controller.follow(ipvs, List.of(server("10.1.80.93"), server("10.1.80.95")));
      Controller.follow(ipvs, List.of(server("10.1.80.95")));

      assertThat(ipvs.snapshot().table().toString())
          .isEqualTo(
              """
              -A -t 10.1.80.90:80 -s wlc
              -a -t 10.1.80.90:80 -r 10.1.80.95:80 -g -w 1
              """);
    }
  }
}
