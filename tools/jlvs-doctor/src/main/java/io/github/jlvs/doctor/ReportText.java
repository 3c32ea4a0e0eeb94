// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import io.github.jlvs.doctor.check.Finding;
import io.github.jlvs.doctor.check.Remedy;
import io.github.jlvs.doctor.check.Report;
import io.github.jlvs.doctor.check.Severity;
import io.github.jlvs.doctor.check.Trace;
import io.github.jlvs.doctor.check.Verdict;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for a person: a paragraph for each fault, the worst first, and what was looked at. */
final class ReportText {
  private static final int WIDTH = 100;
  private static final String INDENT = "         ";

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(Report report) {
    ReportText written = new ReportText();
    written.headline(report);
    report.findings().forEach(found -> written.finding(found));
    written.checks(report);
    return written.text.toString();
  }

  /** What was seen of a client's attempt, step by step, and where it ends. */
  static String of(Trace trace) {
    ReportText written = new ReportText();
    for (int i = 0; i < trace.steps().size(); i++) {
      written.paragraph("  step " + (i + 1) + " ", trace.steps().get(i));
    }
    trace.end().ifPresent(end -> written.finding(new Report.Found("trace", end)));
    return written.text.toString();
  }

  private void headline(Report report) {
    Task task = report.task();
    List<Report.Found> findings = report.findings();
    String role = task.role() == Task.Role.DIRECTOR ? "director" : "real server";
    String addresses =
        task.virtualAddresses().stream().map(IpAddresses::format).collect(Collectors.joining(", "));
    Severity severity = report.severity();
    long notes =
        findings.stream().filter(each -> each.finding().severity() == Severity.INFO).count();
    long faults = findings.size() - notes;
    String verdict =
        (faults == 0 ? "no fault found" : faults + (faults == 1 ? " fault" : " faults"))
            + (notes == 0 ? "" : " (" + notes + " to be known)");
    if (report.checked().isEmpty()) {
      verdict = "nothing could be looked at";
    }
    text.append(report.checked().isEmpty() ? "UNKNOWN" : severity.state().name())
        .append(": ")
        .append(verdict)
        .append(", ")
        .append(role)
        .append(" of ")
        .append(addresses)
        .append(task.file().map(file -> " (" + file + ")").orElse(""))
        .append('\n');
  }

  private void finding(Report.Found found) {
    Finding finding = found.finding();
    text.append('\n')
        .append(finding.severity())
        .append(' ')
        .append(found.check())
        .append(": ")
        .append(finding.fault())
        .append('\n');
    finding.seen().forEach(each -> paragraph("  seen   ", each));
    paragraph("  why    ", finding.why());
    finding.remedies().forEach(this::remedy);
  }

  private void remedy(Remedy remedy) {
    if (remedy instanceof Remedy.Command command) {
      // Never broken into lines: it is copied.
      text.append("  mend   ")
          .append(command.host().map(host -> "on " + host + ": ").orElse(""))
          .append(command.line())
          .append('\n');
    } else if (remedy instanceof Remedy.Advice advice) {
      paragraph("  mend   ", advice.text());
    } else {
      throw new IllegalStateException("nothing tells " + remedy);
    }
  }

  private void paragraph(String label, String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - INDENT.length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    text.append(label).append(String.join("\n" + INDENT, lines)).append('\n');
  }

  private void checks(Report report) {
    text.append('\n');
    paragraph("checked  ", report.checked().size() + ": " + String.join(", ", report.checked()));
    for (Report.Made made : report.checks()) {
      if (made.verdict() instanceof Verdict.LeftOut left) {
        paragraph("left out ", made.name() + ": " + left.why());
      }
    }
  }
}
