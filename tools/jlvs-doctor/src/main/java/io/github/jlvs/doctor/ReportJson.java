// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.jlvs.doctor.check.Remedy;
import io.github.jlvs.doctor.check.Report;
import io.github.jlvs.doctor.check.Verdict;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.net.IpAddresses;

/**
 * A report for programs: docs/schema/jlvs-doctor.json. Within a version of the schema nothing is
 * renamed or left out; readers ignore what they do not know.
 */
final class ReportJson {
  private static final int SCHEMA = 1;

  private ReportJson() {}

  static String of(Report report) {
    Task task = report.task();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schema", SCHEMA);
    json.put("state", report.checked().isEmpty() ? "UNKNOWN" : report.severity().state().name());
    json.put("role", task.role().name());
    task.file().ifPresent(file -> json.put("file", file));
    ArrayNode addresses = json.putArray("virtualAddresses");
    task.virtualAddresses().forEach(each -> addresses.add(IpAddresses.format(each)));
    ArrayNode checked = json.putArray("checked");
    report.checked().forEach(checked::add);
    ArrayNode leftOut = json.putArray("leftOut");
    for (Report.Made made : report.checks()) {
      if (made.verdict() instanceof Verdict.LeftOut left) {
        leftOut.addObject().put("check", made.name()).put("why", left.why());
      }
    }
    ArrayNode findings = json.putArray("findings");
    report.findings().forEach(found -> finding(findings.addObject(), found));
    return json + "\n";
  }

  private static void finding(ObjectNode json, Report.Found found) {
    json.put("check", found.check());
    json.put("severity", found.finding().severity().name());
    json.put("fault", found.finding().fault());
    ArrayNode seen = json.putArray("seen");
    found.finding().seen().forEach(seen::add);
    json.put("why", found.finding().why());
    ArrayNode remedies = json.putArray("remedies");
    for (Remedy each : found.finding().remedies()) {
      if (each instanceof Remedy.Command command) {
        ObjectNode remedy = remedies.addObject();
        command.host().ifPresent(host -> remedy.put("host", host));
        remedy.put("command", command.line());
      } else if (each instanceof Remedy.Advice advice) {
        remedies.addObject().put("advice", advice.text());
      } else {
        throw new IllegalStateException("nothing tells " + each);
      }
    }
  }
}
