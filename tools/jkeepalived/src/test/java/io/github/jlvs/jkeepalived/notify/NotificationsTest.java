// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.notify.Notification.Kind;
import io.github.jlvs.jkeepalived.notify.Notification.Subject;
import io.github.jlvs.jkeepalived.vrrp.KnownStates;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each event, and what is told of it. */
class NotificationsTest {
  private static final InetAddress PEER = IpAddresses.literal("10.0.0.9");
  private static final NotifyScripts ALL =
      new NotifyScripts(
          script("master"),
          script("backup"),
          script("fault"),
          script("stop"),
          script("deleted"),
          script("lower"),
          script("any"),
          true);

  private final KnownStates states = new KnownStates();
  private Set<Subject> deleted = Set.of();

  @Test
  void a_change_of_state_is_a_line_and_two_scripts() {
    Notification told = of(changed(State.BACKUP, State.MASTER));
    assertThat(told.line()).isEqualTo("INSTANCE \"V 1\" MASTER 150");
    assertThat(runs(told)).containsExactly("/master []", "/any [INSTANCE, V 1, MASTER, 150]");
    assertThat(told.environment())
        .containsEntry("VRRP_KIND", "INSTANCE")
        .containsEntry("VRRP_NAME", "V 1")
        .containsEntry("VRRP_STATE", "MASTER")
        .containsEntry("VRRP_PREVIOUS_STATE", "BACKUP")
        .containsEntry("VRRP_PRIORITY", "150")
        .containsEntry("VRRP_MASTER", "10.0.0.9")
        .containsEntry("VRRP_REASON", "MASTER_DOWN")
        .hasSize(7);
  }

  @Test
  void each_state_has_its_script() {
    assertThat(runs(of(changed(State.INITIALIZE, State.BACKUP))))
        .containsExactly("/backup []", "/any [INSTANCE, V 1, BACKUP, 150]");
    assertThat(runs(of(changed(State.MASTER, State.FAULT))))
        .containsExactly("/fault []", "/any [INSTANCE, V 1, FAULT, 150]");
    assertThat(runs(of(changed(State.MASTER, State.INITIALIZE))))
        .containsExactly("/stop []", "/any [INSTANCE, V 1, STOP, 150]");
    deleted = Set.of(new Subject(Kind.INSTANCE, "V 1"));
    assertThat(runs(of(changed(State.MASTER, State.INITIALIZE))))
        .containsExactly("/deleted []", "/any [INSTANCE, V 1, DELETED, 150]");
  }

  @Test
  void the_first_state_has_none_before_it() {
    assertThat(of(changed(State.INITIALIZE, State.BACKUP)).environment())
        .containsEntry("VRRP_PREVIOUS_STATE", "");
  }

  @Test
  void a_group_has_priority_0_and_is_not_taken_for_an_instance_of_its_name() {
    deleted = Set.of(new Subject(Kind.INSTANCE, "V 1"));
    Notification told = of(new RunnerEvent.GroupChanged("V 1", State.MASTER, State.INITIALIZE));
    assertThat(told.line()).isEqualTo("GROUP \"V 1\" STOP 0");
    assertThat(runs(told)).containsExactly("/stop []", "/any [GROUP, V 1, STOP, 0]");
    assertThat(told.environment())
        .containsEntry("VRRP_KIND", "GROUP")
        .containsEntry("VRRP_MASTER", "")
        .containsEntry("VRRP_REASON", "");
  }

  @Test
  void one_of_lower_priority_is_told_with_ours_and_without_the_script_for_changes() {
    Notification told = of(another(Event.Election.OURS_BY_PRIORITY));
    assertThat(told.line()).isEqualTo("INSTANCE \"V 1\" MASTER_RX_LOWER_PRI 150");
    assertThat(runs(told)).containsExactly("/lower []");
    for (Event.Election other : Event.Election.values()) {
      if (other != Event.Election.OURS_BY_PRIORITY) {
        assertThat(Notifications.of(another(other), deleted, states)).isEmpty();
      }
    }
  }

  @Test
  void a_priority_is_told_for_masters_and_backups_and_runs_nothing() {
    RunnerEvent priority =
        new RunnerEvent.Observed("V 1", new Event.EffectivePriorityChanged(150, 130));
    assertThat(Notifications.of(priority, deleted, states)).isEmpty();
    Object backup = of(changed(State.INITIALIZE, State.BACKUP));
    assertThat(backup).isNotNull();
    assertThat(of(priority).line()).isEqualTo("INSTANCE \"V 1\" BACKUP_PRIORITY 130");
    Object master = of(changed(State.BACKUP, State.MASTER));
    assertThat(master).isNotNull();
    assertThat(of(priority).line()).isEqualTo("INSTANCE \"V 1\" MASTER_PRIORITY 130");
    assertThat(runs(of(priority))).isEmpty();
    Object fault = of(changed(State.MASTER, State.FAULT));
    assertThat(fault).isNotNull();
    assertThat(Notifications.of(priority, deleted, states)).isEmpty();
  }

  @Test
  void nobody_is_told_of_the_rest() {
    assertThat(Notifications.of(new RunnerEvent.AddressesAdded("V 1"), deleted, states)).isEmpty();
  }

  @Test
  void without_scripts_nothing_runs() {
    assertThat(of(changed(State.BACKUP, State.MASTER)).runs(NotifyScripts.NONE)).isEmpty();
  }

  private Notification of(RunnerEvent event) {
    return Notifications.of(event, deleted, states).orElseThrow();
  }

  private static List<String> runs(Notification told) {
    return told.runs(ALL).stream()
        .map(run -> run.command().words().get(0) + " " + run.arguments())
        .toList();
  }

  private static RunnerEvent changed(State from, State to) {
    return new RunnerEvent.StateChanged(
        "V 1", from, to, Reason.MASTER_DOWN, 150, Optional.of(PEER));
  }

  private static RunnerEvent another(Event.Election election) {
    return new RunnerEvent.Observed("V 1", new Event.AnotherMaster(PEER, 100, 150, election));
  }

  private static Optional<Command> script(String name) {
    return Optional.of(new Command(List.of("/" + name), Optional.empty()));
  }
}
