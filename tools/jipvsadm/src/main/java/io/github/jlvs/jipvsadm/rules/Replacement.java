// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Plan;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.Execution;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.KernelText;
import io.github.jlvs.jipvsadm.Permission;
import io.github.jlvs.jipvsadm.Session;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.command.Command.ExitPolicy;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes the kernel's table what a file says, or tells how it differs. What is as the file says is
 * not touched, so its connections live, and at no moment is the table empty.
 */
public final class Replacement {
  private final Session session;
  private final Ipvs ipvs;
  private final Console console;

  /**
   * Works on the session's table.
   *
   * @param session what it works with
   */
  public Replacement(Session session) {
    this.session = session;
    this.ipvs = session.ipvs();
    this.console = session.console();
  }

  /**
   * Replaces the table by the rules of standard input, if all of them can be understood.
   *
   * @param command whether it is a dry run, and which refusals decide the exit status
   * @return the exit status
   */
  public int replace(Command.Replace command) {
    Permission.require(ipvs);
    RulesToTable desired = read(console.in(), Console.STANDARD_INPUT);
    if (desired.unusable() != ExitStatus.OK) {
      console.tell("nothing was changed");
      return desired.unusable();
    }
    if (command.dryRun()) {
      return dryRun(command.policy(), desired);
    }
    Execution execution = new Execution(session);
    int last = desired.last();
    boolean anyRefused = desired.anyRefused();
    for (Outcome failure : ipvs.reconcile(desired.table()).failures()) {
      long line = desired.lineOf(failure.operation()).orElse(0L);
      tell(failure, line);
      anyRefused = true;
      if (line == desired.lastLine()) {
        last = ExitStatus.REFUSED;
      }
    }
    for (Command other : desired.others()) {
      last = execution.run(other);
      anyRefused |= last != ExitStatus.OK;
    }
    return status(command.policy(), last, anyRefused);
  }

  private int dryRun(ExitPolicy policy, RulesToTable desired) {
    print(desired.table().diff(ipvs.snapshot(), Scope.everything()));
    int last = desired.last();
    boolean anyRefused = desired.anyRefused();
    DryRun dryRun = new DryRun(desired.table(), console);
    for (Command other : desired.others()) {
      // Lists and the like change nothing, and are left out.
      last =
          other instanceof Command.Change change
              ? dryRun.run(change.operation(), "")
              : ExitStatus.OK;
      anyRefused |= last != ExitStatus.OK;
    }
    return status(policy, last, anyRefused);
  }

  private static int status(ExitPolicy policy, int last, boolean anyRefused) {
    boolean hidden = last == ExitStatus.OK && anyRefused;
    return hidden && policy == ExitPolicy.ANY_REFUSAL ? ExitStatus.REFUSED : last;
  }

  private void tell(Outcome failure, long line) {
    IpvsException cause =
        failure instanceof Outcome.Refused refused
            ? refused.cause()
            : ((Outcome.Unknown) failure).cause();
    console.tell(
        (line == 0 ? "" : "line " + line + ": ") + KernelText.of(failure.operation(), cause));
  }

  /**
   * Tells the changes that would make the table what a file says.
   *
   * @param rules the file
   * @param file what messages call it
   * @return 0 where there are none, 1 where there are some, 2 where the file is no good
   */
  public int diff(InputStream rules, String file) {
    RulesToTable desired = read(rules, file);
    if (desired.unusable() != ExitStatus.OK || desired.anyRefused()) {
      return ExitStatus.MISUSE;
    }
    if (!desired.others().isEmpty()) {
      console.tell("only services and real servers are compared: the file has other commands");
      return ExitStatus.MISUSE;
    }
    Plan plan = desired.table().diff(ipvs.snapshot(), Scope.everything());
    print(plan);
    return plan.isEmpty() ? ExitStatus.OK : ExitStatus.DIFFERENT;
  }

  private RulesToTable read(InputStream rules, String file) {
    RulesToTable desired = new RulesToTable(console);
    try {
      desired.read(new RuleFile(rules, session.names(), console));
    } catch (IOException e) {
      throw RuleFile.unreadable(file, e);
    }
    return desired;
  }

  private void print(Plan plan) {
    for (Operation operation : plan.operations()) {
      console.out().text(operation.toString()).line();
    }
  }
}
