// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Events as the loops tell them, for tests. */
public final class Events {
  public static final ServiceAddress SERVER = ServiceAddress.tcp("10.0.0.3", 8001);
  public static final VirtualServerName WEB =
      new VirtualServerName.Address(ServiceAddress.tcp("10.0.0.1", 80));

  private Events() {}

  public static RunnerEvent router(String name, State from, State to, Reason reason) {
    return new RunnerEvent.StateChanged(name, from, to, reason, 100, Optional.empty());
  }

  public static HealthRunnerEvent health(HealthEvent event) {
    return new HealthRunnerEvent.Observed(WEB, event);
  }

  public static HealthRunnerEvent started() {
    return new HealthRunnerEvent.DesiredChanged(WEB, List.of());
  }

  public static HealthRunnerEvent checked(CheckEvent event) {
    CheckPolicy policy = CheckPolicy.every(Duration.ofSeconds(1));
    Check check = new Check(policy, TcpProbe.to(SERVER.socketAddress()));
    return new HealthRunnerEvent.CheckObserved(
        WEB, RealServer.of(SERVER, 1).with(check), check, event);
  }

  public static Configuration configuration(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow();
  }
}
