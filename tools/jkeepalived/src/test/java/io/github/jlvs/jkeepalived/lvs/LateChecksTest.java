// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateChecksTest {
  private static final ServiceAddress SERVER = ServiceAddress.tcp("10.0.0.2", 80);

  private static final HealthRunnerEvent.CheckWaits WAITS =
      new HealthRunnerEvent.CheckWaits(
          new VirtualServerName.Address(ServiceAddress.tcp("10.0.0.1", 80)),
          RealServer.of(SERVER, 1),
          new Check(CheckPolicy.DEFAULT, TcpProbe.to(SERVER.socketAddress())),
          768);

  @Test
  void it_is_said_once_a_minute_and_what_to_do() {
    LateChecks late = new LateChecks();
    long start = Long.MAX_VALUE;

    assertThat(late.waits(start, WAITS))
        .contains(
            "Checks come late, [10.0.0.2]:tcp:80 of [10.0.0.1]:tcp:80 is one of them: 768 are under"
                + " way at once, as many as descriptors and heap allow (raise LimitNOFILE= or"
                + " ulimit -n, and -Xmx in JLVS_JAVA_OPTIONS)");
    assertThat(late.waits(start + Duration.ofSeconds(59).toNanos(), WAITS)).isEmpty();
    assertThat(late.waits(start + Duration.ofSeconds(60).toNanos(), WAITS)).isPresent();
    assertThat(late.waits(start + Duration.ofSeconds(61).toNanos(), WAITS)).isEmpty();
  }
}
