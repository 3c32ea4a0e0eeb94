// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.Inquiry;
import io.github.jlvs.rs.plan.Answers;
import io.github.jlvs.rs.plan.Answers.Verdict;
import io.github.jlvs.rs.plan.Vip;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the network who answers for virtual addresses. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the network of this host who has the virtual addresses, by ARP probes and neighbour"
          + " solicitations, for little more than a second, and shows each who answers.",
      "One may: the director that is master. Run it on any host of that network."
    },
    footer = {"", "Exit status: 0 one answers, 1 several, 3 nobody, 4 not known, 2 wrong use."})
final class CheckCommand implements Callable<Integer> {
  private static final Map<Verdict, Integer> EXIT =
      Map.of(Verdict.ONE, 0, Verdict.SEVERAL, 1, Verdict.NOBODY, 3);

  private final PrintStream out;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      required = true,
      description = "A virtual address, IPv4 or IPv6; may be repeated.")
  private List<Vip> vips = new ArrayList<>();

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Where to ask (default: in the networks of the addresses, else everywhere).")
  private Optional<String> interfaceName = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  CheckCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<Vip> once = List.copyOf(new LinkedHashSet<>(vips));
    List<Answers> all = Inquiry.ask(once, interfaceName);
    out.print(json ? AnswersText.json(all, once) : AnswersText.of(all, once));
    return EXIT.getOrDefault(Verdict.of(all, once), StatusCommand.UNKNOWN);
  }
}
