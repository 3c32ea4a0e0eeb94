// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.override.OverrideWords;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.StateWord;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status for a browser. It needs no script and fetches nothing but itself, again every ten
 * seconds; states are words, whatever colour they have.
 */
final class HtmlPage {
  private static final String NONE = "-";

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta http-equiv="refresh" content="10"/>
      <link rel="icon" href="data:,"/>
      <style>
      :root { --text: #1b1b1b; --paper: #ffffff; --line: #b8b8b8; --soft: #f1f1f1; --bad: #a30000; --good: #00601c; }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e9e9e9; --paper: #16181a; --line: #555b60; --soft: #22262a; --bad: #ff9b94; --good: #7fe39b; }
      }
      body { color: var(--text); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; margin: 1rem auto; max-width: 75rem; padding: 0 1rem; overflow-wrap: anywhere; }
      h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
      p { margin: .25rem 0; }
      .well { color: var(--good); font-weight: 600; }
      .wrong { color: var(--bad); font-weight: 600; }
      table { border-collapse: collapse; margin: 1.25rem 0; width: 100%; }
      caption { font-weight: 600; text-align: left; padding-bottom: .25rem; }
      th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
      thead th { background: var(--soft); }
      tbody th { font-weight: 600; }
      @media (max-width: 42rem) {
        thead { display: none; }
        tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
        th, td { display: block; border: 0; padding: .1rem 0; }
        td::before { content: attr(data-column) ": "; color: inherit; opacity: .75; }
      }
      </style>
      """;

  private HtmlPage() {}

  static Body of(Seen seen) {
    List<ServerView> servers = ServerView.all(seen);
    List<Problems.Problem> problems = Problems.of(seen, servers);
    Html html = new Html().raw(HEAD);
    String director =
        "jkeepalived"
            + seen.snapshot().configuration().global().routerId().map(id -> " on " + id).orElse("");
    html.element("title", (problems.isEmpty() ? "OK" : "PROBLEM") + " - " + director);
    html.raw("\n</head>\n<body>\n").element("h1", director);
    daemon(html, seen);
    problems(html, problems);
    html.table(
        "Virtual routers",
        List.of("Name", "State", "Priority", "Interface", "VRID", "Since", "Faults"),
        seen.snapshot().routerStatuses().stream().map(HtmlPage::router));
    html.table(
        "Sync groups",
        List.of("Name", "State", "Members"),
        seen.snapshot().groupStatuses().stream()
            .map(
                group ->
                    List.of(
                        group.setup().name(),
                        StateText.of(group.state()).word(),
                        String.join(" ", group.setup().members()))));
    html.table(
        "Virtual services",
        List.of("Name", "State", "Servers up", "Quorum"),
        servers.stream().map(HtmlPage::service));
    html.table(
        "Decided by operators",
        List.of("Real server", "Service", "Decided", "Since", "Until", "By", "Why"),
        OverrideViews.all(seen).stream().map(HtmlPage::override));
    Moments moments = new Moments();
    html.table(
        "Real servers",
        List.of("Address", "Service", "State", "Since", "Weight", "In table", "Active", "Why"),
        servers.stream()
            .flatMap(view -> view.servers().stream().map(real -> real(view, real, moments))));
    html.raw("</body>\n</html>\n");
    return html.body();
  }

  private static void daemon(Html html, Seen seen) {
    DaemonFacts facts = seen.facts();
    html.element(
        "p",
        "%s, process %d, since %s, %s"
            .formatted(
                facts.version(), facts.pid(), moment(facts.started()), facts.configuration()));
    Optional<ReloadReport.Last> last = seen.snapshot().reloads().last();
    html.raw("\n")
        .element(
            "p",
            "Last reload: "
                + last.map(
                        each ->
                            moment(each.when())
                                + (each.taken() ? ", taken" : ", REFUSED: " + each.words()))
                    .orElse("none since the start"));
    html.raw("\n").element("p", "As of " + moment(seen.now()) + "; times are in UTC").raw("\n");
  }

  private static void problems(Html html, List<Problems.Problem> problems) {
    if (problems.isEmpty()) {
      html.raw("<p class=\"well\">OK: nothing is wrong</p>\n");
      return;
    }
    html.raw("<p class=\"wrong\">PROBLEM: ")
        .text(problems.size() == 1 ? "1 thing is wrong" : problems.size() + " things are wrong")
        .raw("</p>\n");
    html.table(
        "Problems",
        List.of("Kind", "Of", "What"),
        problems.stream().map(each -> List.of(each.kind(), each.name(), each.text())));
  }

  private static List<String> router(RouterStatus router) {
    int base = router.setup().config().priority();
    return List.of(
        router.setup().name(),
        StateText.of(router.state()).word(),
        router.priority()
            + (base == router.priority() ? "" : " of " + base)
            + router.restsUntil().map(until -> " until " + moment(until)).orElse(""),
        router.setup().interfaceName(),
        String.valueOf(router.setup().config().vrid()),
        moment(router.lastTransition()),
        orNone(String.join(", ", Faults.of(router))));
  }

  private static List<String> service(ServerView view) {
    long kept = view.in(ServerView.Pool.POOLED_DOWN);
    return List.of(
        view.name(),
        view.state(),
        view.up()
            + " of "
            + view.servers().size()
            + (kept == 0 ? "" : ", " + kept + " down but pooled"),
        view.status().quorumStands() ? "stands" : "lost");
  }

  private static List<String> override(OverrideViews.Meant meant) {
    ServerOverride one = meant.override();
    return List.of(
        one.target().server(),
        one.target().service().orElse("all"),
        OverrideWords.state(one),
        moment(one.since()),
        one.until().map(HtmlPage::moment).orElse(NONE),
        one.by(),
        orNone(
            Stream.concat(
                    one.why().stream(),
                    meant.servers() == 0
                        ? Stream.of("names no server of the configuration")
                        : Stream.empty())
                .collect(Collectors.joining("; "))));
  }

  private static List<String> real(ServerView view, ServerView.Real real, Moments moments) {
    List<String> cells = new ArrayList<>();
    cells.add(real.status().server().address().toString());
    cells.add(view.name());
    cells.add(real.words());
    cells.add(moments.text(real.status().since()));
    cells.add(
        real.override()
                .flatMap(one -> StateWord.weight(one.state()))
                .map(weight -> weight + " of ")
                .orElse("")
            + real.status().server().weight());
    cells.add(real.actual().map(each -> String.valueOf(each.weight())).orElse(NONE));
    cells.add(real.actual().map(each -> String.valueOf(each.active())).orElse(NONE));
    cells.add(orNone(why(real)));
    return cells;
  }

  private static String why(ServerView.Real real) {
    List<String> reasons = new ArrayList<>();
    for (CheckStatus check : real.status().checks()) {
      why(check).ifPresent(reasons::add);
    }
    real.override().flatMap(ServerOverride::why).ifPresent(reasons::add);
    return String.join("; ", reasons);
  }

  private static Optional<String> why(CheckStatus check) {
    return check
        .lastResult()
        .filter(ProbeResult.Failure.class::isInstance)
        .map(ProbeResult.Failure.class::cast)
        .map(failure -> check.check().probe().checkName() + ": " + failure.detail());
  }

  /**
   * Most servers came up in the same few seconds, and a moment costs more than the rest of a row.
   */
  private static final class Moments {
    private final Map<Long, String> known = new HashMap<>();

    String text(Instant when) {
      return known.computeIfAbsent(when.getEpochSecond(), second -> moment(when));
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String moment(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
