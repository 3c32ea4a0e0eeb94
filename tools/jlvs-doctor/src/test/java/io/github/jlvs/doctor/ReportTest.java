// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.jlvs.doctor.check.Checks;
import io.github.jlvs.doctor.check.Finding;
import io.github.jlvs.doctor.check.Patient;
import io.github.jlvs.doctor.check.Remedy;
import io.github.jlvs.doctor.check.Report;
import io.github.jlvs.doctor.check.Severity;
import io.github.jlvs.doctor.check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a report is told to a person and to a program. */
class ReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMA = Path.of("..", "..", "docs", "schema", "jlvs-doctor.json");

  private final Report healthy = Checks.examine(Patient.master().seen());
  private final Report ill =
      new Report(
          healthy.task(),
          List.of(
              new Report.Made(
                  "one",
                  new Verdict.Judged(
                      List.of(
                          new Finding(
                              Severity.WARNING,
                              "something \"odd\"",
                              List.of("a is 1", "b is 2"),
                              "It hurts as it is very long and does not fit on a line of the width"
                                  + " that people have, so that it goes on.",
                              List.of(
                                  Remedy.here("sysctl -w a=2"),
                                  Remedy.on("10.1.80.93", "ip addr show"),
                                  new Remedy.Advice("Think.")))))),
              new Report.Made("two", new Verdict.LeftOut("there is nothing to look at"))));
  private final Report blind =
      new Report(
          healthy.task(), List.of(new Report.Made("one", new Verdict.LeftOut("it is dark"))));

  @Test
  void aFaultIsAParagraphAndItsCommandIsNeverBroken() {
    assertThat(ReportText.of(ill))
        .isEqualTo(
            """
            WARNING: 1 fault, director of 10.1.80.90 (/etc/ds1.conf)

            WARNING one: something "odd"
              seen   a is 1
              seen   b is 2
              why    It hurts as it is very long and does not fit on a line of the width that people have, so
                     that it goes on.
              mend   sysctl -w a=2
              mend   on 10.1.80.93: ip addr show
              mend   Think.

            checked  1: one
            left out two: there is nothing to look at
            """);
  }

  @Test
  void whereNothingIsWrongItIsSaidWhatWasLookedAt() {
    assertThat(ReportText.of(healthy))
        .startsWith(
            "OK: no fault found, director of 10.1.80.90 (/etc/ds1.conf)\n\nchecked  19: vrrp-firewall, ")
        .contains("left out mh-fallback: no virtual server has the scheduler mh\n");
    assertThat(ReportText.of(blind)).startsWith("UNKNOWN: nothing could be looked at, director");
  }

  @Test
  void jsonIsAsItsSchemaSaysAndHasNothingMore() throws IOException {
    for (Report each : List.of(healthy, ill, blind)) {
      JsonNode schema = JSON.readTree(SCHEMA.toFile());
      close(schema);
      JsonSchema strict =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);

      assertThat(strict.validate(JSON.readTree(ReportJson.of(each)))).isEmpty();
      assertThat(ReportJson.of(each)).endsWith("}\n");
    }
    JsonNode json = JSON.readTree(ReportJson.of(ill));
    assertThat(json.at("/state").asText()).isEqualTo("WARNING");
    assertThat(json.at("/findings/0/remedies/1").toString())
        .isEqualTo("{\"host\":\"10.1.80.93\",\"command\":\"ip addr show\"}");
    assertThat(JSON.readTree(ReportJson.of(blind)).at("/state").asText()).isEqualTo("UNKNOWN");
  }

  /** Readers let what they do not know pass; here it must not be there. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ReportTest::close);
  }
}
