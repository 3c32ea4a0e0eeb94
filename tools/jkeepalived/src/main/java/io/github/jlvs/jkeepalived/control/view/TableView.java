// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.lvs.DesiredTable;
import io.github.jlvs.jkeepalived.override.ServiceName;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.jkeepalived.snapshot.TableReport;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel's table beside what the daemon wants in it.
 *
 * @param rows every service that is there or is wanted, those of the daemon first
 * @param differences what would make the table of now the one that is wanted, as ipvsadm's lines;
 *     nothing of services that the daemon does not want: these may be somebody else's
 */
record TableView(List<Row> rows, List<String> differences) {
  /**
   * A service.
   *
   * @param service as it is wanted, else as it is there
   * @param owner the virtual server it is of; none: somebody else's
   * @param inTable whether it is there
   */
  record Row(
      VirtualService service, Optional<String> owner, boolean inTable, List<Server> servers) {}

  /**
   * A destination of it.
   *
   * @param desired as it is wanted
   * @param actual as it is there
   */
  record Server(Optional<Destination> desired, Optional<DestinationStatus> actual) {
    Destination either() {
      return actual.map(DestinationStatus::destination).or(() -> desired).orElseThrow();
    }
  }

  static TableView of(Seen seen) {
    Map<ServiceId, String> owners = new HashMap<>();
    Table desired = desired(seen, owners);
    Map<ServiceId, Table.Entry> wanted = new LinkedHashMap<>();
    desired.entries().forEach(entry -> wanted.put(entry.id(), entry));
    Table found = found(seen.actual());
    List<Row> rows = new ArrayList<>();
    for (Table.Entry entry : desired.entries()) {
      rows.add(
          row(
              entry.service(),
              Optional.ofNullable(owners.get(entry.id())),
              Optional.of(entry),
              Optional.ofNullable(seen.actual().services().get(entry.id()))));
    }
    for (Table.Entry entry : found.entries()) {
      if (!wanted.containsKey(entry.id())) {
        rows.add(
            row(
                entry.service(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(seen.actual().services().get(entry.id()))));
      }
    }
    List<String> differences =
        seen.actual().refusal().isPresent()
            ? List.of()
            : desired.diff(found, Scope.only(Set.of())).operations().stream()
                .map(Operation::toString)
                .toList();
    return new TableView(List.copyOf(rows), differences);
  }

  /** With the real servers that drain before they leave. */
  private static Table desired(Seen seen, Map<ServiceId, String> owners) {
    Optional<ServerReport> report = seen.snapshot().servers().map(Dated::report);
    if (report.isEmpty()) {
      return Table.EMPTY;
    }
    Map<VirtualServerName, List<DesiredDestination>> health = new HashMap<>();
    for (VirtualServerStatus status : report.get().statuses()) {
      health.put(status.name(), status.desired());
    }
    for (VirtualServerSetup setup : report.get().setups()) {
      setup.services().forEach(each -> owners.put(each.id(), ServiceName.of(setup.name())));
    }
    Map<ServiceId, List<Destination>> leaving =
        seen.snapshot().table().map(Dated::report).map(TableReport::leaving).orElse(Map.of());
    Table table =
        new DesiredTable().of(report.get().setups(), name -> health.getOrDefault(name, List.of()));
    return new Table(
        table.entries().stream()
            .map(entry -> with(entry, leaving.getOrDefault(entry.id(), List.of())))
            .toList());
  }

  /** One that was wanted again since that was written is not there twice. */
  private static Table.Entry with(Table.Entry entry, List<Destination> leaving) {
    List<Destination> all = new ArrayList<>(entry.destinations());
    leaving.stream().filter(each -> entry.find(each.id()).isEmpty()).forEach(all::add);
    return new Table.Entry(entry.service(), all);
  }

  private static Table found(ActualTable actual) {
    return new Table(
        actual.services().values().stream()
            .map(
                each ->
                    new Table.Entry(
                        each.status().service(),
                        each.destinations().values().stream()
                            .map(DestinationStatus::destination)
                            .toList()))
            .toList());
  }

  private static Row row(
      VirtualService service,
      Optional<String> owner,
      Optional<Table.Entry> wanted,
      Optional<ActualTable.Actual> there) {
    Map<DestinationId, Destination> desired = new LinkedHashMap<>();
    wanted.ifPresent(entry -> entry.destinations().forEach(each -> desired.put(each.id(), each)));
    Map<DestinationId, DestinationStatus> actual =
        there.map(ActualTable.Actual::destinations).orElse(Map.of());
    Set<DestinationId> ids = new LinkedHashSet<>(desired.keySet());
    there.map(TableView::inOrder).orElse(List.of()).forEach(ids::add);
    return new Row(
        service,
        owner,
        there.isPresent(),
        ids.stream()
            .map(
                id ->
                    new Server(
                        Optional.ofNullable(desired.get(id)), Optional.ofNullable(actual.get(id))))
            .toList());
  }

  private static List<DestinationId> inOrder(ActualTable.Actual there) {
    List<Destination> destinations =
        there.destinations().values().stream().map(DestinationStatus::destination).toList();
    return new Table.Entry(there.status().service(), destinations)
        .destinations().stream().map(Destination::id).toList();
  }

  static Body json(Seen seen) {
    TableView view = of(seen);
    return Json.object(
        json ->
            json.moment("time", seen.now())
                .moment("asOf", seen.snapshot().servers().map(Dated::when))
                .text("tableUnreadable", seen.actual().refusal())
                .objects("services", view.rows, TableView::service)
                .texts("differences", view.differences)
                .texts(
                    "failures",
                    seen.snapshot()
                        .table()
                        .map(each -> each.report().failures())
                        .orElse(List.of())));
  }

  private static void service(Json json, Row row) {
    json.text("service", row.owner)
        .text("protocol", ServiceViews.protocol(row.service.id()))
        .text("address", ServiceViews.address(row.service.id()))
        .text("scheduler", row.service.scheduler())
        .flag("inTable", row.inTable)
        .objects("destinations", row.servers, TableView::server);
  }

  private static void server(Json json, Server server) {
    Optional<DestinationStatus> actual = server.actual;
    json.text("address", server.either().id().toString())
        .text("forwarding", server.either().forwarding().toString())
        .object(
            "weight",
            inside ->
                inside
                    .number("desired", server.desired.map(Destination::weight))
                    .number("actual", actual.map(each -> each.destination().weight())))
        .object(
            "connections",
            inside ->
                inside
                    .number("active", actual.map(DestinationStatus::activeConnections))
                    .number("inactive", actual.map(DestinationStatus::inactiveConnections)));
  }
}
