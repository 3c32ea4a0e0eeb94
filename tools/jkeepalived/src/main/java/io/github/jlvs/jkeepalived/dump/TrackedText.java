// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.seconds;

import io.github.jlvs.jkeepalived.snapshot.SecondsText;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sections of what virtual routers track in {@code /tmp/keepalived.data}. */
final class TrackedText {
  private final Snapshot snapshot;
  private final Owners owners;

  TrackedText(Snapshot snapshot, Owners owners) {
    this.snapshot = snapshot;
    this.owners = owners;
  }

  void write(DumpText text) {
    TrackedReport tracked = snapshot.tracked();
    if (!tracked.scripts().isEmpty()) {
      text.section("VRRP Scripts");
      tracked.scripts().forEach(script -> script(script, text));
    }
    if (!tracked.files().isEmpty()) {
      text.section("VRRP Track files");
      for (TrackedReport.OfFile file : tracked.files()) {
        text.head("Track file = " + file.file().name());
        text.row("File", file.file().path());
        text.row("Status", file.value());
        text.list("Tracking instances :", trackers(file.file().thing()));
      }
    }
    if (!tracked.processes().isEmpty()) {
      text.section("VRRP Track processes");
      tracked.processes().forEach(process -> process(process, text));
    }
  }

  private void script(TrackedReport.OfScript report, DumpText text) {
    VrrpScript script = report.script();
    text.head("VRRP Script = " + script.name());
    text.row("Command", CommandText.of(script.command()));
    text.row("Interval", SecondsText.of(script.interval()) + " sec");
    // keepalived's 0 stands for the interval.
    Duration timeout =
        script.timeout().equals(script.interval()) ? Duration.ZERO : script.timeout();
    text.row("Timeout", SecondsText.of(timeout) + " sec");
    text.row("Rise", script.rise());
    text.row("Fall", script.fall());
    text.row("Result", result(report));
    text.row("Insecure", "no");
    boolean unknown = report.state().equals(TrackedState.UNKNOWN);
    text.row("Init state", unknown ? "INIT" : "unknown");
    text.row("Status", report.state().equals(TrackedState.UP) ? "GOOD" : "BAD");
    owners.of(script.command()).ifPresent(owner -> text.row("Script uid:gid", owner));
    text.row("VRRP instances :");
    text.list("Tracking instances :", trackers(script.thing()));
    text.row("State", report.runs() ? "running" : "idle");
  }

  /** keepalived counts from 0 to rise + fall - 1, and it is up from rise on. */
  private static int result(TrackedReport.OfScript report) {
    VrrpScript script = report.script();
    return report.state().equals(TrackedState.UP)
        ? script.rise() + script.fall() - 1 - report.against()
        : report.against();
  }

  private void process(TrackedReport.OfProcess report, DumpText text) {
    TrackedProcess process = report.process();
    text.head("VRRP Track process = " + process.name());
    text.row("Process", process.command().get(0));
    List<String> parameters = process.command().subList(1, process.command().size());
    if (!parameters.isEmpty()) {
      text.row("Parameters", String.join(" ", parameters));
    }
    MatchText.of(process.match()).ifPresent(match -> text.row("Param match", match));
    text.row("Min processes", process.quorum());
    if (process.quorumMax() < Integer.MAX_VALUE) {
      text.row("Max processes", process.quorumMax());
    }
    text.row("Current processes", report.count());
    text.row("Have quorum", report.reached());
    text.row("Terminate delay", seconds(process.terminateDelay()) + "s");
    text.row("Fork delay", seconds(process.forkDelay()) + "s");
    text.row("Full command", process.match() != Match.NAME);
    text.list("Tracking instances :", trackers(process.thing()));
  }

  private List<String> trackers(String thing) {
    List<String> lines = new ArrayList<>();
    for (RouterStatus router : snapshot.routerStatuses()) {
      router.setup().tracked().stream()
          .filter(tracking -> tracking.thing().equals(thing))
          .forEach(
              tracking -> lines.add(router.setup().name() + ", " + TrackedKind.weight(tracking)));
    }
    return lines;
  }
}
