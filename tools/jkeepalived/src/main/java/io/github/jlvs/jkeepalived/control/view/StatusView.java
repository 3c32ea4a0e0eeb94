// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import java.util.List;
import java.util.Optional;

/** How the daemon is, on one page, and what came of its reloads. */
final class StatusView {
  private StatusView() {}

  static Body status(Seen seen) {
    List<ServerView> servers = ServerView.all(seen);
    List<Problems.Problem> problems = Problems.of(seen, servers);
    return Json.object(
        json ->
            json.moment("time", seen.now())
                .flag("ok", problems.isEmpty())
                .objects("problems", problems, StatusView::problem)
                .object("daemon", inside -> daemon(inside, seen))
                .objects("routers", seen.snapshot().routerStatuses(), RouterViews::brief)
                .objects("groups", seen.snapshot().groupStatuses(), RouterViews::group)
                .objects("services", servers, ServiceViews::brief)
                .objects("overrides", OverrideViews.all(seen), OverrideViews::override)
                .object(
                    "lateness", inside -> RouterViews.lateness(inside, RouterViews.lateness(seen)))
                .object("table", inside -> table(inside, seen))
                .object("reloads", inside -> reloads(inside, seen.snapshot().reloads())));
  }

  static Body reloads(Seen seen) {
    return Json.object(
        json -> {
          json.moment("time", seen.now())
              .moment("started", seen.facts().started())
              .text("configuration", seen.facts().configuration());
          reloads(json, seen.snapshot().reloads());
        });
  }

  private static void problem(Json json, Problems.Problem problem) {
    json.text("kind", problem.kind()).text("name", problem.name()).text("text", problem.text());
  }

  private static void daemon(Json json, Seen seen) {
    DaemonFacts facts = seen.facts();
    json.text("version", facts.version())
        .text("java", facts.java())
        .number("pid", facts.pid())
        .moment("started", facts.started())
        .text("configuration", facts.configuration())
        .text("state", seen.snapshot().reloads().started() ? "RUNNING" : "STARTING");
  }

  private static void table(Json json, Seen seen) {
    json.moment("asOf", seen.snapshot().table().map(Dated::when))
        .texts(
            "failures",
            seen.snapshot().table().map(each -> each.report().failures()).orElse(List.of()));
  }

  private static void reloads(Json json, ReloadReport reloads) {
    Optional<ReloadReport.Last> last = reloads.last();
    json.number("taken", reloads.taken()).number("refused", reloads.refused());
    if (last.isEmpty()) {
      json.none("last");
      return;
    }
    json.object(
        "last",
        inside ->
            inside
                .moment("time", last.get().when())
                .flag("taken", last.get().taken())
                .text("text", last.get().words()));
  }
}
