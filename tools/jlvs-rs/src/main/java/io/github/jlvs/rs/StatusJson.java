// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import static io.github.jlvs.rs.Json.array;
import static io.github.jlvs.rs.Json.member;
import static io.github.jlvs.rs.Json.object;
import static io.github.jlvs.rs.Json.string;

import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Setting;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.VipStatus;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A status for programs: one JSON object (RFC 8259) on one line. */
final class StatusJson {
  private StatusJson() {}

  static String of(Status status) {
    return object(
            member("state", string(status.verdict().name().toLowerCase(Locale.ROOT))),
            member("vips", array(status.vips(), StatusJson::vip)),
            member("ways", array(status.ways(), StatusJson::check)),
            member("parameters", array(status.parameters(), StatusJson::check)),
            member("before", before(status.saved())),
            member("notes", array(status.notes(), Json::string)))
        + "\n";
  }

  private static String vip(VipStatus vip) {
    return object(
        member("address", string(vip.vip().toString())),
        member("forwarding", string(vip.forwarding().text())),
        member("started", String.valueOf(vip.started())),
        member("checks", array(vip.checks(), StatusJson::check)));
  }

  private static String check(Check check) {
    return object(
        member("name", string(check.name())),
        member("ok", String.valueOf(check.ok())),
        member("found", string(check.found())),
        member("wanted", string(check.wanted())));
  }

  private static String before(Map<Setting, SavedValue> saved) {
    return new TreeMap<>(saved)
        .entrySet().stream()
            .map(each -> member(each.getKey().text(), String.valueOf(each.getValue().before())))
            .collect(Collectors.joining(",", "{", "}"));
  }
}
