// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * A reload ends where a fresh start would. Beside a host that has run one configuration, to which
 * things have happened and which goes over to another, stands a host that starts with the other:
 * soon both have the same, and what was right already has not been touched.
 */
class ReloadProperties {
  /** More than the longest master down interval (3 x 3 s and skew) and the longest delay. */
  private static final Duration ELECTED = Duration.ofSeconds(20);

  /** In it the slowest router sends four times. */
  private static final Duration WATCHED = Duration.ofSeconds(12);

  @Provide
  Arbitrary<SetupShapes> shapes() {
    return SetupShapes.arbitrary();
  }

  @Provide
  Arbitrary<HostHistory> history() {
    return HostHistory.arbitrary();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_reload_ends_where_a_fresh_start_would(
      @ForAll("shapes") SetupShapes before,
      @ForAll("history") HostHistory history,
      @ForAll("shapes") SetupShapes after) {
    int unused = check(before, history, List.of(), after);
  }

  /** Most reloads change a little. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void so_does_one_that_changes_one_router_or_thing(
      @ForAll("shapes") SetupShapes before,
      @ForAll("history") HostHistory history,
      @ForAll("shapes") SetupShapes other,
      @ForAll int which) {
    List<SetupShapes.RouterShape> routers = new ArrayList<>(before.routers());
    List<SetupShapes.ThingShape> things = new ArrayList<>(before.things());
    int place = Math.floorMod(which, routers.size() + things.size());
    if (place < routers.size()) {
      routers.set(place, other.routers().get(place));
    } else {
      things.set(place - routers.size(), other.things().get(place - routers.size()));
    }
    int staying = check(before, history, List.of(), new SetupShapes(routers, things));
    // What is said of masters that stay says nothing where there are none.
    Statistics.label("masters stay")
        .collect(staying > 0)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
  }

  /** There and back again, and what contradicts itself is refused on the way. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void so_does_one_back_to_what_was(
      @ForAll("shapes") SetupShapes shapes,
      @ForAll("history") HostHistory history,
      @ForAll("shapes") SetupShapes other) {
    int unused = check(shapes, history, List.of(other), shapes);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_reload_of_the_same_touches_nothing(
      @ForAll("shapes") SetupShapes shapes, @ForAll("history") HostHistory history) {
    FakeHost host = new FakeHost();
    Map<String, HostHistory.Condition> conditions = HostHistory.allUp(host);
    RunnerUnderTest runner = new RunnerUnderTest(host);
    runner.report(TrackedState.UP);
    runner.run(shapes.setups(), shapes.groups(), shapes.statics());
    history.befall(host, runner, conditions);
    host.calls().clear();
    host.packets().clear();
    runner.told();
    List<Long> alarms = host.alarms();
    runner.run(shapes.setups(), shapes.groups(), shapes.statics());
    assertThat(host.calls()).isEmpty();
    assertThat(host.packets()).isEmpty();
    assertThat(runner.told()).isEmpty();
    List<Long> after = new ArrayList<>(host.alarms());
    // That of the report of lost packets alone begins anew.
    assertThat(after.remove(RunnerOptions.defaults().reportInterval().toNanos())).isTrue();
    assertThat(after).hasSize(alarms.size() - 1).isSubsetOf(alarms);
  }

  /** Says how many masters had to stay masters. */
  static int check(
      SetupShapes start, HostHistory history, List<SetupShapes> stations, SetupShapes after) {
    FakeHost reloaded = new FakeHost();
    Map<String, HostHistory.Condition> conditions = HostHistory.allUp(reloaded);
    RunnerUnderTest first = new RunnerUnderTest(reloaded);
    first.report(TrackedState.UP);
    first.run(start.setups(), start.groups(), start.statics());
    history.befall(reloaded, first, conditions);
    SetupShapes before = start;
    for (SetupShapes station : stations) {
      first.run(station.setups(), station.groups(), station.statics());
      refused(reloaded, first, station);
      before = station;
    }
    FakeHost fresh = HostHistory.like(conditions);
    RunnerUnderTest second = new RunnerUnderTest(fresh);
    second.report(first.reported());
    second.run(after.setups(), after.groups(), after.statics());

    PlannedReload planned = PlannedReload.of(first, before, after);
    Set<String> masters = masters(first);
    Set<String> held = addresses(reloaded);
    reloaded.calls().clear();
    first.told();
    first.run(after.setups(), after.groups(), after.statics());
    planned.check(first, reloaded.calls());

    for (RouterStatus wanted : second.runner().routers()) {
      RouterStatus is = first.status(wanted.setup().name());
      assertThat(is.setup()).isEqualTo(wanted.setup());
      assertThat(new TreeSet<>(is.trackedDown()))
          .as("what is down of %s at once", wanted.setup().name())
          .isEqualTo(new TreeSet<>(wanted.trackedDown()));
      assertThat(is.state() == State.FAULT)
          .as("fault of %s at once", wanted.setup().name())
          .isEqualTo(wanted.state() == State.FAULT);
      assertThat(is.priority()).isEqualTo(wanted.priority());
      assertThat(is.source()).isEqualTo(wanted.source());
    }
    Set<String> staying = staying(masters, before, after, second);
    for (String name : staying) {
      assertThat(first.state(name)).as("%s at once", name).isEqualTo(State.MASTER);
      assertThat(first.told(RunnerEvent.StateChanged.class))
          .noneMatch(event -> event.router().equals(name));
    }

    int reloads = reloaded.calls().size();
    reloaded.pass(ELECTED);
    fresh.pass(ELECTED);

    assertThat(states(first)).as("states").isEqualTo(states(second));
    assertThat(addresses(reloaded)).as("addresses").isEqualTo(addresses(fresh));
    assertThat(uppers(reloaded)).as("interfaces made").isEqualTo(uppers(fresh));
    assertThat(settings(reloaded)).as("settings").isEqualTo(settings(fresh));
    assertThat(routes(reloaded)).as("routes").isEqualTo(routes(fresh));
    assertThat(Set.copyOf(reloaded.network().rules()))
        .as("rules")
        .isEqualTo(Set.copyOf(fresh.network().rules()));
    assertThat(sent(reloaded)).as("what is sent, and how often").isEqualTo(sent(fresh));
    untouched(reloaded.calls().subList(0, reloads), staying, after, held, addresses(reloaded));
    untouchedRoutes(reloaded.calls().subList(0, reloads), staying, before, after, conditions);

    FakeHost never = HostHistory.like(conditions);
    first.close();
    assertThat(addresses(reloaded)).as("addresses at the end").isEqualTo(addresses(never));
    assertThat(uppers(reloaded)).as("interfaces at the end").isEmpty();
    assertThat(settings(reloaded).values()).as("settings at the end").allMatch(Map::isEmpty);
    assertThat(reloaded.network().routes()).as("routes at the end").isEmpty();
    assertThat(reloaded.network().rules()).as("rules at the end").isEmpty();
    second.close();
    return staying.size();
  }

  private static void refused(FakeHost host, RunnerUnderTest runner, SetupShapes shapes) {
    host.calls().clear();
    runner.told();
    List<GroupSetup> groups = new ArrayList<>(shapes.groups());
    groups.add(new GroupSetup("VG_9", List.of("VI_9")));
    assertThatThrownBy(() -> runner.run(shapes.setups(), groups, shapes.statics()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(host.calls()).isEmpty();
    assertThat(runner.told()).isEmpty();
  }

  /** Masters that go on as such. A group that is another one, or loses a member, starts anew. */
  private static Set<String> staying(
      Set<String> masters, SetupShapes before, SetupShapes after, RunnerUnderTest fresh) {
    Set<String> going = new HashSet<>();
    for (RouterSetup setup : after.setups()) {
      if (before.setups().stream().anyMatch(each -> isSamePlace(each, setup))) {
        going.add(setup.name());
      }
    }
    Set<String> staying = new HashSet<>();
    for (String name : going) {
      Optional<GroupSetup> group = groupOf(after, name);
      if (masters.contains(name)
          && group.equals(groupOf(before, name))
          && going.containsAll(group.map(GroupSetup::members).orElse(List.of()))
          && fresh.state(name) != State.FAULT) {
        staying.add(name);
      }
    }
    return staying;
  }

  private static boolean isSamePlace(RouterSetup one, RouterSetup other) {
    return one.name().equals(other.name())
        && one.interfaceName().equals(other.interfaceName())
        && one.config().vrid() == other.config().vrid()
        && one.upper().map(UpperInterface::name).equals(other.upper().map(UpperInterface::name));
  }

  private static Optional<GroupSetup> groupOf(SetupShapes shapes, String router) {
    return shapes.groups().stream().filter(group -> group.members().contains(router)).findFirst();
  }

  private static void untouched(
      List<String> calls, Set<String> staying, SetupShapes after, Set<String> was, Set<String> is) {
    for (RouterSetup setup : after.setups()) {
      if (!staying.contains(setup.name())) {
        continue;
      }
      for (VirtualAddress address : setup.allAddresses()) {
        String place = setup.deviceOf(address) + " " + address.on(1).address().getHostAddress();
        boolean kept =
            was.stream().anyMatch(each -> each.startsWith(place + "/") && is.contains(each));
        if (kept) {
          String call =
              address.address().getHostAddress()
                  + "/"
                  + address.prefixLength()
                  + " dev "
                  + setup.deviceOf(address);
          assertThat(calls).as("what is asked").doesNotContain("delete " + call);
        }
      }
    }
  }

  /**
   * One that passes from one router to another is taken away and put back. One that went with its
   * interface is not there to be touched.
   */
  private static void untouchedRoutes(
      List<String> calls,
      Set<String> staying,
      SetupShapes before,
      SetupShapes after,
      Map<String, HostHistory.Condition> conditions) {
    for (RouterSetup setup : after.setups()) {
      List<String> had =
          before.setups().stream()
              .filter(each -> each.name().equals(setup.name()))
              .flatMap(each -> each.routes().stream())
              .map(VirtualRoute::toString)
              .toList();
      for (VirtualRoute route : setup.routes()) {
        if (staying.contains(setup.name())
            && had.contains(route.toString())
            && route.devices().stream()
                .noneMatch(each -> conditions.get(each) == HostHistory.Condition.ABSENT)) {
          String call =
              "delete route "
                  + route.route().destination().orElseThrow().address().getHostAddress();
          assertThat(calls).as("what is asked").noneMatch(each -> each.startsWith(call));
        }
      }
    }
  }

  private static Set<String> masters(RunnerUnderTest runner) {
    Set<String> masters = new HashSet<>();
    runner.runner().routers().stream()
        .filter(each -> each.state() == State.MASTER)
        .forEach(each -> masters.add(each.setup().name()));
    return masters;
  }

  private static Map<String, State> states(RunnerUnderTest runner) {
    Map<String, State> states = new TreeMap<>();
    runner.runner().routers().forEach(each -> states.put(each.setup().name(), each.state()));
    return states;
  }

  private static Set<String> addresses(FakeHost host) {
    Set<String> all = new TreeSet<>();
    for (IfAddress each : host.network().addresses()) {
      boolean added =
          all.add(
              host.network().nameOf(each.interfaceIndex())
                  + " "
                  + each.address().getHostAddress()
                  + "/"
                  + each.prefixLength()
                  + each.label().map(label -> " label " + label).orElse(""));
      assertThat(added).isTrue();
    }
    return all;
  }

  private static Set<String> uppers(FakeHost host) {
    Set<String> all = new TreeSet<>();
    for (String link : host.network().linkTexts()) {
      if (link.contains("@")) {
        // An ipvlan has the hardware address of the one below, which may be another device here.
        all.add(link.replaceFirst(" 02:00:00:00:00:..", ""));
      }
    }
    return all;
  }

  private static Map<String, Map<String, String>> settings(FakeHost host) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String link : host.network().linkTexts()) {
      String name = link.split("[@ ]", 2)[0];
      all.put(name, host.network().settings().of(name));
    }
    return all;
  }

  private static Set<String> routes(FakeHost host) {
    Set<String> all = new TreeSet<>();
    for (Route each : host.network().routes()) {
      all.add(
          text(each)
              + (each.interfaceIndex().isPresent()
                  ? " dev " + host.network().nameOf(each.interfaceIndex().getAsInt())
                  : ""));
    }
    return all;
  }

  private static String text(Route route) {
    return route.destination().orElseThrow() + " table " + route.table();
  }

  /** Each different datagram, and whether it comes as often as its interval wants. */
  private static Map<String, Integer> sent(FakeHost host) {
    host.packets().clear();
    host.frames().clear();
    host.pass(WATCHED);
    Map<String, Integer> all = new HashMap<>();
    for (FakeHost.Packet packet : host.packets()) {
      byte[] octets = new byte[packet.datagram().remaining()];
      packet.datagram().duplicate().get(octets);
      octets[4] = octets[5] = octets[10] = octets[11] = 0; // identification and checksum
      all.merge(packet.interfaceName() + " " + HexFormat.of().formatHex(octets), 1, Integer::sum);
    }
    return all;
  }
}
