// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keywords that keepalived knows and the daemon of this release does not act on. Each use is a
 * warning that says what follows, so that nobody relies on it.
 */
final class UnsupportedKeywords {
  private static final String NO_SCRIPT = "the script is not run";
  private static final String NOT_TRACKED =
      "the addresses stay here even while what it looks at is dead";
  private static final String NOT_CHECKED =
      "without another check this real_server stays in the table, dead or alive";

  private static final List<String> SCRIPTS =
      List.of(
          "quorum_up",
          "quorum_down",
          "notify_up",
          "notify_down",
          "notify_deleted",
          "vrrp_script",
          "startup_script",
          "shutdown_script");

  /** What follows, by keyword; where there is nothing to say of it, it is ignored. */
  private static final Map<String, String> CONSEQUENCES = consequences();

  /** One warning a file is enough for all of them. */
  private static final Set<String> MAIL =
      Set.of(
          "notification_email",
          "notification_email_from",
          "smtp_server",
          "smtp_connect_timeout",
          "smtp_helo_name",
          "smtp_alert",
          "smtp_alert_vrrp",
          "smtp_alert_checker",
          "no_email_faults",
          "no_checker_emails");

  /** Keywords that say how scripts run: worth a word only where there is a script. */
  private static final Set<String> OF_SCRIPTS = Set.of("script_user", "enable_script_security");

  private final Diagnostics diagnostics;
  private final List<Statement> ofScripts = new ArrayList<>();
  private boolean scripts;
  private boolean mail;

  UnsupportedKeywords(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  private static Map<String, String> consequences() {
    Map<String, String> consequences = new HashMap<>();
    NotifyReader.KEYWORDS.forEach(keyword -> consequences.put(keyword, NO_SCRIPT));
    SCRIPTS.forEach(keyword -> consequences.put(keyword, NO_SCRIPT));
    for (String check : List.of("HTTP_GET", "SSL_GET", "MISC_CHECK", "SMTP_CHECK", "DNS_CHECK")) {
      consequences.put(check, NOT_CHECKED);
    }
    for (String check : List.of("UDP_CHECK", "PING_CHECK", "FILE_CHECK", "BFD_CHECK")) {
      consequences.put(check, NOT_CHECKED);
    }
    for (String track : List.of("track_script", "track_process", "track_file", "track_bfd")) {
      consequences.put(track, NOT_TRACKED);
    }
    String noSync = "the other director does not learn of connections";
    consequences.put("lvs_sync_daemon", noSync);
    consequences.put("lvs_sync_daemon_interface", noSync);
    consequences.put("vrrp_startup_delay", "virtual routers start without delay");
    consequences.put("virtual_routes", "the routes are not set");
    consequences.put("virtual_rules", "the rules are not set");
    consequences.put("use_vmac", "the addresses have the hardware address of the interface");
    consequences.put("no_accept", "packets to the addresses are accepted");
    consequences.put("lvs_timeouts", "the kernel's timeouts stay as they are");
    consequences.put("lvs_flush", "what is in the table and not configured stays");
    return Map.copyOf(consequences);
  }

  /** Looks at a statement whose keyword is known; says whether somebody reads it. */
  void look(BlockKind kind, Statement statement, boolean read) {
    String keyword = statement.name();
    Optional<String> consequence =
        kind == BlockKind.ROOT && keyword.equals("track_file")
            ? Optional.empty()
            : Optional.ofNullable(CONSEQUENCES.get(keyword));
    scripts |= consequence.equals(Optional.of(NO_SCRIPT));
    if (MAIL.contains(keyword)) {
      mail(statement.position());
    } else if (kind == BlockKind.GLOBAL_DEFS && OF_SCRIPTS.contains(keyword)) {
      ofScripts.add(statement);
    } else if (consequence.isPresent()) {
      say(statement.position(), keyword, consequence.get());
    } else if (!read) {
      say(statement.position(), keyword, "ignored");
    }
  }

  private void mail(Position position) {
    if (!mail) {
      mail = true;
      diagnostics.warning(
          position,
          "mail is known to keepalived, not supported yet: none is sent, and all that this"
              + " configuration says of it is ignored");
    }
  }

  /** A virtual server of a group of addresses. */
  void serverGroup(Position position) {
    say(position, "virtual_server group", "its services are not in the table");
  }

  /** Strict mode, of which only what is on the wire is done. */
  void strict(Statement statement) {
    say(
        statement.position(),
        statement.name(),
        "packets to the addresses are accepted (passwords are left out, as keepalived does)");
  }

  /** An option of an address. */
  void option(Position position, String name) {
    say(position, name, "ignored");
  }

  /** Says what depends on the whole configuration. */
  void finish() {
    for (Statement statement : scripts ? ofScripts : List.<Statement>of()) {
      say(statement.position(), statement.name(), "no script is run");
    }
  }

  private void say(Position position, String keyword, String consequence) {
    diagnostics.warning(
        position,
        Quoted.quote(keyword) + " is known to keepalived, not supported yet: " + consequence);
  }
}
