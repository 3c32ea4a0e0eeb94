// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.jipvsadm.Output;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One picture of the live table: as many lines as the screen has, cut at its right edge. Where it
 * is too narrow for everything, names and rates are left.
 */
final class LiveFrame {
  private static final int NAME_WIDTH = 28;
  private static final String ARROW = "  -> ";
  private static final String RATES = "      CPS    InPPS   OutPPS    InBPS   OutBPS";

  /** What stands between the name and the rates. */
  private static final String STATE = " Forward Weight Active InAct";

  private final Screen screen;
  private final NameText names;
  private final boolean narrow;
  private final List<String> lines = new ArrayList<>();

  private LiveFrame(Screen screen, NameText names) {
    this.screen = screen;
    this.names = names;
    this.narrow = screen.columns() < ARROW.length() + NAME_WIDTH + STATE.length() + RATES.length();
  }

  /**
   * The lines of a picture.
   *
   * @param heading the first line
   * @param services in their order
   * @param destinations those of a service, in their order; asked as long as there is room
   * @param names writes names or numbers
   * @param screen how much room there is
   */
  static List<String> of(
      String heading,
      List<ServiceStatus> services,
      Function<ServiceId, List<DestinationStatus>> destinations,
      NameText names,
      Screen screen) {
    LiveFrame frame = new LiveFrame(screen, names);
    frame.line(heading);
    frame.line("Prot LocalAddress:Port Scheduler");
    String title = left(ARROW + "RemoteAddress:Port", ARROW.length() + NAME_WIDTH);
    frame.line(title + (frame.narrow ? "" : STATE) + RATES);
    for (int i = 0; i < services.size(); i++) {
      List<String> rows = frame.rows(services.get(i), destinations);
      int room = screen.lines() - frame.lines.size();
      boolean last = i == services.size() - 1;
      if (rows.size() > room || (rows.size() == room && !last)) {
        int shown = Math.max(0, Math.min(rows.size(), room - 1));
        rows.subList(0, shown).forEach(frame::line);
        int below = services.size() - 1 - i;
        frame.line(hidden(shown == 0 ? 0 : rows.size() - shown, shown == 0 ? below + 1 : below));
        break;
      }
      rows.forEach(frame::line);
    }
    return frame.lines;
  }

  private static String hidden(int lines, int services) {
    return "  ... hidden: "
        + (lines == 0 ? "" : "lines " + lines)
        + (lines == 0 || services == 0 ? "" : ", ")
        + (services == 0 ? "" : "services " + services);
  }

  private void line(String text) {
    if (lines.size() < screen.lines()) {
      lines.add(text.length() > screen.columns() ? text.substring(0, screen.columns()) : text);
    }
  }

  private List<String> rows(
      ServiceStatus service, Function<ServiceId, List<DestinationStatus>> destinations) {
    List<String> rows = new ArrayList<>();
    service(service, rows);
    for (DestinationStatus destination : destinations.apply(service.id())) {
      destination(service.id(), destination, rows);
    }
    return rows;
  }

  private void service(ServiceStatus status, List<String> rows) {
    ServiceId id = status.id();
    String name =
        id instanceof ServiceId.Address address
            ? address.protocol() + " " + names.service(address)
            : id.toString();
    int width = ARROW.length() + NAME_WIDTH + (narrow ? 0 : STATE.length());
    String line = name + " " + status.service().scheduler();
    if (line.length() > width) {
      rows.add(line);
      line = "";
    }
    rows.add(left(line, width) + rates(status.rates()));
  }

  /** A name that is too long, of an IPv6 address, has a line of its own. */
  private void destination(ServiceId service, DestinationStatus status, List<String> rows) {
    String name = names.destination(service, status.id());
    if (status.id().address() instanceof Inet4Address && name.length() > NAME_WIDTH) {
      name = name.substring(0, NAME_WIDTH);
    }
    String state =
        " "
            + left(status.destination().forwarding().toString(), 7)
            + " "
            + left(Integer.toString(status.destination().weight()), 6)
            + " "
            + left(Long.toString(status.activeConnections()), 6)
            + " "
            + left(Long.toString(status.inactiveConnections()), 5);
    String values = (narrow ? "" : state) + rates(status.rates());
    if (name.length() > NAME_WIDTH) {
      rows.add(ARROW + name);
      rows.add(" ".repeat(ARROW.length() + NAME_WIDTH) + values);
    } else {
      rows.add(ARROW + left(name, NAME_WIDTH) + values);
    }
  }

  private static String rates(Rates rates) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    LargeNumber.shortened(out, rates.connections());
    LargeNumber.shortened(out, rates.incomingPackets());
    LargeNumber.shortened(out, rates.outgoingPackets());
    LargeNumber.shortened(out, rates.incomingBytes());
    LargeNumber.shortened(out, rates.outgoingBytes());
    out.flush();
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String left(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
