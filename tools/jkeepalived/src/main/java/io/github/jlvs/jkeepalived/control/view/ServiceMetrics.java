// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.override.StateWord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Virtual services, and what of them is in the kernel's table. */
final class ServiceMetrics {
  private final ActualTable table;
  private final List<ServerView> services;

  private final List<KnownLabels.OfService> labels;
  private final List<OverrideViews.Meant> overrides;
  private final Exposition out;

  /**
   * Writes nothing yet.
   *
   * @param labels those of the services, in their order
   */
  ServiceMetrics(
      Seen seen, List<ServerView> services, List<KnownLabels.OfService> labels, Exposition out) {
    this.table = seen.actual();
    this.services = services;
    this.labels = labels;
    this.overrides = OverrideViews.all(seen);
    this.out = out;
  }

  void write() {
    out.family(
            "jlvs_ipvs_readable", Kind.GAUGE, "Whether the kernel's table could be read just now.")
        .with(table.refusal().isEmpty());
    Family quorum = out.family("jlvs_quorum", Kind.GAUGE, "1 while the quorum stands.");
    for (int i = 0; i < services.size(); i++) {
      quorum.sample(services.get(i).status().quorumStands() ? 1 : 0, labels.get(i).name());
    }
    pools();
    overrides();
    table();
  }

  private void pools() {
    Family pools = out.family("jlvs_pool_servers", Kind.GAUGE, "Real servers, by state.");
    Map<ServerView.Pool, Labels> states = new EnumMap<>(ServerView.Pool.class);
    for (ServerView.Pool pool : ServerView.Pool.values()) {
      states.put(pool, Labels.of("state", pool.name().toLowerCase(Locale.ROOT)));
    }
    for (int i = 0; i < services.size(); i++) {
      ServerView service = services.get(i);
      Labels of = labels.get(i).name();
      Map<ServerView.Pool, Integer> counts = service.pools();
      states.forEach((pool, state) -> pools.sample(counts.getOrDefault(pool, 0), of, state));
    }
  }

  private void overrides() {
    Family all = out.family("jlvs_overrides", Kind.GAUGE, "What operators have decided, by state.");
    for (StateWord word : StateWord.values()) {
      long count =
          overrides.stream().filter(each -> StateWord.of(each.override().state()) == word).count();
      all.with(count, "state", word.text());
    }
  }

  /** What the kernel has counted for an address of a virtual service. */
  private record Counted(Labels labels, Statistics statistics) {}

  private void table() {
    List<Counted> all = counted();
    Family connections =
        out.family("jlvs_ipvs_service_connections_total", Kind.COUNTER, "Connections scheduled.");
    for (Counted each : all) {
      connections.sample(each.statistics().connections(), each.labels());
    }
    Labels in = Labels.of("direction", "in");
    Labels to = Labels.of("direction", "out");
    Family packets =
        out.family("jlvs_ipvs_service_packets_total", Kind.COUNTER, "Packets of a service.");
    each(all, packets, Statistics::incomingPackets, in);
    each(all, packets, Statistics::outgoingPackets, to);
    Family octets = out.family("jlvs_ipvs_service_bytes_total", Kind.COUNTER, "Their octets.");
    each(all, octets, Statistics::incomingBytes, in);
    each(all, octets, Statistics::outgoingBytes, to);
  }

  private List<Counted> counted() {
    List<Counted> all = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      List<VirtualService> addresses = services.get(i).setup().services();
      for (int k = 0; k < addresses.size(); k++) {
        ActualTable.Actual entry = table.services().get(addresses.get(k).id());
        if (entry != null) {
          Labels of = labels.get(i).addresses().get(k);
          all.add(new Counted(of, entry.status().statistics()));
        }
      }
    }
    return all;
  }

  private static void each(
      List<Counted> all, Family family, ToLongFunction<Statistics> value, Labels more) {
    for (Counted each : all) {
      family.sample(value.applyAsLong(each.statistics()), each.labels(), more);
    }
  }
}
