// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.yesNo;

import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The lines of a virtual router or a group that say who is told of its changes. */
final class NotifyText {
  private final DumpText text;
  private final Owners owners;

  NotifyText(DumpText text, Owners owners) {
    this.text = text;
    this.owners = owners;
  }

  void mail(Alerts alerts, Configuration configuration) {
    text.row("Using smtp notification", yesNo(isMailed(alerts, configuration)));
  }

  static boolean isMailed(Alerts alerts, Configuration configuration) {
    return alerts.mail().orElse(configuration.global().alerts().mailOfRouters());
  }

  void scripts(NotifyScripts scripts) {
    Map<String, Optional<Command>> all = new LinkedHashMap<>();
    all.put("Backup", scripts.backup());
    all.put("Master", scripts.master());
    all.put("Fault", scripts.fault());
    all.put("Stop", scripts.stop());
    all.put("Generic", scripts.any());
    all.put("Master rx lower pri", scripts.masterReceivedLower());
    all.forEach(
        (when, command) ->
            command.ifPresent(
                run ->
                    owners
                        .of(run)
                        .ifPresent(
                            owner ->
                                text.row(
                                    when + " state transition script",
                                    CommandText.of(run) + ", uid:gid " + owner))));
  }
}
