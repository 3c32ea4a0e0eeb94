// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop turned by the test's own thread, and a listener that writes down what it hears. */
final class ChecksOnALoop implements HealthRunnerEvent.Listener, AutoCloseable {
  static final ServiceAddress VIP = ServiceAddress.tcp("10.1.80.90", 80);

  /** Tries come fast, so that tests do; nothing asserts how fast. */
  static final CheckPolicy FAST =
      CheckPolicy.every(Duration.ofMillis(3))
          .withWarmup(Duration.ZERO)
          .withRetry(1, Duration.ofMillis(2))
          .withConnectTimeout(Duration.ofSeconds(30));

  private static final long GIVE_UP = TimeUnit.SECONDS.toNanos(60);

  final EventLoop loop = EventLoop.open();
  final HealthRunner checks = HealthRunner.open(loop, this);

  /** What a check told. */
  record Told(ServiceAddress server, CheckEvent event) {}

  /** What happened, in order: events of virtual servers, and what checks told. */
  final List<Object> log = new ArrayList<>();

  final List<CheckEvent> checkEvents = new ArrayList<>();
  final List<String> impossible = new ArrayList<>();
  final List<HealthRunnerEvent.CheckWaits> waits = new ArrayList<>();
  final Map<VirtualServerName, List<DesiredDestination>> desired = new HashMap<>();

  /** What the listener does besides, whatever it is told. */
  Runnable whenTold = () -> {};

  static RealServer realServer(ServiceAddress address, CheckPolicy policy, Probe probe) {
    return RealServer.of(address, 1).with(new Check(policy, probe));
  }

  static VirtualServer virtualServer(RealServer... servers) {
    VirtualServer all = VirtualServer.at(VIP);
    for (RealServer server : servers) {
      all = all.with(server);
    }
    return all;
  }

  static ServiceAddress service(InetAddress address, int port) {
    return ServiceAddress.tcp(address.getHostAddress(), port);
  }

  static ServiceAddress service(InetSocketAddress address) {
    return service(address.getAddress(), address.getPort());
  }

  /** Sockets, epolls and eventfds of this process; not files, which class loading opens. */
  static int descriptors() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open) {
        count += isFile(descriptor) ? 0 : 1;
      }
    }
    return count;
  }

  private static boolean isFile(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("/");
    } catch (IOException closedMeanwhile) {
      return true;
    }
  }

  void until(BooleanSupplier reached) {
    long began = System.nanoTime();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - began > GIVE_UP) {
        throw new AssertionError("it never came to that; log: " + log + impossible);
      }
      loop.turn(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  void untilUp(ServiceAddress server) {
    until(() -> log.contains(new Told(server, new CheckEvent.WentUp(CheckState.UP))));
  }

  List<ServiceAddress> table() {
    return table(new VirtualServerName.Address(VIP));
  }

  List<ServiceAddress> table(VirtualServerName name) {
    return desired.getOrDefault(name, List.of()).stream().map(DesiredDestination::address).toList();
  }

  /** The last results of the only check of the first real server. */
  ProbeResult lastResult() {
    until(() -> onlyCheck().lastResult().isPresent());
    return onlyCheck().lastResult().orElseThrow();
  }

  CheckStatus onlyCheck() {
    return checks.virtualServers().get(0).realServers().get(0).checks().get(0);
  }

  /** How many checks have failed for good so far. */
  long downs() {
    return checkEvents.stream().filter(event -> event instanceof CheckEvent.WentDown).count();
  }

  @Override
  public void event(HealthRunnerEvent event) {
    whenTold.run();
    if (event instanceof HealthRunnerEvent.DesiredChanged news) {
      desired.put(news.virtualServer(), news.desired());
    } else if (event instanceof HealthRunnerEvent.Observed observed) {
      log.add(observed.event());
    } else if (event instanceof HealthRunnerEvent.CheckObserved observed) {
      checkEvents.add(observed.event());
      log.add(new Told(observed.realServer().address(), observed.event()));
    } else if (event instanceof HealthRunnerEvent.CheckImpossible failed) {
      impossible.add(failed.realServer().address() + ": " + failed.cause().getMessage());
    } else if (event instanceof HealthRunnerEvent.CheckWaits late) {
      waits.add(late);
    }
  }

  @Override
  public void close() {
    checks.close();
    loop.close();
  }
}
