// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Network;
import io.github.jlvs.samples.hadr.DirectorDaemon;
import io.github.jlvs.samples.hadr.Guide;
import io.github.jlvs.samples.hadr.RealServerTool;
import io.github.jlvs.samples.hadr.Tools;
import io.github.jlvs.samples.scenario.Scenario;
import io.github.jlvs.samples.scenario.StepResult;
import io.github.jlvs.samples.scenario.Teller;
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
  /** Tests run on machines that do other things as well. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  static PerformedGuide perform(Network network, Tools tools, Scenario<Guide> scenario) {
    Guide guide = Guide.in(network, checkout(), tools);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Teller teller = new Teller(new PrintStream(told, true, StandardCharsets.UTF_8));
    List<StepResult> results = scenario.perform(guide, teller, SLACK);
    return new PerformedGuide(results, told.toString(StandardCharsets.UTF_8));
  }

  /**
   * Our daemon on both directors; what only looks or prepares is the reference's, which is quick.
   */
  static Tools directorsOfOurs() {
    DirectorDaemon ours = DirectorDaemon.jkeepalived(checkout());
    return new Tools(ours, ours, "ipvsadm", new RealServerTool.Script());
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
