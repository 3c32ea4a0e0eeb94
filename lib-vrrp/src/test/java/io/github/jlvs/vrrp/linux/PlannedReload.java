// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@link SetupChanges} says of a reload, and that it comes true: whoever is to be stopped is
 * stopped and nobody else, and of what is not touched nothing is taken away.
 */
record PlannedReload(SetupChanges changes, Set<String> ran, List<RouterSetup> untouched) {

  /** Before the reload. */
  static PlannedReload of(RunnerUnderTest runner, SetupShapes before, SetupShapes after) {
    SetupChanges changes =
        SetupChanges.between(before.setups(), before.groups(), after.setups(), after.groups());
    Set<String> ran = new HashSet<>();
    runner.runner().routers().stream()
        .filter(each -> each.state() != State.INITIALIZE)
        .forEach(each -> ran.add(each.setup().name()));
    return new PlannedReload(changes, ran, alone(before, changes));
  }

  /** Those that are not touched, nor is any other of their group, which they would follow. */
  private static List<RouterSetup> alone(SetupShapes before, SetupChanges changes) {
    Set<String> untouched = new HashSet<>(changes.untouched());
    before.groups().stream()
        .filter(group -> !changes.untouched().containsAll(group.members()))
        .forEach(group -> group.members().forEach(untouched::remove));
    return before.setups().stream().filter(each -> untouched.contains(each.name())).toList();
  }

  /**
   * After it.
   *
   * @param runner what it has told since
   * @param calls what it has asked of the host since
   */
  void check(RunnerUnderTest runner, List<String> calls) {
    List<RunnerEvent.StateChanged> turns = runner.told(RunnerEvent.StateChanged.class);
    Set<String> stopped = new TreeSet<>();
    turns.stream()
        .filter(each -> each.to() == State.INITIALIZE)
        .forEach(each -> stopped.add(each.router()));
    Set<String> toStop = new TreeSet<>();
    Stream.of(changes.removed(), changes.restarted()).forEach(toStop::addAll);
    toStop.retainAll(ran);
    assertThat(stopped).as("who is stopped").isEqualTo(toStop);
    for (RouterSetup setup : untouched) {
      assertThat(turns)
          .as("turns of %s", setup.name())
          .noneMatch(each -> each.router().equals(setup.name()));
      for (VirtualAddress address : setup.allAddresses()) {
        assertThat(calls)
            .as("what is asked")
            .noneMatch(
                each -> each.startsWith("delete " + address.address().getHostAddress() + "/"));
      }
      for (VirtualRoute route : setup.routes()) {
        String to = route.route().destination().orElseThrow().address().getHostAddress();
        assertThat(calls)
            .as("what is asked")
            .noneMatch(each -> each.startsWith("delete route " + to));
      }
    }
  }
}
