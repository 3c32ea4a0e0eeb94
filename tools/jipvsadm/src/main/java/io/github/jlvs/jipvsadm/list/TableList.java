// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.command.Command.Columns;
import java.net.Inet4Address;

/** ipvsadm's columns. */
final class TableList {
  private static final int SERVICE_WIDTH = 33;
  private static final int DESTINATION_WIDTH = 28;

  private final Output out;
  private final NameText names;
  private final Columns columns;
  private final boolean exact;

  TableList(Output out, NameText names, Columns columns, boolean exact) {
    this.out = out;
    this.names = names;
    this.columns = columns;
    this.exact = exact;
  }

  void titles() {
    out.text(
            switch (columns) {
              case PLAIN, TUNNELS -> "Prot LocalAddress:Port Scheduler Flags";
              case STATISTICS ->
                  "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes";
              case RATES ->
                  "Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS";
              case THRESHOLDS ->
                  "Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn ";
              case PERSISTENT_CONNECTIONS ->
                  "Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn ";
            })
        .line();
    out.text("  -> RemoteAddress:Port")
        .text(
            switch (columns) {
              case PLAIN -> "           Forward Weight ActiveConn InActConn";
              case TUNNELS -> "           Forward TunnelInfo    Weight ActiveConn InActConn";
              default -> "";
            })
        .line();
  }

  void service(ServiceStatus status) {
    String name = name(status.id());
    switch (columns) {
      case STATISTICS -> {
        out.left(name, SERVICE_WIDTH);
        statistics(status.statistics());
      }
      case RATES -> {
        out.left(name, SERVICE_WIDTH);
        Rates rates = status.rates();
        number(rates.connections());
        number(rates.incomingPackets());
        number(rates.outgoingPackets());
        number(rates.incomingBytes());
        number(rates.outgoingBytes());
      }
      default -> {
        out.text(name).character(' ');
        configuration(status.service());
      }
    }
    out.line();
  }

  void destination(ServiceId service, DestinationStatus status) {
    out.text("  -> ");
    String name = names.destination(service, status.id());
    if (status.id().address() instanceof Inet4Address && name.length() > DESTINATION_WIDTH) {
      name = name.substring(0, DESTINATION_WIDTH);
    }
    out.left(name, DESTINATION_WIDTH);
    switch (columns) {
      case STATISTICS -> statistics(status.statistics());
      case RATES -> {
        Rates rates = status.rates();
        plain(rates.connections());
        plain(rates.incomingPackets());
        plain(rates.outgoingPackets());
        number(rates.incomingBytes());
        number(rates.outgoingBytes());
      }
      case THRESHOLDS -> {
        column(status.destination().upperThreshold(), 10);
        column(status.destination().lowerThreshold(), 10);
        connections(status);
      }
      case PERSISTENT_CONNECTIONS -> {
        column(status.destination().weight(), 9);
        column(status.persistentConnections(), 11);
        connections(status);
      }
      default -> {
        Forwarding forwarding = status.destination().forwarding();
        out.character(' ').left(forwarding.toString(), 7);
        if (columns == Columns.TUNNELS) {
          String tunnel =
              forwarding instanceof Forwarding.Tunnel t ? t.encapsulation().toString() : "n/a";
          out.character(' ').left(tunnel, 13);
        }
        column(status.destination().weight(), 6);
        connections(status);
      }
    }
    out.line();
  }

  private String name(ServiceId id) {
    if (id instanceof ServiceId.FirewallMark mark) {
      // ipvsadm prints the mark as a signed number.
      return "FWM  " + (int) mark.mark() + (mark.family().bits() == 128 ? " IPv6" : "");
    }
    ServiceId.Address address = (ServiceId.Address) id;
    String protocol = address.protocol().name();
    String name =
        protocol + " ".repeat(Math.max(0, 4 - protocol.length())) + ' ' + names.service(address);
    return address.address() instanceof Inet4Address && name.length() > SERVICE_WIDTH
        ? name.substring(0, SERVICE_WIDTH)
        : name;
  }

  private void configuration(VirtualService service) {
    out.text(service.scheduler());
    flags(service);
    if (service.persistence().isPresent()) {
      Persistence persistence = service.persistence().get();
      out.text(" persistent ").text(Long.toString(persistence.timeoutSeconds()));
      if (!persistence.netmask().isHost()) {
        out.text(" mask ").text(persistence.netmask().toString());
      }
      if (service.persistenceEngine().isPresent()) {
        out.text(" pe ").text(service.persistenceEngine().get());
      }
    }
    if (service.onePacket()) {
      out.text(" ops");
    }
  }

  /** A third flag of the schedulers sh and mh has no name, and ipvsadm leaves its place empty. */
  private void flags(VirtualService service) {
    ServiceFlags flags = service.flags();
    int three =
        flags.bits()
            & ServiceFlags.SCHEDULER_1
                .with(ServiceFlags.SCHEDULER_2)
                .with(ServiceFlags.SCHEDULER_3)
                .bits();
    if (three == 0) {
      return;
    }
    String scheduler = service.scheduler();
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    ServiceFlags shown = named ? flags.without(ServiceFlags.SCHEDULER_3) : flags;
    out.text(" (").text(String.join(",", shown.schedulerFlagNames(scheduler))).character(')');
  }

  private void statistics(Statistics statistics) {
    number(statistics.connections());
    number(statistics.incomingPackets());
    number(statistics.outgoingPackets());
    number(statistics.incomingBytes());
    number(statistics.outgoingBytes());
  }

  private void connections(DestinationStatus status) {
    column(status.activeConnections(), 10);
    column(status.inactiveConnections(), 10);
  }

  private void number(long value) {
    if (exact) {
      LargeNumber.exact(out, value);
    } else {
      LargeNumber.shortened(out, value);
    }
  }

  private void plain(long value) {
    out.character(' ').right(Long.toUnsignedString(value), 8);
  }

  private void column(long value, int width) {
    out.character(' ').left(Long.toString(value), width);
  }
}
