// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import java.util.function.Function;

/** Who is told of a virtual router or of a sync group. */
final class NotifyWords {
  private NotifyWords() {}

  static <T> Settings<T> compare(
      Settings<T> settings, Function<T, NotifyScripts> scripts, Function<T, Alerts> alerts) {
    return settings
        .compare("notify_master", scripts.andThen(NotifyScripts::master))
        .compare("notify_backup", scripts.andThen(NotifyScripts::backup))
        .compare("notify_fault", scripts.andThen(NotifyScripts::fault))
        .compare("notify_stop", scripts.andThen(NotifyScripts::stop))
        .compare("notify_deleted", scripts.andThen(NotifyScripts::deleted))
        .compare("notify_master_rx_lower_pri", scripts.andThen(NotifyScripts::masterReceivedLower))
        .compare("notify", scripts.andThen(NotifyScripts::any))
        .compare("notify_priority_changes", scripts.andThen(NotifyScripts::priorityChanges))
        .compare("smtp_alert", alerts.andThen(Alerts::mail))
        .compare("notify_webhook", alerts.andThen(Alerts::webhook));
  }
}
