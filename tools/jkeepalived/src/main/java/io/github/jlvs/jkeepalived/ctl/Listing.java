// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read, and whether all is well. Times are those of a zone. */
final class Listing {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MOMENT_TO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final String FAULT = "FAULT";
  private static final String UP = "UP";
  private static final String POOLED = "POOLED";
  private static final String DRAIN = "DRAIN";
  private static final String DISABLED = "DISABLED";

  private final ZoneId zone;

  Listing(ZoneId zone) {
    this.zone = zone;
  }

  /** The page of {@code status}. */
  String status(JsonTree status) {
    JsonTree daemon = status.object("daemon");
    List<String> parts = new ArrayList<>();
    parts.add(
        Printable.of(
            "jkeepalived %s, process %s, %s %s, %s%n"
                .formatted(
                    daemon.text("version"),
                    daemon.text("pid"),
                    daemon.text("state").toLowerCase(Locale.ROOT),
                    age(daemon.text("started"), status.text("time")),
                    daemon.text("configuration"))
                .strip()));
    parts.add(problems(status));
    add(parts, routerTable(status.objects("routers")));
    add(parts, groupTable(status.objects("groups")));
    add(parts, serviceTable(status.objects("services")));
    add(parts, overrideTable(status.objects("overrides")));
    parts.add(lastLines(status));
    return String.join("\n\n", parts) + "\n";
  }

  private static void add(List<String> parts, TextTable table) {
    if (!table.isEmpty()) {
      parts.add(table.text().stripTrailing());
    }
  }

  private static String problems(JsonTree status) {
    List<JsonTree> problems = status.objects("problems");
    if (problems.isEmpty()) {
      return "OK: nothing is wrong";
    }
    TextTable table = new TextTable("PROBLEM", "OF", "WHAT");
    problems.forEach(each -> table.row(each.text("kind"), each.text("name"), each.text("text")));
    return table.text().stripTrailing();
  }

  private String lastLines(JsonTree status) {
    JsonTree lateness = status.object("lateness");
    JsonTree last = status.object("reloads").object("last");
    String reload =
        last.text("time").equals(JsonTree.NONE)
            ? "none since the start"
            : moment(last.text("time"))
                + (last.is("taken") ? ", taken" : ", REFUSED: " + last.text("text"));
    String late =
        lateness.text("times").equals("0")
            ? "never"
            : "%s times, %s s at the most, last %s (%s)"
                .formatted(
                    lateness.text("times"),
                    lateness.text("longest"),
                    moment(lateness.text("last")),
                    lateness.text("lastCause"));
    return Printable.of("Last reload: " + reload)
        + "\n"
        + Printable.of("Virtual routers run late: " + late);
  }

  /** The page of {@code show routers}. */
  String routers(JsonTree page) {
    return orNone(routerTable(page.objects("routers")), "There are no virtual routers.\n");
  }

  private static String orNone(TextTable table, String none) {
    return table.isEmpty() ? none : table.text();
  }

  private TextTable routerTable(List<JsonTree> routers) {
    TextTable table =
        new TextTable(
            "VIRTUAL ROUTER", "STATE", "PRIORITY", "INTERFACE", "VRID", "SINCE", "FAULTS");
    for (JsonTree router : routers) {
      String base = router.object("priority").text("base");
      String effective = router.object("priority").text("effective");
      String wanted = router.text("wantedState");
      table.row(
          router.text("name"),
          router.text("state")
              + (wanted.equals(router.text("state")) ? "" : " (wants " + wanted + ")"),
          effective + (base.equals(effective) ? "" : " of " + base) + rest(router),
          router.text("interface"),
          router.text("vrid"),
          moment(router.text("lastTransition")),
          String.join(", ", router.texts("faults")));
    }
    return table;
  }

  /** Until when it leaves others to be master. */
  private String rest(JsonTree router) {
    String until = router.text("restsUntil");
    return until.equals(JsonTree.NONE) ? "" : " until " + moment(until);
  }

  private static TextTable groupTable(List<JsonTree> groups) {
    TextTable table = new TextTable("SYNC GROUP", "STATE", "MEMBERS");
    for (JsonTree group : groups) {
      table.row(group.text("name"), group.text("state"), String.join(" ", group.texts("members")));
    }
    return table;
  }

  /** The page of {@code show services}. */
  String services(JsonTree page) {
    return orNone(serviceTable(page.objects("services")), "There are no virtual services.\n");
  }

  private static TextTable serviceTable(List<JsonTree> services) {
    TextTable table = new TextTable("VIRTUAL SERVICE", "STATE", "SERVERS", "QUORUM");
    for (JsonTree service : services) {
      table.row(
          service.text("name"),
          service.text("state"),
          serversUp(service),
          service.is("quorumStands") ? "stands" : "lost");
    }
    return table;
  }

  private static String serversUp(JsonTree service) {
    String kept = service.text("serversPooledDown");
    return service.text("serversUp")
        + " of "
        + service.text("servers")
        + " up"
        + (kept.equals("0") || kept.equals(JsonTree.NONE) ? "" : ", " + kept + " down but pooled");
  }

  /** The page of {@code show servers}. */
  String servers(JsonTree page) {
    TextTable table =
        new TextTable(
            "REAL SERVER", "SERVICE", "STATE", "SINCE", "WEIGHT", "IN TABLE", "ACTIVE", "WHY");
    for (JsonTree server : page.objects("servers")) {
      JsonTree weight = server.object("weight");
      table.row(
          server.text("address"),
          server.text("service"),
          state(server),
          moment(server.text("since")),
          weight(server),
          weight.text("actual"),
          server.object("connections").text("active"),
          why(server));
    }
    return orNone(table, "There are no real servers.\n");
  }

  /** The page of {@code show checks}. */
  String checks(JsonTree page) {
    TextTable table =
        new TextTable("CHECK", "REAL SERVER", "SERVICE", "STATE", "LAST RESULT", "WHY");
    for (JsonTree server : page.objects("servers")) {
      for (JsonTree check : server.objects("checks")) {
        table.row(
            check.text("check"),
            server.text("address"),
            server.text("service"),
            check.text("state"),
            check.text("lastResult"),
            check.has("reason") ? check.text("reason") : "");
      }
    }
    return orNone(table, "There are no checks.\n");
  }

  private static String state(JsonTree server) {
    JsonTree override = server.object("override");
    String found = server.text("state");
    String state = found + (server.is("pooledDown") ? ", " + POOLED : "");
    return switch (override.text("state")) {
      case DRAIN ->
          (found.equals(UP) ? "" : state + ", ") + DRAIN + " (" + override.text("left") + " left)";
      case DISABLED -> DISABLED + " (" + state + ")";
      default -> state;
    };
  }

  private static String weight(JsonTree server) {
    String configured = server.object("weight").text("configured");
    String decided = server.object("override").text("weight");
    return decided.equals(JsonTree.NONE) ? configured : decided + " of " + configured;
  }

  private static String why(JsonTree server) {
    List<String> reasons = new ArrayList<>();
    server.objects("checks").stream()
        .filter(check -> !check.text("state").equals(UP))
        .map(check -> check.text("check") + ": " + check.text("reason"))
        .forEach(reasons::add);
    reasons.addAll(decidedWhy(server.object("override")));
    return String.join("; ", reasons);
  }

  private static List<String> decidedWhy(JsonTree override) {
    return override.has("why") ? List.of(override.text("why")) : List.of();
  }

  private TextTable overrideTable(List<JsonTree> overrides) {
    TextTable table =
        new TextTable("OVERRIDE", "REAL SERVER", "SERVICE", "SINCE", "UNTIL", "BY", "WHY");
    for (JsonTree each : overrides) {
      List<String> reasons = new ArrayList<>(decidedWhy(each));
      if (each.text("servers").equals("0")) {
        reasons.add("names no server of the configuration");
      }
      table.row(
          each.text("state") + (each.has("weight") ? " " + each.text("weight") : ""),
          each.text("server"),
          each.has("service") ? each.text("service") : "all",
          moment(each.text("since")),
          moment(each.text("until")),
          each.text("by"),
          String.join("; ", reasons));
    }
    return table;
  }

  /** What happened in a line, without its end. */
  String event(JsonTree event) {
    String server = event.text("server");
    String name = event.text("name");
    String within = name.equals(JsonTree.NONE) ? "" : " of " + name;
    String of = server.equals(JsonTree.NONE) ? name : server + within;
    return Printable.of(
        "%s  %-15s  %s"
            .formatted(
                moment(event.text("time"), MOMENT_TO_MILLIS),
                event.text("kind"),
                (of.equals(JsonTree.NONE) ? "" : of + "  ") + event.text("text")));
  }

  /** Whether all is well with what {@code show} lists. */
  static boolean isWell(Shown what, JsonTree page) {
    return switch (what) {
      case ROUTERS ->
          page.objects("routers").stream().noneMatch(each -> each.text("state").equals(FAULT));
      case SERVICES ->
          page.objects("services").stream()
              .allMatch(
                  each -> each.text("state").equals(UP) || each.text("state").equals("RESTING"));
      case SERVERS -> !servesNot(page);
      case CHECKS ->
          page.objects("servers").stream()
              .flatMap(each -> each.objects("checks").stream())
              .allMatch(each -> each.text("state").equals(UP));
      case TABLE -> TableListing.isAsWanted(page);
    };
  }

  /** Whether a service has no server that is up. */
  private static boolean servesNot(JsonTree page) {
    Map<String, Boolean> served = new HashMap<>();
    for (JsonTree server : page.objects("servers")) {
      Boolean unused = served.merge(server.text("service"), serves(server), Boolean::logicalOr);
    }
    return served.containsValue(false);
  }

  private static boolean serves(JsonTree server) {
    String decided = server.object("override").text("state");
    return server.text("state").equals(UP) && !decided.equals(DRAIN) && !decided.equals(DISABLED);
  }

  private String moment(String text) {
    return moment(text, MOMENT);
  }

  private String moment(String text, DateTimeFormatter format) {
    try {
      return format.format(Instant.parse(text).atZone(zone));
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /** How long it has been so. */
  private static String age(String since, String now) {
    Duration age;
    try {
      age = Duration.between(Instant.parse(since), Instant.parse(now));
    } catch (DateTimeParseException e) {
      return "since " + since;
    }
    if (age.toDays() > 0) {
      return "for %d d %d h".formatted(age.toDays(), age.toHoursPart());
    }
    return age.toHours() > 0
        ? "for %d h %d min".formatted(age.toHours(), age.toMinutesPart())
        : "for %d min %d s".formatted(age.toMinutes(), age.toSecondsPart());
  }
}
