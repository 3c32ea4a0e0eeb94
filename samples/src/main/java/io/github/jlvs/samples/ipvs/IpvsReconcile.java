// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.ipvs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Brings this director's IPVS table to what a JSON file says, and prints the plan. */
public final class IpvsReconcile {
  public static void main(String[] arguments) {
    try (Ipvs ipvs = Ipvs.open()) {
      Table desired = table(new ObjectMapper().readTree(new File(arguments[0])));
      Reconciliation result = ipvs.reconcile(desired);
      System.out.print(result + "# " + result.changes() + " changes\n");
      System.exit(result.isComplete() ? 0 : 1);
    } catch (IOException | IllegalArgumentException | IpvsException e) {
      System.err.println("ipvs-reconcile: " + e.getMessage());
      System.exit(2);
    }
  }

  static Table table(JsonNode file) {
    List<Table.Entry> entries = new ArrayList<>();
    for (JsonNode service : list(file, "services")) {
      int port = Integer.parseInt(service.required("port").asText());
      ServiceId id = ServiceId.tcp(service.required("address").asText(), port);
      List<Destination> servers = new ArrayList<>();
      for (JsonNode server : list(service, "servers")) {
        int own = Integer.parseInt(server.required("port").asText());
        DestinationId at = DestinationId.of(server.required("address").asText(), own);
        boolean nat = server.path("masquerade").asBoolean();
        Forwarding way = nat ? Forwarding.MASQUERADE : Forwarding.DIRECT_ROUTE;
        servers.add(Destination.of(at, way, Integer.parseInt(server.path("weight").asText("1"))));
      }
      entries.add(
          new Table.Entry(VirtualService.of(id, service.path("scheduler").asText("wlc")), servers));
    }
    return new Table(entries);
  }

  private static JsonNode list(JsonNode in, String field) {
    if (in.required(field).isArray()) {
      return in.get(field);
    }
    throw new IllegalArgumentException(field + " must be a list, not " + in.get(field));
  }
}
