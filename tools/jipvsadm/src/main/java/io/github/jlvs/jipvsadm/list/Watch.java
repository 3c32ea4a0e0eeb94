// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.EndException;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.names.Names;
import java.net.Inet4Address;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A live table: configuration, connections and rates together, drawn again and again until the
 * program is interrupted or nobody reads it any more. On a terminal it fills the screen and is cut
 * at its edges; elsewhere one table follows the other with an empty line between.
 */
public final class Watch {
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K";
  private static final String END_OF_SCREEN = "\u001b[J";

  private final Ipvs ipvs;
  private final NameText numbers = new NameText(Optional.empty());
  private final Names names;
  private final Console console;

  /**
   * Watches a table.
   *
   * @param ipvs the kernel's table
   * @param names looks names up where they are wanted
   * @param console the standard streams
   */
  public Watch(Ipvs ipvs, Names names, Console console) {
    this.ipvs = ipvs;
    this.names = names;
    this.console = console;
  }

  /** Watches until the thread is interrupted, or writing fails. */
  public void run(Command.ListTable command) {
    int seconds = command.watchSeconds().orElse(2);
    NameText text = command.style().numeric() ? numbers : new NameText(Optional.of(names));
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Screen screen = console.screen() ? Screen.ofTerminal() : Screen.UNBOUNDED;
        draw(command, text, screen);
        console.out().flush();
        Thread.sleep(seconds * 1000L);
      }
    } catch (InterruptedException whoeverWatchesHasSeenEnough) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw(Command.ListTable command, NameText text, Screen screen) {
    Page page = new Page(console.out(), screen, console.screen());
    List<ServiceStatus> services =
        command.service().isPresent()
            ? ipvs.service(command.service().get()).stream().toList()
            : ipvs.services();
    if (command.service().isPresent() && services.isEmpty()) {
      throw new EndException(ExitStatus.NOT_LISTED, "No such service: " + command.service().get());
    }
    page.line(
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
            + "  services: "
            + services.size()
            + "  every "
            + command.watchSeconds().orElse(2)
            + " s, from the kernel's estimate over the last seconds");
    page.line("Prot LocalAddress:Port Scheduler Flags");
    page.line(
        "  -> RemoteAddress:Port           Forward Weight Active InAct"
            + "       CPS    InPPS   OutPPS    InBPS   OutBPS");
    for (ServiceStatus service : ReferenceOrder.services(services)) {
      if (page.isFull()) {
        break;
      }
      page.line(service(service, text));
      for (DestinationStatus destination :
          ReferenceOrder.destinations(ipvs.destinations(service.id()))) {
        page.line(destination(service.id(), destination, text));
      }
    }
    page.end();
  }

  private static String service(ServiceStatus status, NameText text) {
    ServiceId id = status.id();
    String name =
        id instanceof ServiceId.Address address
            ? address.protocol() + " " + text.service(address)
            : id.toString();
    String line = name + " " + status.service().scheduler();
    return left(line, 60) + rates(status.rates());
  }

  private static String destination(ServiceId id, DestinationStatus status, NameText text) {
    String name = text.destination(id, status.id().address(), status.id().port());
    if (status.id().address() instanceof Inet4Address && name.length() > 28) {
      name = name.substring(0, 28);
    }
    return "  -> "
        + left(name, 28)
        + " "
        + left(status.destination().forwarding().toString(), 7)
        + " "
        + left(Integer.toString(status.destination().weight()), 6)
        + " "
        + left(Long.toString(status.activeConnections()), 6)
        + " "
        + left(Long.toString(status.inactiveConnections()), 5)
        + rates(status.rates());
  }

  private static String rates(Rates rates) {
    return number(rates.connections())
        + number(rates.incomingPackets())
        + number(rates.outgoingPackets())
        + number(rates.incomingBytes())
        + number(rates.outgoingBytes());
  }

  private static String number(long value) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    Output out = new Output(bytes);
    LargeNumber.shortened(out, value);
    out.flush();
    return bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String left(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** One drawing. */
  private static final class Page {
    private final Output out;
    private final Screen screen;
    private final boolean terminal;
    private int lines;

    Page(Output out, Screen screen, boolean terminal) {
      this.out = out;
      this.screen = screen;
      this.terminal = terminal;
      if (terminal) {
        out.text(HOME);
      }
    }

    boolean isFull() {
      return lines >= screen.lines() - 1;
    }

    void line(String text) {
      if (isFull()) {
        return;
      }
      lines++;
      out.text(text.length() > screen.columns() ? text.substring(0, screen.columns()) : text);
      out.text(terminal ? END_OF_LINE : "").line();
    }

    void end() {
      if (terminal) {
        out.text(END_OF_SCREEN);
      } else {
        out.line();
      }
    }
  }
}
