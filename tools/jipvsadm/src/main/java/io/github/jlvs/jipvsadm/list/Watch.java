// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitException;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Session;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.names.Names;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A live table: connections and rates, shown again and again until the user or the reader has seen
 * enough. On a terminal it has the screen; elsewhere one table follows the other with an empty line
 * between.
 */
public final class Watch {
  private final Ipvs ipvs;
  private final Names names;
  private final Console console;

  /**
   * Watches the session's table.
   *
   * @param session what it works with
   */
  public Watch(Session session) {
    this.ipvs = session.ipvs();
    this.names = session.names();
    this.console = session.console();
  }

  /** Watches until the user or the reader has left, or the thread is interrupted. */
  public void run(Command.ListTable command) {
    int seconds = command.watchSeconds().orElse(2);
    NameText text = new NameText(command.style().numeric() ? Optional.empty() : Optional.of(names));
    try {
      if (console.terminal()) {
        onTerminal(command, text, seconds);
      } else {
        intoPipe(command, text, seconds);
      }
    } catch (InterruptedException whoeverWatchesHasSeenEnough) {
      Thread.currentThread().interrupt();
    }
  }

  private void onTerminal(Command.ListTable command, NameText text, int seconds)
      throws InterruptedException {
    // Where there is nothing to be shown, the screen stays as it is.
    List<ServiceStatus> unused = services(command);
    try (Terminal terminal = new Terminal(console.out())) {
      do {
        terminal.show(frame(command, seconds, "  q: quit", text, terminal.screen()));
      } while (terminal.waitForNext(seconds));
    }
  }

  private void intoPipe(Command.ListTable command, NameText text, int seconds)
      throws InterruptedException {
    Output out = console.out();
    while (true) {
      for (String line : frame(command, seconds, "", text, Screen.UNBOUNDED)) {
        out.text(line).line();
      }
      out.line().flush();
      Thread.sleep(seconds * 1000L);
    }
  }

  private static String heading(Command.ListTable command, int seconds) {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
        + command.service().map(id -> "  " + id).orElse("")
        + "  every "
        + seconds
        + " s";
  }

  private List<String> frame(
      Command.ListTable command, int seconds, String hint, NameText text, Screen screen) {
    List<ServiceStatus> services = ReferenceOrder.services(services(command));
    return LiveFrame.of(
        heading(command, seconds) + "  services: " + services.size() + hint,
        services,
        id -> ReferenceOrder.destinations(ipvs.destinations(id)),
        text,
        screen);
  }

  private List<ServiceStatus> services(Command.ListTable command) {
    if (command.service().isEmpty()) {
      return ipvs.services();
    }
    List<ServiceStatus> services = ipvs.service(command.service().get()).stream().toList();
    if (services.isEmpty()) {
      throw new ExitException(ExitStatus.NOT_LISTED, "No such service: " + command.service().get());
    }
    return services;
  }
}
