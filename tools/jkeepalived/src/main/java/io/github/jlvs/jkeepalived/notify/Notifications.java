// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.jkeepalived.notify.Notification.Kind;
import io.github.jlvs.jkeepalived.notify.Notification.Subject;
import io.github.jlvs.jkeepalived.notify.Notification.Word;
import io.github.jlvs.jkeepalived.vrrp.KnownStates;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;
import java.util.Set;

/** What is told of the events of virtual routers. */
final class Notifications {
  private Notifications() {}

  /**
   * What is told of an event.
   *
   * @param event what has happened
   * @param deleted the names of those that a reload is about to take away
   * @param states how the virtual routers were, and are afterwards
   * @return nothing for most events
   */
  static Optional<Notification> of(RunnerEvent event, Set<Subject> deleted, KnownStates states) {
    if (event instanceof RunnerEvent.StateChanged change) {
      Subject subject = new Subject(Kind.INSTANCE, change.router());
      states.changed(change.router(), change.to());
      return Optional.of(
          new Notification(
              subject,
              word(change.to(), deleted.contains(subject)),
              previous(change.from()),
              change.priority(),
              change.master().map(IpAddresses::format),
              change.reason().name()));
    }
    if (event instanceof RunnerEvent.GroupChanged change) {
      Subject subject = new Subject(Kind.GROUP, change.group());
      return Optional.of(
          new Notification(
              subject,
              word(change.to(), deleted.contains(subject)),
              previous(change.from()),
              0,
              Optional.empty(),
              ""));
    }
    if (event instanceof RunnerEvent.Observed observed) {
      return ofObserved(observed.router(), observed.event(), states);
    }
    return Optional.empty();
  }

  private static Optional<Notification> ofObserved(String router, Event event, KnownStates states) {
    if (event instanceof Event.AnotherMaster another
        && another.election() == Event.Election.OURS_BY_PRIORITY) {
      return Optional.of(unchanged(router, Word.MASTER_RX_LOWER_PRI, another.ourPriority()));
    }
    if (event instanceof Event.EffectivePriorityChanged change) {
      return switch (states.of(router)) {
        case MASTER -> Optional.of(unchanged(router, Word.MASTER_PRIORITY, change.to()));
        case BACKUP -> Optional.of(unchanged(router, Word.BACKUP_PRIORITY, change.to()));
        case FAULT, INITIALIZE -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** How a virtual router is at this moment; nothing before it has begun. */
  static Optional<Notification> now(RouterStatus router) {
    return router.state() == State.INITIALIZE
        ? Optional.empty()
        : Optional.of(
            unchanged(router.setup().name(), word(router.state(), false), router.priority()));
  }

  /** Likewise a sync group. */
  static Optional<Notification> now(GroupStatus group) {
    Subject subject = new Subject(Kind.GROUP, group.setup().name());
    return group.state() == State.INITIALIZE
        ? Optional.empty()
        : Optional.of(
            new Notification(
                subject, word(group.state(), false), Optional.empty(), 0, Optional.empty(), ""));
  }

  private static Notification unchanged(String router, Word word, int priority) {
    return new Notification(
        new Subject(Kind.INSTANCE, router), word, Optional.empty(), priority, Optional.empty(), "");
  }

  private static Word word(State state, boolean deleted) {
    return switch (state) {
      case MASTER -> Word.MASTER;
      case BACKUP -> Word.BACKUP;
      case FAULT -> Word.FAULT;
      case INITIALIZE -> deleted ? Word.DELETED : Word.STOP;
    };
  }

  private static Optional<Word> previous(State state) {
    return state == State.INITIALIZE ? Optional.empty() : Optional.of(word(state, false));
  }
}
