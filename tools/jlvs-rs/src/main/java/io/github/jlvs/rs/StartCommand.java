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

/** Makes this host a real server. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Sets arp_ignore and arp_announce on lo and all, then adds the virtual address to lo and the"
          + " host route through lo.",
      "What is so already is left alone."
    })
final class StartCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      required = true,
      description = "A virtual address, IPv4 or IPv6; may be repeated.")
  private List<Vip> vips = new ArrayList<>();

  @Mixin private SharedOptions shared = new SharedOptions();

  StartCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Plan plan = shared.realServer().start(vips);
    PlanPrinter.print(out, plan);
    String already = plan.steps().isEmpty() ? " (it was started already)" : "";
    out.println("RealServer start OK: " + PlanPrinter.names(plan.vips()) + already);
    return 0;
  }
}
