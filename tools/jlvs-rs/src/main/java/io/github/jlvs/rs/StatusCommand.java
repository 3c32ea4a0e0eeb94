// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.RealServer;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.Status.Verdict;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how far this host is a real server. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows each thing that makes a real server, and whether it is there.",
      "Without --vip it is about all virtual addresses that are found."
    },
    footer = {"", "Exit status: 0 complete, 1 partly, 3 stopped, 4 not known, 2 wrong use."})
final class StatusCommand implements Callable<Integer> {
  /** As the Linux Standard Base has it for the status action of an init script. */
  private static final Map<Verdict, Integer> EXIT =
      Map.of(Verdict.COMPLETE, 0, Verdict.PARTLY, 1, Verdict.STOPPED, 3);

  /** The same source's number for a status that could not be found out. */
  static final int UNKNOWN = 4;

  private final PrintStream out;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private SharedOptions shared = new SharedOptions();

  StatusCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    server.refuseHalves();
    Status status =
        server.masquerading()
            ? RealServer.masquerading(server.directors(), server.vips())
            : shared.realServer().status(server.vips(), server.forwarding());
    out.print(json ? StatusJson.of(status) : StatusText.of(status));
    return EXIT.getOrDefault(status.verdict(), UNKNOWN);
  }
}
