// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that has happened to a virtual router or a sync group, in keepalived's words.
 *
 * @param subject who it has happened to
 * @param state what it is now
 * @param previous the state before; empty where the state has not changed
 * @param priority the effective priority; 0 for a group
 * @param master the address of the master as far as known
 * @param reason why, in one word; empty where it is plain
 */
public record Notification(
    Subject subject,
    Word state,
    Optional<Word> previous,
    int priority,
    Optional<String> master,
    String reason) {

  /** What a subject is. */
  public enum Kind {
    /** A vrrp_instance. */
    INSTANCE,
    /** A vrrp_sync_group. */
    GROUP
  }

  /**
   * Who something has happened to.
   *
   * @param kind what it is
   * @param name its name in the configuration
   */
  public record Subject(Kind kind, String name) {}

  /** keepalived's words for what has happened. */
  public enum Word {
    /** It is master. */
    MASTER,
    /** It is backup. */
    BACKUP,
    /** Something keeps it from taking part. */
    FAULT,
    /** It has stopped with the daemon. */
    STOP,
    /** It is no longer in the configuration. */
    DELETED,
    /** A master has heard another one of lower priority. */
    MASTER_RX_LOWER_PRI,
    /** The priority of a master has changed. */
    MASTER_PRIORITY,
    /** The priority of a backup has changed. */
    BACKUP_PRIORITY
  }

  /** The line of a FIFO. */
  String line() {
    return subject.kind() + " \"" + subject.name() + "\" " + state + " " + priority;
  }

  /** What {@code notify} gets behind its own arguments. */
  List<String> arguments() {
    return List.of(subject.kind().name(), subject.name(), state.name(), Integer.toString(priority));
  }

  /** The commands that run for it: that of the state first. */
  List<NotifyRun> runs(NotifyScripts scripts) {
    Optional<Command> own =
        switch (state) {
          case MASTER -> scripts.master();
          case BACKUP -> scripts.backup();
          case FAULT -> scripts.fault();
          case STOP -> scripts.stop();
          case DELETED -> scripts.deleted();
          case MASTER_RX_LOWER_PRI -> scripts.masterReceivedLower();
          case MASTER_PRIORITY, BACKUP_PRIORITY -> Optional.empty();
        };
    boolean isState =
        switch (state) {
          case MASTER, BACKUP, FAULT, STOP, DELETED -> true;
          case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> false;
        };
    Optional<Command> any = isState ? scripts.any() : Optional.empty();
    return Stream.concat(
            own.stream().map(command -> new NotifyRun(environment(), command, List.of())),
            any.stream().map(command -> new NotifyRun(environment(), command, arguments())))
        .toList();
  }

  /** What a script finds in its environment besides the usual. */
  Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("VRRP_KIND", subject.kind().name());
    all.put("VRRP_NAME", subject.name());
    all.put("VRRP_STATE", state.name());
    all.put("VRRP_PREVIOUS_STATE", previous.map(Word::name).orElse(""));
    all.put("VRRP_PRIORITY", Integer.toString(priority));
    all.put("VRRP_MASTER", master.orElse(""));
    all.put("VRRP_REASON", reason);
    return all;
  }
}
