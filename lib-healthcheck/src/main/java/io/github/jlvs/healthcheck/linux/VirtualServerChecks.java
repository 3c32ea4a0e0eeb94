// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.RealServerCheck;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerHealth;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.linux.LinuxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One virtual server on the loop: its checks feed its health, which feeds the listener. */
final class VirtualServerChecks implements ScheduledCheck.Owner {
  private final CheckLoop loop;
  private final HealthRunnerEvent.Listener listener;
  private final VirtualServerName name;
  private final VirtualServerHealth health;
  private Map<ServiceAddress, List<ScheduledCheck>> checks = new LinkedHashMap<>();
  private Optional<List<DesiredDestination>> toldDesired = Optional.empty();

  /** Since when each real server is what it is. */
  private final Map<ServiceAddress, Since> since = new HashMap<>();

  /**
   * What {@link #status} said, as long as that is so: of thousands of servers few change a second.
   */
  private Optional<VirtualServerStatus> said = Optional.empty();

  private record Since(CheckState state, Instant when) {}

  VirtualServerChecks(
      CheckLoop loop,
      HealthRunnerEvent.Listener listener,
      VirtualServer configuration,
      Map<ServiceAddress, AdministrativeState> administered) {
    this.loop = loop;
    this.listener = listener;
    this.name = configuration.name();
    this.health = new VirtualServerHealth(configuration);
    List<HealthEvent> unusedNothing = health.administer(administered);
    for (RealServer server : configuration.realServers()) {
      checks.put(server.address(), schedule(server, Optional.empty(), List.of()));
    }
    note();
  }

  /** Tells what holds before any result. */
  void start() {
    tell(health.start());
  }

  /** Begins the checks that have not begun. */
  void begin() {
    checks.values().forEach(ofServer -> ofServer.forEach(ScheduledCheck::begin));
  }

  /** Takes what an operator has decided of the real servers, in place of all before. */
  void administer(Map<ServiceAddress, AdministrativeState> states) {
    tell(health.administer(states));
  }

  /**
   * Makes a try of each check of a real server.
   *
   * @return what came of each, in the order of the checks; completed on the loop's thread
   * @throws IllegalArgumentException if there is no such real server
   */
  CompletableFuture<List<TriedNow>> tryNow(ServiceAddress server) {
    List<ScheduledCheck> ofServer = checks.get(server);
    if (ofServer == null) {
      throw new IllegalArgumentException(name + " has no real server " + server);
    }
    List<CompletableFuture<TriedNow>> tries = new ArrayList<>();
    for (ScheduledCheck check : ofServer) {
      CompletableFuture<TriedNow> came = new CompletableFuture<>();
      tries.add(came);
      check.tryNow(came::complete);
    }
    return CompletableFuture.allOf(tries.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> tries.stream().map(CompletableFuture::join).toList());
  }

  /** Has all checks rest; what they have found stays. */
  void suspend() {
    checks.values().forEach(ofServer -> ofServer.forEach(ScheduledCheck::suspend));
  }

  /** Takes over a configuration; checks that are equal go on, the others end. */
  void reconfigure(VirtualServer next) {
    if (next.equals(health.configuration())) {
      return;
    }
    Map<ServiceAddress, List<ScheduledCheck>> before = checks;
    checks = new LinkedHashMap<>();
    for (RealServer server : next.realServers()) {
      ServiceAddress address = server.address();
      List<ScheduledCheck> known = before.getOrDefault(address, List.of());
      checks.put(address, schedule(server, health.state(address), known));
    }
    Set<ScheduledCheck> kept = new HashSet<>();
    checks.values().forEach(kept::addAll);
    for (List<ScheduledCheck> ofServer : before.values()) {
      ofServer.stream().filter(check -> !kept.contains(check)).forEach(ScheduledCheck::end);
    }
    List<HealthEvent> news = health.reconfigure(next);
    since.keySet().retainAll(checks.keySet());
    note();
    tell(news);
  }

  /** The checks of a server: those there were, where equal, and new ones. */
  private List<ScheduledCheck> schedule(
      RealServer server, Optional<CheckState> state, List<ScheduledCheck> known) {
    List<ScheduledCheck> left = new ArrayList<>(known);
    List<ScheduledCheck> scheduled = new ArrayList<>();
    for (int i = 0; i < server.checks().size(); i++) {
      Check check = server.checks().get(i);
      int index = i;
      Optional<ScheduledCheck> same =
          left.stream().filter(candidate -> candidate.check().equals(check)).findFirst();
      same.ifPresent(left::remove);
      same.ifPresent(kept -> kept.moveTo(server, index));
      scheduled.add(same.orElseGet(() -> create(server, index, state)));
    }
    return scheduled;
  }

  private ScheduledCheck create(RealServer server, int index, Optional<CheckState> state) {
    Check check = server.checks().get(index);
    RealServerCheck decisions =
        state
            .map(known -> RealServerCheck.resumed(check.policy(), known))
            .orElseGet(() -> new RealServerCheck(check.policy()));
    return new ScheduledCheck(loop, this, server, index, decisions);
  }

  /** Ends the checks, and tells that. */
  void stop() {
    end();
    tell(health.stop());
  }

  /** Ends the checks, and tells nothing. */
  void end() {
    checks.values().forEach(ofServer -> ofServer.forEach(ScheduledCheck::end));
  }

  @Override
  public void foundAnother(ScheduledCheck check) {
    said = Optional.empty();
  }

  @Override
  public void told(ScheduledCheck check, CheckEvent event) {
    listener.event(new HealthRunnerEvent.CheckObserved(name, check.server(), check.check(), event));
    ServiceAddress server = check.server().address();
    if (event instanceof CheckEvent.WeightReported reported) {
      tell(health.advise(server, check.index(), reported.weight()));
    } else if (event instanceof CheckEvent.WentUp || event instanceof CheckEvent.WentDown) {
      List<HealthEvent> news = health.report(server, check.index(), check.state());
      health.state(server).ifPresent(state -> note(server, state));
      tell(news);
    } else if (!(event instanceof CheckEvent.TryFailed)) {
      throw new IllegalStateException("not known what it means for the server: " + event);
    }
  }

  @Override
  public void impossible(ScheduledCheck check, LinuxException cause) {
    listener.event(
        new HealthRunnerEvent.CheckImpossible(name, check.server(), check.check(), cause));
  }

  @Override
  public void waits(ScheduledCheck check, int underWay) {
    listener.event(new HealthRunnerEvent.CheckWaits(name, check.server(), check.check(), underWay));
  }

  @Override
  public void possibleAgain(ScheduledCheck check) {
    listener.event(new HealthRunnerEvent.CheckPossibleAgain(name, check.server(), check.check()));
  }

  /** Called after each change. */
  private void tell(List<HealthEvent> events) {
    said = Optional.empty();
    events.forEach(event -> listener.event(new HealthRunnerEvent.Observed(name, event)));
    List<DesiredDestination> desired = health.desired();
    if (!toldDesired.equals(Optional.of(desired))) {
      toldDesired = Optional.of(desired);
      listener.event(new HealthRunnerEvent.DesiredChanged(name, desired));
    }
  }

  private void note() {
    for (RealServer server : health.configuration().realServers()) {
      note(server.address(), health.state(server.address()).orElseThrow());
    }
  }

  private void note(ServiceAddress server, CheckState state) {
    Since before = since.get(server);
    if (before == null || before.state() != state) {
      since.put(server, new Since(state, Instant.now()));
    }
  }

  int configured() {
    return health.configuration().realServers().size();
  }

  int up() {
    int up = 0;
    for (RealServer server : health.configuration().realServers()) {
      up += health.state(server.address()).orElseThrow() == CheckState.UP ? 1 : 0;
    }
    return up;
  }

  VirtualServerStatus status() {
    VirtualServerStatus now = said.orElseGet(this::statusNow);
    said = Optional.of(now);
    return now;
  }

  private VirtualServerStatus statusNow() {
    List<RealServerStatus> servers = new ArrayList<>();
    for (RealServer server : health.configuration().realServers()) {
      servers.add(
          new RealServerStatus(
              server,
              health.state(server.address()).orElseThrow(),
              Objects.requireNonNull(since.get(server.address())).when(),
              checks.getOrDefault(server.address(), List.of()).stream()
                  .map(ScheduledCheck::status)
                  .toList()));
    }
    return new VirtualServerStatus(name, health.quorumStands(), servers, health.desired());
  }
}
