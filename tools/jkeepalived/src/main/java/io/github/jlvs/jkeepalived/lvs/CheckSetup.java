// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.jkeepalived.config.model.CheckSchedule;
import io.github.jlvs.jkeepalived.config.model.CheckTarget;
import io.github.jlvs.jkeepalived.config.model.Checker;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What the health checks are told of the configuration. */
final class CheckSetup {
  private CheckSetup() {}

  static VirtualServer of(io.github.jlvs.jkeepalived.config.model.VirtualServer server) {
    List<RealServer> real =
        server.realServers().stream().map(configured -> realServer(server, configured)).toList();
    Optional<SorryServer> sorry =
        server
            .sorryServer()
            .map(
                configured ->
                    new SorryServer(
                        Names.inHealth(server, configured.address(), configured.port()),
                        configured.inhibit()));
    return new VirtualServer(
        Names.inHealth(server),
        real,
        server.quorum().weight(),
        server.quorum().hysteresis(),
        sorry,
        server.omega(),
        false);
  }

  private static RealServer realServer(
      io.github.jlvs.jkeepalived.config.model.VirtualServer server,
      io.github.jlvs.jkeepalived.config.model.RealServer configured) {
    return new RealServer(
        Names.inHealth(server, configured.address(), configured.port()),
        configured.weight(),
        configured.inhibitOnFailure(),
        configured.checkers().stream().map(CheckSetup::check).toList());
  }

  private static Check check(Checker checker) {
    if (checker instanceof Checker.TcpCheck tcp) {
      return new Check(policy(tcp.schedule(), tcp.target()), tcp(tcp.target()));
    }
    throw new IllegalStateException("no probe for " + checker);
  }

  /**
   * Every failed try is said, which keepalived does only when asked: the person on call sees why a
   * server is about to leave.
   */
  private static CheckPolicy policy(CheckSchedule schedule, CheckTarget target) {
    return new CheckPolicy(
        schedule.interval(),
        target.timeout(),
        schedule.retries(),
        schedule.retryInterval(),
        schedule.warmup(),
        schedule.alpha(),
        true);
  }

  private static Probe tcp(CheckTarget target) {
    Optional<InetSocketAddress> local =
        target.from().map(from -> new InetSocketAddress(from.address(), from.port()));
    return new TcpProbe(
        new Transport.Tcp(
            new InetSocketAddress(target.address(), target.port()),
            local,
            target.interfaceName(),
            (int) target.firewallMark()));
  }
}
