// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for start and stop on any host. */
class PlanProperties {
  @Provide
  Arbitrary<World> worlds() {
    return Hosts.worlds();
  }

  @Provide
  Arbitrary<List<Vip>> vips() {
    return Hosts.vips();
  }

  @Provide
  Arbitrary<Setting> settings() {
    return Arbitraries.of(Setting.of(Forwarding.DIRECT));
  }

  @Property
  void starting_twice_is_starting_once(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    World started = world.start(vips);

    Plan again = started.startPlan(vips);

    assertThat(again.steps()).isEmpty();
    assertThat(again.after()).isEqualTo(started.memory().state());
  }

  @Property
  void stopping_twice_is_stopping_once(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    World stopped = world.start(vips).stop(vips.toArray(Vip[]::new));

    Plan again = stopped.stopPlan(vips);

    assertThat(again.steps()).isEmpty();
    assertThat(again.after()).isEqualTo(SavedState.NOTHING);
  }

  @Property
  void stop_after_start_gives_the_former_state(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    World stopped = world.start(vips).stop();

    assertThat(stopped.now()).isEqualTo(world.now());
    assertThat(stopped.memory().state()).isEqualTo(SavedState.NOTHING);
  }

  @Property
  void at_no_moment_of_start_or_stop_is_the_address_there_without_the_silence(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    World started = world.start(vips);

    assertSilentThroughout(world, world.startPlan(vips).steps());
    assertSilentThroughout(started, started.stopPlan(List.of()).steps());
  }

  private static void assertSilentThroughout(World world, List<Step> steps) {
    for (int count = 0; count <= steps.size(); count++) {
      ObservedHost now = world.after(steps.subList(0, count));
      boolean exposed =
          List.of(Hosts.VIP, Hosts.SECOND, Hosts.THIRD).stream()
              .anyMatch(vip -> now.hasAddress(vip, Device.LOOPBACK));
      if (exposed) {
        assertThat(Setting.of(Forwarding.DIRECT)).allMatch(now::suffices);
      }
    }
  }

  @Property
  void with_several_addresses_the_parameters_wait_for_the_last_one(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    World now = world.start(vips);
    List<Vip> left = new ArrayList<>(new LinkedHashSet<>(vips));
    while (!left.isEmpty()) {
      now = now.stop(left.remove(0));
      if (left.stream().anyMatch(Vip::isIpv4)) {
        assertThat(Setting.of(Forwarding.DIRECT)).allMatch(now.now()::suffices);
      } else {
        assertThat(now.now().settings()).isEqualTo(world.now().settings());
      }
    }
    assertThat(now.now()).isEqualTo(world.now());
  }

  @Property
  void what_somebody_else_changed_meanwhile_stays_and_is_told(
      @ForAll("worlds") World world,
      @ForAll("settings") Setting setting,
      @ForAll @IntRange(min = -1, max = 9) int value) {
    World started = world.start(Hosts.VIP);
    Assume.that(started.now().value(setting) != value);
    World changed = started.with(setting, value);

    Plan stop = changed.stopPlan(List.of());

    World stopped = changed.done(stop);
    assertThat(stopped.now().value(setting)).isEqualTo(value);
    assertThat(stopped.with(setting, world.now().value(setting)).now()).isEqualTo(world.now());
    boolean ours = started.memory().state().settings().containsKey(setting);
    boolean asBefore = world.now().value(setting) == value;
    assertThat(stop.notes().stream().filter(note -> note.startsWith(setting.text())))
        .hasSize(ours && !asBefore ? 1 : 0);
  }

  @Property
  void a_start_that_was_killed_at_any_point_is_stopped_without_a_trace(
      @ForAll("worlds") World world,
      @ForAll("vips") List<Vip> vips,
      @ForAll @IntRange(max = 14) int steps) {
    World crashed = world.startCrashedAfter(steps, vips);

    assertThat(crashed.stop().now()).isEqualTo(world.now());
    assertThat(crashed.start(vips).now()).isEqualTo(world.start(vips).now());
    assertThat(crashed.start(vips).stop().now()).isEqualTo(world.now());
  }

  @Property
  void undoing_the_steps_of_a_failed_start_leaves_nothing(
      @ForAll("worlds") World world,
      @ForAll("vips") List<Vip> vips,
      @ForAll @IntRange(max = 14) int count) {
    List<Step> steps = world.startPlan(vips).steps();
    List<Step> done = steps.subList(0, Math.min(count, steps.size()));
    Deque<Step> backwards = new ArrayDeque<>();
    done.forEach(step -> step.undo().ifPresent(backwards::push));

    World half = World.of(world.after(done));

    assertThat(half.after(List.copyOf(backwards))).isEqualTo(world.now());
  }

  @Property
  void after_start_the_status_is_complete_unless_an_interface_is_loud(
      @ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    Status status = world.start(vips).status(vips.toArray(Vip[]::new));

    boolean loud = status.parameters().stream().anyMatch(check -> check.name().contains("enp0s3"));
    assertThat(status.verdict()).isEqualTo(loud ? Status.Verdict.PARTLY : Status.Verdict.COMPLETE);
    assertThat(world.status(vips.toArray(Vip[]::new)).verdict()).isEqualTo(Status.Verdict.STOPPED);
  }

  @Property
  void labels_are_never_given_twice(@ForAll("worlds") World world, @ForAll("vips") List<Vip> vips) {
    List<String> labels =
        world.start(vips).now().addresses().stream()
            .flatMap(address -> address.label().stream())
            .filter(label -> label.contains(":"))
            .toList();

    assertThat(labels).doesNotHaveDuplicates();
  }
}
