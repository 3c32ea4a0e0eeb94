// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.help.HelpText;
import io.github.jlvs.jipvsadm.list.Lists;
import io.github.jlvs.jipvsadm.list.Watch;
import io.github.jlvs.jipvsadm.rules.DryRun;

/** Does what one command asks for, but for those that read a file of others. */
public final class Execution {
  private static final String VERSION =
      "ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)";

  private final Session session;
  private final Ipvs ipvs;
  private final Console console;

  /**
   * Works on the session's table.
   *
   * @param session what commands work with
   */
  public Execution(Session session) {
    this.session = session;
    this.ipvs = session.ipvs();
    this.console = session.console();
  }

  /** Prints the version that is followed: its first word is what scripts look at. */
  static int version(Console console) {
    console.out().text(VERSION).line();
    return ExitStatus.OK;
  }

  static int help(Console console) {
    HelpText.print(console.out());
    return ExitStatus.OK;
  }

  /**
   * Does it.
   *
   * @return the exit status
   * @throws ExitException where the whole program ends with this, though it be a line of a file
   */
  public int run(Command command) {
    if (command instanceof Command.Change change) {
      return change.dryRun()
          ? new DryRun(ipvs.snapshot().table(), console).run(change.operation(), "")
          : change(change);
    }
    if (command instanceof Command.Impossible impossible) {
      console.tell(impossible.message());
      return ExitStatus.REFUSED;
    }
    if (command instanceof Command.Help) {
      throw new ExitException(help(console), "");
    }
    if (command instanceof Command.Version) {
      throw new ExitException(version(console), "");
    }
    list(command);
    return ExitStatus.OK;
  }

  private int change(Command.Change change) {
    Operation operation = change.operation();
    try {
      ipvs.execute(operation);
      return ExitStatus.OK;
    } catch (IpvsException e) {
      if (KernelText.notPermitted(e)) {
        throw KernelText.end(e);
      }
      console.tell(KernelText.of(operation, e));
      return ExitStatus.REFUSED;
    }
  }

  private void list(Command command) {
    Lists lists = new Lists(session);
    if (command instanceof Command.ListTable table) {
      if (table.watchSeconds().isPresent()) {
        new Watch(session).run(table);
      } else if (!lists.table(table)) {
        throw new ExitException(
            ExitStatus.NOT_LISTED,
            "No such service: " + table.service().map(Object::toString).orElse(""));
      }
    } else if (command instanceof Command.ListConnections connections) {
      // The kernel shows connections to everybody; ipvsadm does not.
      Permission.require(ipvs);
      lists.connections(connections);
    } else if (command instanceof Command.ListTimeouts timeouts) {
      lists.timeouts(timeouts.json());
    } else if (command instanceof Command.ListDaemons daemons) {
      lists.daemons(daemons.json());
    } else if (command instanceof Command.Save save) {
      lists.save(save);
    } else {
      throw new IllegalStateException("this command is not for one table: " + command);
    }
  }
}
