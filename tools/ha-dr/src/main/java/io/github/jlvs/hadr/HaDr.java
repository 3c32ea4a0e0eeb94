// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.hadr.scenario.Narrator;
import io.github.jlvs.hadr.scenario.ResultTable;
import io.github.jlvs.hadr.scenario.Scenario;
import io.github.jlvs.hadr.scenario.Seconds;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.hadr.scenario.StepResult;
import io.github.jlvs.hadr.steps.GuideSteps;
import io.github.jlvs.lab.LabException;
import io.github.jlvs.lab.Network;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Performs the guide in the kernel this JVM runs on; {@code samples/ha-dr/run} starts it inside the
 * lab. Exit status 0 when every step is ok, 1 when one failed, 2 when it could not begin.
 */
public final class HaDr {
  private HaDr() {}

  /**
   * Performs the guide.
   *
   * @param arguments {@code --until STEP}, {@code --slack SECONDS}, {@code --list}
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(run(Arguments.of(List.of(arguments)), out));
    } catch (IllegalArgumentException | LabException e) {
      System.err.println("ha-dr: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(Arguments arguments, PrintStream out) {
    if (arguments.list()) {
      GuideSteps.all().forEach(s -> out.println("%-22s %s".formatted(s.name(), s.title())));
      return 0;
    }
    Path checkout = Path.of(System.getProperty("jlvs.checkout", "")).toAbsolutePath();
    Tools tools = Tools.fromEnvironment(checkout, System.getenv());
    List<Step<GuideSite>> steps = GuideSteps.all();
    String last = arguments.until().orElse(steps.get(steps.size() - 1).name());
    Scenario<GuideSite> scenario = GuideSteps.upTo(last);
    Narrator narrator = new Narrator(out);
    narrator.line(
        "The guide: ds1, ds2, rs1, rs2 and a client, each a host of its own on one switch.");
    narrator.line(tools.text() + ".");
    long begin = System.nanoTime();
    try (Network network = Network.create()) {
      GuideSite guide = GuideSite.in(network, checkout, tools);
      List<StepResult> results = scenario.perform(guide, narrator, arguments.slack());
      boolean ok = results.stream().allMatch(StepResult::ok);
      if (!ok) {
        narrator.line("");
        narrator.line("What the programs on the hosts said:");
        narrator.line(network.story());
      }
      narrator.line("");
      ResultTable.lines(results, arguments.slack()).forEach(narrator::line);
      narrator.line(
          "The guide took %s s."
              .formatted(Seconds.text(Duration.ofNanos(System.nanoTime() - begin))));
      return ok ? 0 : 1;
    }
  }
}
