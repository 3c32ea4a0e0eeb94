// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What befalls a host while it runs its first configuration. */
record HostHistory(List<Incident> history) {
  private static final List<TrackedState> REPORTS =
      List.of(TrackedState.UP, TrackedState.DOWN, TrackedState.UNTRACKED);

  private static final Map<String, String> OWN =
      Map.of("eth0", "10.1.80.77/24", "lan0", "10.9.0.77/24", "lan1", "10.9.1.77/24");

  /** How an interface is. */
  enum Condition {
    UP,
    UNPLUGGED,
    DOWN,
    ABSENT
  }

  enum Kind {
    PASS,
    PLUG,
    UNPLUG,
    TAKE_DOWN,
    DESTROY,
    REMOVE,
    HEAR,
    REPORT
  }

  /**
   * One of it, and the time that goes by afterwards.
   *
   * @param target the number of an interface, of the router whose peer is heard, or of what is
   *     reported of the script
   */
  record Incident(Kind kind, int target, int millis) {}

  static Arbitrary<HostHistory> arbitrary() {
    Arbitrary<Incident> incident =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(2, Arbitraries.of(Kind.PASS, Kind.PLUG)),
                    Tuple.of(1, Arbitraries.of(Kind.values()))),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(0, 1, 900, 4_000, 12_000))
            .as(Incident::new);
    return incident.list().ofMaxSize(8).map(HostHistory::new);
  }

  /** All interfaces, each with an address of the host's own. */
  static Map<String, Condition> allUp(FakeHost host) {
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (String name : SetupShapes.INTERFACES) {
      host.network().create(name, own(name));
      conditions.put(name, Condition.UP);
    }
    return conditions;
  }

  /** A host whose interfaces are so, and never were otherwise. */
  static FakeHost like(Map<String, Condition> conditions) {
    FakeHost host = new FakeHost();
    conditions.forEach(
        (name, condition) -> {
          if (condition != Condition.ABSENT) {
            host.network().create(name, own(name));
          }
          if (condition == Condition.UNPLUGGED) {
            host.network().unplug(name);
          } else if (condition == Condition.DOWN) {
            host.network().takeDown(name);
          }
        });
    return host;
  }

  private static String own(String name) {
    return OWN.getOrDefault(name, "");
  }

  /** Does all that, and keeps account of the interfaces. */
  void befall(FakeHost host, RunnerUnderTest runner, Map<String, Condition> conditions) {
    for (Incident incident : history) {
      String name = SetupShapes.INTERFACES.get(incident.target());
      Condition now = conditions.getOrDefault(name, Condition.ABSENT);
      switch (incident.kind()) {
        case PASS -> {}
        case PLUG -> {
          if (now == Condition.ABSENT) {
            host.network().create(name, own(name));
          } else {
            host.network().bringUp(name);
          }
          conditions.put(name, Condition.UP);
        }
        case UNPLUG -> {
          if (now == Condition.UP) {
            host.network().unplug(name);
            conditions.put(name, Condition.UNPLUGGED);
          }
        }
        case TAKE_DOWN -> {
          if (now != Condition.ABSENT) {
            host.network().takeDown(name);
            conditions.put(name, Condition.DOWN);
          }
        }
        case DESTROY -> {
          if (now != Condition.ABSENT) {
            host.network().destroy(name);
            conditions.put(name, Condition.ABSENT);
          }
        }
        case REMOVE -> remove(host);
        case HEAR -> hear(host, runner, incident.target());
        case REPORT -> runner.report(REPORTS.get(incident.target()));
      }
      host.pass(Duration.ofMillis(incident.millis()));
    }
  }

  /** Somebody removes a route and a rule that are put back; one route may be untracked. */
  private static void remove(FakeHost host) {
    host.network().routes().stream()
        .filter(each -> !each.destination().equals(Optional.of(Prefix.of("10.21.0.0/16"))))
        .findFirst()
        .ifPresent(host.network()::delete);
    host.network().rules().stream().findFirst().ifPresent(host.network()::delete);
  }

  /** Another router with the same setup is better. */
  private static void hear(FakeHost host, RunnerUnderTest runner, int number) {
    List<RouterStatus> routers = runner.runner().routers();
    if (number < routers.size()) {
      RouterSetup setup = routers.get(number).setup();
      host.arrive(
          setup.interfaceName(),
          RunnerUnderTest.advertisement(setup, "10.1.80.200", "224.0.0.18", 255));
    }
  }
}
