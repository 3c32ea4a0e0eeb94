// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table in memory that changes, and refuses, as the kernel's would: what a list of operations
 * comes to, found out without a kernel. What only the kernel knows (its schedulers, its interfaces)
 * is not refused here. Not thread-safe.
 *
 * <pre>{@code
 * TableEditor editor = TableEditor.of(ipvs.snapshot().table());
 * for (Operation operation : plan.operations()) {
 *   editor.apply(operation).ifPresent(errno -> System.out.println(errno + ": " + operation));
 * }
 * Table after = editor.table();
 * }</pre>
 */
public final class TableEditor {
  /** A service and its destinations, in the order of arrival. */
  private static final class Service {
    private VirtualService configuration;
    private final Map<DestinationId, Destination> destinations = new LinkedHashMap<>();

    Service(VirtualService configuration) {
      this.configuration = configuration;
    }
  }

  private final Map<ServiceId, Service> services = new LinkedHashMap<>();

  private TableEditor() {}

  /**
   * An editor that begins with a table.
   *
   * @param table the table; stays as it is
   * @return the editor
   */
  public static TableEditor of(Table table) {
    TableEditor editor = new TableEditor();
    for (Table.Entry entry : table.entries()) {
      Service service = new Service(entry.service());
      for (Destination destination : entry.destinations()) {
        service.destinations.put(destination.id(), destination);
      }
      editor.services.put(entry.id(), service);
    }
    return editor;
  }

  /**
   * Makes a change. Counters, timeouts and synchronisation daemons are no part of a table: their
   * operations change nothing, and are refused for a missing service alone.
   *
   * @param operation the change
   * @return empty when it is done; else the kernel's reason to refuse it, and nothing has changed:
   *     EEXIST, ESRCH (no such service), ENOENT (no such destination), or ERANGE (the lower
   *     threshold is above the upper one)
   */
  public Optional<Errno> apply(Operation operation) {
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
    } else if (!(change instanceof Operation.ZeroService)) {
      throw new IllegalStateException("a table cannot be changed by " + change);
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
      throw new IllegalStateException("destinations cannot be changed by " + change);
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

  /**
   * The table as it is now.
   *
   * @return a table that later changes leave alone
   */
  public Table table() {
    List<Table.Entry> entries = new ArrayList<>(services.size());
    for (Service service : services.values()) {
      entries.add(
          new Table.Entry(service.configuration, List.copyOf(service.destinations.values())));
    }
    return new Table(entries);
  }
}
