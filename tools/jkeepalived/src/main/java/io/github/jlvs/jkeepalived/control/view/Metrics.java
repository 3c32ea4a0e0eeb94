// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import java.util.List;

/** All metrics. */
final class Metrics {
  private Metrics() {}

  static Body of(Seen seen) {
    Exposition out = new Exposition(seen.wanted().format());
    List<ServerView> servers = ServerView.all(seen);
    daemon(seen, servers, out);
    new RouterMetrics(seen, out).write();
    List<KnownLabels.OfService> labels = seen.labels().of(servers);
    new ServiceMetrics(seen, servers, labels, out).write();
    new DestinationMetrics(seen, servers, labels, out).write();
    return out.body();
  }

  /** By the names of keepalived's exporter. */
  static Body byExporter(Seen seen) {
    Exposition out = new Exposition(seen.wanted().format());
    new ExporterMetrics(seen.snapshot(), out).write();
    return out.body();
  }

  private static void daemon(Seen seen, List<ServerView> servers, Exposition out) {
    DaemonFacts facts = seen.facts();
    out.family("jlvs_build_info", Kind.INFO, "The program and the Java that runs it.")
        .with(1, "version", facts.version(), "java", facts.java());
    out.family("jlvs_start_time_seconds", Kind.GAUGE, "When the process was started.")
        .with(facts.started().getEpochSecond());
    var reloads = seen.snapshot().reloads();
    out.family("jlvs_reloads_total", Kind.COUNTER, "Reloads, by what came of them.")
        .with(reloads.taken(), "result", "taken")
        .with(reloads.refused(), "result", "refused");
    out.family(
            "jlvs_reload_success",
            Kind.GAUGE,
            "Whether the last reload is in force; 1 before the first.")
        .with(reloads.last().isEmpty() || reloads.last().get().taken());
    var when = out.family("jlvs_reload_timestamp_seconds", Kind.GAUGE, "When that was over.");
    reloads.last().ifPresent(last -> when.with(last.when().getEpochSecond()));
    out.family("jlvs_problems", Kind.GAUGE, "What jkeepalivedctl status names as problems.")
        .with(Problems.of(seen, servers).size());
    EventViews.count(seen, out);
  }
}
