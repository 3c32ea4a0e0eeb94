// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.RealServer;
import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.Plan;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.VipStatus;
import java.io.PrintStream;
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
      "With --forwarding tunnel the address comes to tunl0, or ip6tnl0, which is made and taken up;"
          + " the check of the way back is made loose there (rp_filter 2).",
      "With --forwarding masquerading it changes nothing: it says whether answers leave through the"
          + " director, and else which command is missing.",
      "What is so already is left alone."
    })
final class StartCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  private boolean dryRun;

  @Mixin private SharedOptions shared = new SharedOptions();

  StartCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    server.refuseNothing();
    if (server.masquerading()) {
      return masquerading();
    }
    return dryRun ? preview() : start();
  }

  private int preview() {
    Plan plan = shared.realServer().foreseeStart(server.vips(), server.forwarding());
    PlanPrinter.preview(out, plan, "start", "it is started already");
    return 0;
  }

  private int start() {
    Plan plan = shared.realServer().start(server.vips(), server.forwarding());
    PlanPrinter.print(out, plan);
    String already = plan.steps().isEmpty() ? " (it was started already)" : "";
    out.println("RealServer start OK: " + PlanPrinter.names(plan.vips()) + already);
    return 0;
  }

  /**
   * Changes nothing: a default route is how this host reaches everything, perhaps the person at
   * this terminal, and whoever configures the network at boot would put the former one back.
   */
  private int masquerading() {
    Status status = RealServer.masquerading(server.directors(), server.vips());
    for (Check check : status.ways()) {
      if (!check.ok()) {
        throw RealServerException.of(wrongRoute(check));
      }
    }
    for (VipStatus vip : status.vips()) {
      if (!vip.checks().stream().allMatch(Check::ok)) {
        throw RealServerException.of(
            vip.vip()
                + " is "
                + vip.checks().get(0).found()
                + " of this host: with masquerading it belongs to the directors alone; remove it"
                + " (jlvs-rs stop --vip "
                + vip.vip()
                + ", or ip addr del)");
      }
    }
    String through = "answers leave through " + PlanPrinter.names(server.directors());
    out.println(
        dryRun
            ? "RealServer start --dry-run; nothing to do (" + through + ")"
            : "RealServer start OK: " + through + "; nothing had to be changed");
    return 0;
  }

  private static String wrongRoute(Check check) {
    String ip = check.wanted().contains(":") ? "ip -6" : "ip";
    return "the default route is "
        + check.found()
        + ", so answers do not leave "
        + check.wanted()
        + ", and clients drop what comes from an address that they did not ask; jlvs-rs leaves it to"
        + " you to change the default route, which all else of this host depends on ("
        + ip
        + " route replace default "
        + check.wanted()
        + ", and in the configuration of the network)";
  }
}
