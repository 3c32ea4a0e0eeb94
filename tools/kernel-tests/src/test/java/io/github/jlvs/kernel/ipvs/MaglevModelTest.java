// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.MaglevTable;
import io.github.jlvs.ipvs.MaglevTable.Member;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.UdpFlow;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the kernel's scheduler mh sends flows, and where {@link MaglevTable} says it does. */
@KernelTest
class MaglevModelTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FLOWS = 240;
  private static final int SERVERS = 5;
  private static final ServiceFlags PORT = ServiceFlags.MH_PORT;
  private static final ServiceFlags BOTH = PORT.with(ServiceFlags.MH_FALLBACK);

  /** The addresses of a family. */
  private record Addresses(AddressFamily family, String prefix, String clients) {
    String virtual() {
      return prefix + "90";
    }

    DestinationId server(int number, int port) {
      return DestinationId.of(prefix + (number + 1), port);
    }
  }

  private static final Addresses IPV4 = new Addresses(AddressFamily.IPV4, "10.1.80.", "10.1.80.");
  private static final Addresses IPV6 =
      new Addresses(AddressFamily.IPV6, "2001:db8:80::", "2001:db8:80::c:");

  private record Edit(int who, int weight) {}

  /**
   * How a service came about.
   *
   * @param weights those with which its destinations are added
   * @param edits weights that they are given afterwards
   * @param backwards whether the last destination is added first
   */
  private record Course(
      String name,
      ServiceFlags flags,
      List<Integer> weights,
      List<Edit> edits,
      boolean backwards) {}

  private static final List<Course> COURSES =
      List.of(
          course("equal weights", BOTH, List.of(1, 1, 1, 1, 1)),
          new Course("added the other way round", BOTH, List.of(1, 1, 1, 1, 1), List.of(), true),
          course("weights", BOTH, List.of(7, 3, 100, 64, 1)),
          course("weights with a divisor", BOTH, List.of(100, 300, 50, 50, 200)),
          course("beyond six bits", BOTH, List.of(6400, 1, 900, 2147483647, 65536)),
          course("weight 0, fallback", BOTH, List.of(1, 2, 1, 3, 1), edit(1, 0), edit(3, 0)),
          course("weight 0, no fallback", PORT, List.of(1, 2, 1, 3, 1), edit(1, 0), edit(3, 0)),
          course("never a weight", BOTH, List.of(1, 0, 1, 1, 1)),
          course("a weight for a moment", BOTH, List.of(1, 0, 1, 1, 1), edit(1, 4), edit(1, 0)),
          course("a weight changed", BOTH, List.of(1, 1, 1, 1, 1), edit(2, 9)),
          course(
              "nobody left",
              BOTH,
              List.of(1, 1, 1, 1, 1),
              edit(0, 0),
              edit(1, 0),
              edit(2, 0),
              edit(3, 0),
              edit(4, 0)),
          course("nobody ever", BOTH, List.of(0, 0, 0, 0, 0)),
          course("by address alone", ServiceFlags.MH_FALLBACK, List.of(1, 1, 1, 1, 1), edit(0, 0)));

  private static Edit edit(int who, int weight) {
    return new Edit(who, weight);
  }

  private static Course course(
      String name, ServiceFlags flags, List<Integer> weights, Edit... edits) {
    return new Course(name, flags, weights, List.of(edits), false);
  }

  @Test
  void the_model_sends_each_flow_where_the_kernel_sends_it(Network network) {
    Host director = network.host("director", "10.1.80.91/24", "2001:db8:80::91/64");
    Host client = network.host("client", "10.1.80.62/24", "2001:db8:80::62/64");
    prepare(director, client);
    int compared = 0;
    int refused = 0;
    Map<ServiceId, Map<UdpFlow, DestinationId>> all = new LinkedHashMap<>();
    try (Ipvs ipvs = IpvsadmsView.open(director)) {
      for (Addresses addresses : List.of(IPV4, IPV6)) {
        int port = 5300;
        for (Course course : COURSES) {
          ServiceId.Address service = ServiceId.udp(addresses.virtual(), port);
          MaglevTable model = make(ipvs, service, addresses, course, port);
          List<UdpFlow> flows = flows(addresses);
          Map<UdpFlow, DestinationId> predicted = UdpFlow.predicted(model, flows, course.flags());
          UdpFlow.send(client, flows, service);
          Await.until(
              "the flows of " + course.name(),
              SOON,
              () -> UdpFlow.seen(ipvs, service).size() >= predicted.size());

          assertThat(UdpFlow.seen(ipvs, service))
              .as("%s: %s", service, course.name())
              .isEqualTo(predicted);
          compared += flows.size();
          refused += flows.size() - predicted.size();
          all.put(service, predicted);
          port++;
        }
      }
      // What was sent before has come by now: whoever was refused is not there later either.
      all.forEach(
          (service, predicted) -> assertThat(UdpFlow.seen(ipvs, service)).isEqualTo(predicted));
      assertThat(refused).isGreaterThan(2 * 2 * FLOWS);
    }
    System.out.printf(
        "scheduler mh, flow by flow: compared %d, equal %1$d, intended differences 0, skipped 0"
            + " (%d of them refused by both)%n",
        compared, refused);
  }

  private static void prepare(Host director, Host client) {
    StringBuilder there = new StringBuilder();
    for (Addresses addresses : List.of(IPV4, IPV6)) {
      String flags = addresses.family() == AddressFamily.IPV6 ? "/128 nodad" : "/32";
      there.append("ip addr add %s%s dev enp0s3%n".formatted(addresses.virtual(), flags));
      for (int i = 0; i < SERVERS; i++) {
        String server = IpAddresses.format(addresses.server(i, 0).address());
        there.append(
            "ip neigh add %s lladdr 02:00:00:00:99:0%d dev enp0s3 nud permanent%n"
                .formatted(server, i));
      }
    }
    director.sh(there.toString());
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      more.append("ip addr add 10.1.80.%d/24 dev enp0s3%n".formatted(150 + i));
      more.append("ip addr add 2001:db8:80::c:%d/64 dev enp0s3 nodad%n".formatted(150 + i));
    }
    client.sh(more.toString());
  }

  /** Makes the service, and what the model makes of the same. */
  private static MaglevTable make(
      Ipvs ipvs, ServiceId service, Addresses addresses, Course course, int port) {
    ipvs.add(VirtualService.of(service, "mh").withFlags(course.flags()));
    Map<Integer, Member> members = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      int who = course.backwards() ? SERVERS - 1 - i : i;
      int weight = course.weights().get(who);
      ipvs.add(service, server(addresses, who, port, weight));
      members.put(who, new Member(addresses.server(who, port), weight, weight > 0));
      order.add(who);
    }
    for (Edit edit : course.edits()) {
      ipvs.edit(service, server(addresses, edit.who(), port, edit.weight()));
      members.computeIfPresent(
          edit.who(),
          (who, before) ->
              new Member(
                  before.id(),
                  edit.weight() > 0 ? edit.weight() : before.lastWeight(),
                  edit.weight() > 0));
    }
    Collections.reverse(order);
    List<DestinationId> newestFirst =
        ipvs.destinations(service).stream().map(status -> status.destination().id()).toList();
    assertThat(newestFirst)
        .isEqualTo(order.stream().map(who -> addresses.server(who, port)).toList());
    return MaglevTable.of(
        addresses.family(),
        newestFirst.stream()
            .map(
                id ->
                    members.values().stream()
                        .filter(m -> m.id().equals(id))
                        .findFirst()
                        .orElseThrow())
            .toList());
  }

  private static Destination server(Addresses addresses, int who, int port, int weight) {
    return Destination.of(addresses.server(who, port), Forwarding.DIRECT_ROUTE, weight);
  }

  /** Several of each of several clients. */
  private static List<UdpFlow> flows(Addresses addresses) {
    List<UdpFlow> flows = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      flows.add(new UdpFlow(addresses.clients() + (150 + i % 60), 20_000 + 131 * i));
    }
    return flows;
  }
}
