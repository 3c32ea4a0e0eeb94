// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.Forwarding;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Setting;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.Vip;
import io.github.jlvs.rs.plan.VipStatus;
import java.util.List;
import java.util.Optional;

/** A status for people: a line for each thing looked at, the verdict last. */
final class StatusText {
  private static final String OK = "ok       ";
  private static final String MISSING = "missing  ";

  private StatusText() {}

  static String of(Status status) {
    StringBuilder text = new StringBuilder();
    for (VipStatus vip : status.vips()) {
      vip.checks().forEach(check -> line(text, check, ""));
    }
    status.ways().forEach(check -> line(text, check, ""));
    for (Check check : status.parameters()) {
      line(text, check, before(status, check));
    }
    status.notes().forEach(note -> text.append(PlanPrinter.note(note)).append('\n'));
    return text.append(verdict(status)).append('\n').toString();
  }

  private static void line(StringBuilder text, Check check, String more) {
    text.append(check.ok() ? OK : MISSING).append(check.name()).append(": ").append(check.found());
    if (!check.ok()) {
      text.append(" (wanted: ").append(check.wanted()).append(')');
    }
    text.append(more).append('\n');
  }

  private static String before(Status status, Check check) {
    Optional<SavedValue> saved =
        Setting.named(check.name()).map(setting -> status.saved().get(setting));
    return saved.map(value -> " (" + value.before() + " before start)").orElse("");
  }

  private static boolean isMasquerading(Status status) {
    return status.vips().stream().allMatch(each -> each.forwarding() == Forwarding.MASQUERADING);
  }

  private static String method(Status status) {
    if (isMasquerading(status)) {
      return " --forwarding masquerading ...";
    }
    List<VipStatus> missing =
        status.vips().stream()
            .filter(each -> each.checks().stream().anyMatch(check -> !check.ok()))
            .toList();
    boolean tunnel =
        (missing.isEmpty() ? status.vips() : missing)
            .stream().anyMatch(each -> each.forwarding() == Forwarding.TUNNEL);
    return (tunnel ? " --forwarding tunnel" : "") + " --vip ...";
  }

  private static String verdict(Status status) {
    List<Vip> vips = status.vips().stream().map(VipStatus::vip).toList();
    String names = vips.isEmpty() ? "" : ": " + PlanPrinter.names(vips);
    return switch (status.verdict()) {
      case COMPLETE -> "RealServer complete" + names;
      case PARTLY ->
          "RealServer partly there"
              + names
              + "; 'jlvs-rs start"
              + method(status)
              + "' "
              + (isMasquerading(status) ? "says what to do" : "mends what is missing");
      case STOPPED -> "RealServer stopped" + names;
    };
  }
}
