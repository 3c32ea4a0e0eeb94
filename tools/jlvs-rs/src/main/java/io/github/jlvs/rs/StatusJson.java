// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.ArpSetting;
import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.VipStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A status for programs: one JSON object (RFC 8259) on one line. */
final class StatusJson {
  private static final int FIRST_PRINTABLE = 0x20;

  private StatusJson() {}

  static String of(Status status) {
    return object(
            member("state", string(status.verdict().name().toLowerCase(Locale.ROOT))),
            member("vips", array(status.vips(), StatusJson::vip)),
            member("parameters", array(status.parameters(), StatusJson::check)),
            member("before", before(status.saved())),
            member("notes", array(status.notes(), StatusJson::string)))
        + "\n";
  }

  private static String vip(VipStatus vip) {
    return object(
        member("address", string(vip.vip().toString())),
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

  private static String before(Map<ArpSetting, SavedValue> saved) {
    return new TreeMap<>(saved)
        .entrySet().stream()
            .map(each -> member(each.getKey().text(), String.valueOf(each.getValue().before())))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String member(String name, String value) {
    return string(name) + ":" + value;
  }

  private static <T> String array(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(",", "[", "]"));
  }

  static String string(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
        text.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
