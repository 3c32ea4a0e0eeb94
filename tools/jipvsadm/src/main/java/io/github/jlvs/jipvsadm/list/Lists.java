// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Session;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.command.Command.Style;
import io.github.jlvs.jipvsadm.names.Names;
import java.util.List;
import java.util.Optional;

/** Reads the kernel's table and prints it, a service at a time. */
public final class Lists {
  private final Ipvs ipvs;
  private final Names names;
  private final Output out;

  /**
   * Prints lists of the session's table.
   *
   * @param session what it works with
   */
  public Lists(Session session) {
    this.ipvs = session.ipvs();
    this.names = session.names();
    this.out = session.console().out();
  }

  /**
   * Prints services and their destinations.
   *
   * @return false where there is no such service; nothing is printed then
   */
  public boolean table(Command.ListTable command) {
    Style style = command.style();
    Optional<ServiceId> only = command.service();
    List<ServiceStatus> services =
        only.isPresent() ? ipvs.service(only.get()).stream().toList() : ipvs.services();
    if (only.isPresent() && services.isEmpty()) {
      return false;
    }
    if (style.json()) {
      json(only.isPresent(), ordered(services, true));
      return true;
    }
    if (only.isEmpty()) {
      out.text(ipvs.info().toString()).line();
    }
    TableList list = new TableList(out, nameText(style), command.columns(), style.exact());
    list.titles();
    for (ServiceStatus service : ordered(services, style.sorted())) {
      list.service(service);
      for (DestinationStatus destination : destinations(service, style.sorted())) {
        list.destination(service.id(), destination);
      }
    }
    return true;
  }

  private void json(boolean one, List<ServiceStatus> services) {
    try (JsonList json = new JsonList(out)) {
      if (!one) {
        json.info(ipvs.info());
      }
      json.beginArray("services");
      for (ServiceStatus service : services) {
        json.beginService(service);
        for (DestinationStatus destination : destinations(service, true)) {
          json.destination(destination);
        }
        json.endService();
      }
      json.endArray();
    }
  }

  /** Prints connections, in the kernel's order. */
  public void connections(Command.ListConnections command) {
    if (command.style().json()) {
      try (JsonList json = new JsonList(out)) {
        json.beginArray("connections");
        if (command.service().isPresent()) {
          ipvs.eachConnection(command.service().get(), json::connection);
        } else {
          ipvs.eachConnection(json::connection);
        }
        json.endArray();
      }
      return;
    }
    ConnectionList list = new ConnectionList(out, nameText(command.style()), command.engineData());
    list.titles();
    if (command.service().isPresent()) {
      ipvs.eachConnection(command.service().get(), list::connection);
    } else {
      ipvs.eachConnection(list::connection);
    }
  }

  /** Prints the timeouts of idle connections. */
  public void timeouts(boolean asJson) {
    if (!asJson) {
      out.text(ipvs.timeouts().toString()).line();
      return;
    }
    try (JsonList json = new JsonList(out)) {
      json.timeouts(ipvs.timeouts());
    }
  }

  /** Prints the synchronisation daemons. */
  public void daemons(boolean asJson) {
    List<SyncDaemon> daemons = ipvs.daemons();
    if (!asJson) {
      for (SyncDaemon daemon : daemons) {
        out.text(daemon.toString()).line();
      }
      return;
    }
    try (JsonList json = new JsonList(out)) {
      json.beginArray("daemons");
      daemons.forEach(json::daemon);
      json.endArray();
    }
  }

  /** Prints the table as rules. */
  public void save(Command.Save command) {
    SaveList list =
        new SaveList(out, new NameText(command.numeric() ? Optional.empty() : Optional.of(names)));
    for (ServiceStatus service : ordered(ipvs.services(), true)) {
      list.service(service.service());
      for (DestinationStatus destination : destinations(service, true)) {
        list.destination(service.service(), destination.destination());
      }
    }
  }

  private NameText nameText(Style style) {
    return new NameText(style.numeric() ? Optional.empty() : Optional.of(names));
  }

  private static List<ServiceStatus> ordered(List<ServiceStatus> services, boolean sorted) {
    return sorted ? ReferenceOrder.services(services) : services;
  }

  private List<DestinationStatus> destinations(ServiceStatus service, boolean sorted) {
    List<DestinationStatus> destinations = ipvs.destinations(service.id());
    return sorted ? ReferenceOrder.destinations(destinations) : destinations;
  }
}
