// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Plan;
import io.github.jlvs.rs.plan.Vip;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes this host an ordinary one again. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Removes the host route and the virtual address from lo, or from its tunnel, which goes down"
          + " again; with the last virtual address, the kernel parameters become what they were before"
          + " start.",
      "What somebody else has changed since is left alone."
    })
final class StopCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      description = "A virtual address; may be repeated (default: all that were started).")
  private List<Vip> vips = new ArrayList<>();

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  private boolean dryRun;

  @Mixin private SharedOptions shared = new SharedOptions();

  StopCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (dryRun) {
      Plan foreseen = shared.realServer().foreseeStop(vips);
      PlanPrinter.preview(out, foreseen, "stop", "it is stopped already");
      return 0;
    }
    Plan plan = shared.realServer().stop(vips);
    PlanPrinter.print(out, plan);
    String names = plan.vips().isEmpty() ? "" : ": " + PlanPrinter.names(plan.vips());
    String already = plan.steps().isEmpty() ? " (it was stopped already)" : "";
    out.println("RealServer stop OK" + names + already);
    return 0;
  }
}
