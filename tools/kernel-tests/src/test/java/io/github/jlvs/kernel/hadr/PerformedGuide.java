// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.hadr.DirectorDaemon;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.RealServerTool;
import io.github.jlvs.hadr.Tools;
import io.github.jlvs.hadr.scenario.Narrator;
import io.github.jlvs.hadr.scenario.Scenario;
import io.github.jlvs.hadr.scenario.StepResult;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Network;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ListAssert;

/**
 * A guide that has been performed in a test's network.
 *
 * @param results what became of the steps
 * @param told what it told
 */
record PerformedGuide(List<StepResult> results, String told) {
  /** Tests run on machines that do other things as well, and a JVM starts late there. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  /** A check that is to fail takes all of it. */
  private static final Duration SLACK_OF_THE_REFERENCE = Duration.ofSeconds(10);

  static PerformedGuide perform(Network network, Tools tools, Scenario<GuideSite> scenario) {
    GuideSite guide = GuideSite.in(network, checkout(), tools);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Narrator narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8));
    boolean reference = tools.ds1().isReference() && tools.ds2().isReference();
    List<StepResult> results =
        scenario.perform(guide, narrator, reference ? SLACK_OF_THE_REFERENCE : SLACK);
    return new PerformedGuide(results, told.toString(StandardCharsets.UTF_8));
  }

  /** The reference's tools, which start at once: where the guide's verdicts are looked at. */
  static Tools referenceTools() {
    DirectorDaemon keepalived = DirectorDaemon.keepalived();
    return new Tools(keepalived, keepalived, "ipvsadm", new RealServerTool.Script());
  }

  static Path checkout() {
    return Path.of(Checkout.path("")).normalize();
  }

  /** The names of the steps that turned red. */
  List<String> failed() {
    return results.stream().filter(step -> !step.ok()).map(StepResult::name).toList();
  }

  /** What was wrong in a step. */
  ListAssert<String> assertFailuresOf(String step) {
    return assertThat(
            results.stream()
                .filter(result -> result.name().equals(step))
                .findFirst()
                .orElseThrow()
                .failures())
        .as("%s, in%n%s", step, told);
  }
}
