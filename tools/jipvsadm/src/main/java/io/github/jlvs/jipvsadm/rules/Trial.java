// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.linux.Errno;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table in memory that changes, and refuses, as the kernel's would. What only the kernel knows
 * (its schedulers, its interfaces) is not refused here. Not for several threads.
 */
final class Trial {
  /** A service and its destinations, in the order of arrival. */
  private static final class Service {
    private VirtualService configuration;
    private final Map<DestinationId, Destination> destinations = new LinkedHashMap<>();

    Service(VirtualService configuration) {
      this.configuration = configuration;
    }
  }

  private final Map<ServiceId, Service> services = new LinkedHashMap<>();

  /** A trial that begins with a table. */
  static Trial of(Table table) {
    Trial trial = new Trial();
    for (Table.Entry entry : table.entries()) {
      Service service = new Service(entry.service());
      for (Destination destination : entry.destinations()) {
        service.destinations.put(destination.id(), destination);
      }
      trial.services.put(entry.id(), service);
    }
    return trial;
  }

  /** Makes a change, or tells why the kernel would not. */
  Optional<Errno> apply(Operation operation) {
    if (operation instanceof Operation.Flush) {
      services.clear();
      return Optional.empty();
    }
    if (!(operation instanceof Operation.OfService change)) {
      return Optional.empty();
    }
    Service service = services.get(change.serviceId());
    if (change instanceof Operation.AddService add) {
      if (service != null) {
        return Optional.of(Errno.EEXIST);
      }
      services.put(add.serviceId(), new Service(add.service()));
      return Optional.empty();
    }
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    if (change instanceof Operation.EditService edit) {
      service.configuration = edit.service();
    } else if (change instanceof Operation.DeleteService) {
      services.remove(change.serviceId());
    } else if (change instanceof Operation.OfDestination ofDestination) {
      return destination(service, ofDestination);
    }
    return Optional.empty();
  }

  private static Optional<Errno> destination(Service service, Operation.OfDestination change) {
    boolean there = service.destinations.containsKey(change.destinationId());
    if (change instanceof Operation.DeleteDestination) {
      service.destinations.remove(change.destinationId());
      return there ? Optional.empty() : Optional.of(Errno.ENOENT);
    }
    Destination wanted;
    if (change instanceof Operation.AddDestination add) {
      wanted = add.destination();
    } else if (change instanceof Operation.EditDestination edit) {
      wanted = edit.destination();
    } else {
      return Optional.empty();
    }
    // In the kernel's order: thresholds are looked at first.
    if (wanted.lowerThreshold() > wanted.upperThreshold()) {
      return Optional.of(Errno.ERANGE);
    }
    if (there == change instanceof Operation.AddDestination) {
      return Optional.of(there ? Errno.EEXIST : Errno.ENOENT);
    }
    service.destinations.put(wanted.id(), wanted);
    return Optional.empty();
  }

  /** What the table is by now. */
  Table table() {
    List<Table.Entry> entries = new ArrayList<>(services.size());
    for (Service service : services.values()) {
      entries.add(
          new Table.Entry(service.configuration, List.copyOf(service.destinations.values())));
    }
    return new Table(entries);
  }
}
