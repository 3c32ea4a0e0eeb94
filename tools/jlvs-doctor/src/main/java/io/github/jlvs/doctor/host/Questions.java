// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthRunner;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.model.DirectWays;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks each real server of direct routing and of tunnels by TCP: as itself, and as the virtual
 * address. All at once, each for a second at the most.
 */
final class Questions {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration LONG_AFTER = Duration.ofHours(1);
  private static final long ALL = LIMIT.plusMillis(500).toNanos();
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(20);
  private static final CheckPolicy ONCE =
      CheckPolicy.every(LONG_AFTER)
          .withConnectTimeout(LIMIT)
          .withRetry(0, LONG_AFTER)
          .withWarmup(Duration.ZERO);

  private final Map<ServiceAddress, List<DirectProbe>> probes = new LinkedHashMap<>();

  /** Why this process may not ask. */
  private Optional<LinuxException> forbidden = Optional.empty();

  private Questions(Task task) {
    for (VirtualServerSetup server : task.virtualServers()) {
      server.checks().realServers().forEach(real -> add(server, real));
    }
  }

  /** What they answer; nothing of one that this host cannot ask. */
  static Sight<List<DirectAnswer>> ask(Task task) {
    Questions questions = new Questions(task);
    return questions.probes.isEmpty()
        ? new Sight.Missed<>(
            "no real server is reached by direct routing or in a tunnel, by TCP and at a known port")
        : questions.answers();
  }

  private void add(VirtualServerSetup server, RealServer real) {
    Optional<Way> way = DirectWays.of(server.forwarding(real));
    InetAddress address = real.address().address();
    for (var service : server.services()) {
      if (way.isPresent()
          && service.id() instanceof ServiceId.Address id
          && id.protocol().equals(IpProtocol.TCP)
          && id.port() != 0
          && AddressFamily.of(id.address()) == AddressFamily.of(address)) {
        InetSocketAddress virtual = new InetSocketAddress(id.address(), id.port());
        probes
            .computeIfAbsent(
                new ServiceAddress(address, IpProtocol.TCP, id.port()), key -> new ArrayList<>())
            .add(DirectProbe.of(address, virtual).by(way.get()));
      }
    }
  }

  private Sight<List<DirectAnswer>> answers() {
    try (EventLoop loop = EventLoop.open();
        HealthRunner runner = HealthRunner.open(loop, this::hear)) {
      runner.reconfigure(List.of(all()));
      long until = loop.now() + ALL;
      while (loop.now() < until && !isDone(runner) && forbidden.isEmpty()) {
        loop.turn(AGAIN);
      }
      return forbidden
          .<Sight<List<DirectAnswer>>>map(each -> new Sight.Missed<>(each.getMessage()))
          .orElseGet(() -> new Sight.Taken<>(found(servers(runner))));
    }
  }

  private VirtualServer all() {
    VirtualServer asked = VirtualServer.at(ServiceAddress.tcp("0.0.0.0", 1));
    for (Map.Entry<ServiceAddress, List<DirectProbe>> each : probes.entrySet()) {
      RealServer server =
          RealServer.of(each.getKey(), 1)
              .with(new Check(ONCE, TcpProbe.to(each.getKey().socketAddress())));
      for (DirectProbe probe : each.getValue()) {
        server = server.with(new Check(ONCE, probe));
      }
      asked = asked.with(server);
    }
    return asked;
  }

  private void hear(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.CheckImpossible failed
        && failed.cause().errno().isPermission()) {
      forbidden = Optional.of(failed.cause());
    }
  }

  private static List<RealServerStatus> servers(HealthRunner runner) {
    return runner.virtualServers().get(0).realServers();
  }

  private static boolean isDone(HealthRunner runner) {
    return servers(runner).stream()
        .flatMap(each -> each.checks().stream())
        .allMatch(each -> each.lastResult().isPresent());
  }

  private List<DirectAnswer> found(List<RealServerStatus> servers) {
    List<DirectAnswer> found = new ArrayList<>();
    for (RealServerStatus status : servers) {
      Optional<ProbeResult> itself = status.checks().get(0).lastResult();
      List<DirectProbe> asked = probes.getOrDefault(status.server().address(), List.of());
      for (int i = 0; i < asked.size(); i++) {
        DirectProbe probe = asked.get(i);
        Optional<ProbeResult> virtual = status.checks().get(i + 1).lastResult();
        if (itself.isPresent() && virtual.isPresent()) {
          found.add(
              new DirectAnswer(
                  status.server().address().socketAddress(),
                  probe.virtual(),
                  probe.way() instanceof Way.Tunnel,
                  itself.get(),
                  virtual.get()));
        }
      }
    }
    return found;
  }
}
