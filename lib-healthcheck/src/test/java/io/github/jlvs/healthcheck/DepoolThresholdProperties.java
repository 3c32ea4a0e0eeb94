// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** What holds of a virtual server with a depool threshold whatever happens to it. */
class DepoolThresholdProperties {
  private static final int SERVERS = 6;
  private static final SorryServer SORRY =
      new SorryServer(ServiceAddress.tcp("127.0.0.1", 9000), false);

  /** Something happens. */
  sealed interface Step {}

  /** A check of a server finds something. */
  record Found(int server, int check, CheckState state) implements Step {}

  /** Something is decided of a server; its health alone counts where it has the weight 1. */
  record Decided(int server, AdministrativeState state) implements Step {}

  /** A reload has another threshold. */
  record Reloaded(int percent) implements Step {}

  /** A virtual server, and what has been decided of its real servers. */
  private static final class Running {
    final VirtualServerHealth health;
    final Map<ServiceAddress, AdministrativeState> decided = new HashMap<>();

    Running(VirtualServer configuration) {
      health = new VirtualServerHealth(configuration);
      List<HealthEvent> unused = health.start();
    }

    List<HealthEvent> apply(Step step) {
      if (step instanceof Found found) {
        return health.report(address(found.server()), found.check(), found.state());
      } else if (step instanceof Decided what) {
        decided.put(address(what.server()), what.state());
        return health.administer(decided);
      }
      DepoolThreshold next = new DepoolThreshold(((Reloaded) step).percent());
      return health.reconfigure(health.configuration().withDepoolThreshold(next));
    }

    boolean up(RealServer server) {
      return health.state(server.address()).orElseThrow() == CheckState.UP;
    }

    /** Whether new connections would fall to it if it were up. */
    boolean mayServe(RealServer server) {
      AdministrativeState state = decided.get(server.address());
      if (state instanceof AdministrativeState.Weighted weighted) {
        return weighted.weight() > 0;
      }
      return state == null && server.weight() > 0;
    }

    /** Real servers to which new connections fall. */
    Set<ServiceAddress> pooled() {
      return health.desired().stream()
          .filter(each -> each.server() instanceof RealServer && each.weight() > 0)
          .map(DesiredDestination::address)
          .collect(Collectors.toSet());
    }

    Set<ServiceAddress> kept() {
      Set<ServiceAddress> kept = new HashSet<>(pooled());
      health.configuration().realServers().stream()
          .filter(this::up)
          .forEach(each -> kept.remove(each.address()));
      return kept;
    }

    boolean sorry() {
      return !health.quorumStands() && health.configuration().sorryServer().isPresent();
    }

    int minimum() {
      return health.configuration().depoolThreshold().minimum(all().size());
    }

    List<RealServer> all() {
      return health.configuration().realServers();
    }
  }

  @Property
  void neverAreThereFewerThanTheMinimumNorAreMoreKeptThanThatTakes(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    Running running = new Running(configuration);
    for (Step step : steps) {
      List<HealthEvent> unused = running.apply(step);
      if (running.sorry()) {
        assertThat(running.pooled()).isEmpty();
        continue;
      }
      long able = running.all().stream().filter(running::mayServe).count();
      long up = running.all().stream().filter(running::mayServe).filter(running::up).count();
      assertThat(running.pooled().size())
          .isEqualTo(Math.max(up, Math.min(running.minimum(), able)));
    }
  }

  @Property
  void aServerThatFailsTakesNoPlaceOfOneThatIsKept(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 60) List<@From("findings") Step> steps) {
    Running running = new Running(configuration);
    for (Step step : steps) {
      Set<ServiceAddress> before = running.kept();
      List<HealthEvent> unused = running.apply(step);
      Set<ServiceAddress> left = new HashSet<>(before);
      left.removeAll(running.kept());
      if (!running.sorry()) {
        if (((Found) step).state() == CheckState.DOWN) {
          assertThat(left).isEmpty();
        } else {
          assertThat(left).hasSizeLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Property
  void whatIsToldAddsUpToWhoIsKept(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    Running running = new Running(configuration);
    Set<ServiceAddress> told = new HashSet<>(running.kept());
    for (Step step : steps) {
      for (HealthEvent event : running.apply(step)) {
        if (event instanceof HealthEvent.ServerKept kept) {
          assertThat(told.add(kept.server())).isTrue();
        } else if (event instanceof HealthEvent.ServerReleased released) {
          assertThat(told.remove(released.server())).isTrue();
        }
      }
      assertThat(told).isEqualTo(running.kept());
    }
  }

  @Property
  void withoutAThresholdNobodyIsKeptAndWithOneTheQuorumAndAllNotificationsAreTheSame(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 60) List<@From("happenings") Step> steps) {
    Running with = new Running(configuration);
    Running without = new Running(configuration.withDepoolThreshold(DepoolThreshold.NONE));
    for (Step step : steps) {
      List<HealthEvent> plain = without.apply(step);
      assertThat(plain)
          .noneMatch(HealthEvent.ServerKept.class::isInstance)
          .noneMatch(HealthEvent.ServerReleased.class::isInstance);
      assertThat(without.kept()).isEmpty();
      assertThat(with.apply(step).stream().filter(DepoolThresholdProperties::isOfHealth))
          .containsExactlyElementsOf(
              plain.stream().filter(DepoolThresholdProperties::isOfHealth).toList());
      assertThat(with.health.quorumStands()).isEqualTo(without.health.quorumStands());
    }
  }

  @Property
  void itDoesNotMatterWhenAThresholdCame(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    Running running = new Running(configuration);
    Running always = new Running(configuration);
    steps.forEach(running::apply);
    steps.stream().filter(step -> !(step instanceof Reloaded)).forEach(always::apply);
    List<HealthEvent> unused =
        running.apply(new Reloaded(configuration.depoolThreshold().percent()));

    assertThat(running.health.desired()).isEqualTo(always.health.desired());
  }

  @Property
  void afterARecoveryTheTableIsThatOfAStart(
      @ForAll("virtualServers") VirtualServer configuration,
      @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    Running running = new Running(configuration);
    steps.forEach(running::apply);
    Running fresh = new Running(running.health.configuration());
    for (Running each : List.of(running, fresh)) {
      List<HealthEvent> unused = each.health.administer(Map.of());
      for (int server = 0; server < SERVERS; server++) {
        for (int check = 0; check < 2; check++) {
          unused = each.apply(new Found(server, check, CheckState.UP));
        }
      }
    }
    if (running.health.quorumStands() == fresh.health.quorumStands()) {
      assertThat(running.health.desired()).isEqualTo(fresh.health.desired());
    } else {
      // Between the two limits of its hysteresis a quorum is what it was.
      assertThat(configuration.hysteresis()).isPositive();
    }
    assertThat(running.kept()).isEmpty();
  }

  private static boolean isOfHealth(HealthEvent event) {
    return event instanceof HealthEvent.Notification
        || event instanceof HealthEvent.QuorumGained
        || event instanceof HealthEvent.QuorumLost
        || event instanceof HealthEvent.SorryServerAdded
        || event instanceof HealthEvent.SorryServerRemoved;
  }

  @Provide
  Arbitrary<VirtualServer> virtualServers() {
    Arbitrary<RealServer> server =
        VirtualServerHealthProperties.realServers().map(each -> each.with(each.checks().get(0)));
    return Combinators.combine(
            server.list().ofMinSize(1).ofMaxSize(SERVERS),
            percents(),
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(true, false))
        .as(
            (servers, percent, quorum, hysteresis, sorry) -> {
              VirtualServer vs = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
              for (RealServer each : servers) {
                ServiceAddress address = address(vs.realServers().size());
                vs =
                    vs.with(
                        new RealServer(
                            address, each.weight(), each.inhibitOnFailure(), each.checks()));
              }
              vs =
                  vs.withQuorum(quorum, Math.min(hysteresis, quorum - 1))
                      .withDepoolThreshold(new DepoolThreshold(percent));
              return sorry ? vs.withSorryServer(SORRY) : vs;
            });
  }

  private static Arbitrary<Integer> percents() {
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 100), Arbitraries.of(0, 50, 100));
  }

  @Provide
  Arbitrary<Step> findings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SERVERS - 1),
            Arbitraries.integers().between(0, 1),
            Arbitraries.of(CheckState.class))
        .as(Found::new);
  }

  /** All but reloads. */
  @Provide
  Arbitrary<Step> happenings() {
    Arbitrary<AdministrativeState> state =
        Arbitraries.of(
            new AdministrativeState.Drained(),
            new AdministrativeState.Disabled(),
            new AdministrativeState.Weighted(0),
            new AdministrativeState.Weighted(1));
    Arbitrary<Step> decisions =
        Combinators.combine(Arbitraries.integers().between(0, SERVERS - 1), state).as(Decided::new);
    return Arbitraries.frequencyOf(Tuple.of(4, findings()), Tuple.of(1, decisions));
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Step> reloads = percents().map(Reloaded::new);
    return Arbitraries.frequencyOf(Tuple.of(6, happenings()), Tuple.of(1, reloads));
  }

  private static ServiceAddress address(int server) {
    return ServiceAddress.tcp("10.1.80." + (100 + server), 80);
  }
}
