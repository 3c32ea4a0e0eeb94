// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What IPVS does with destinations, batches and whole tables. */
public abstract class DestinationsContract extends IpvsContract {
  /**
   * The contract of a kernel.
   *
   * @param kernel its table is emptied before each test
   */
  protected DestinationsContract(KernelUnderContract kernel) {
    super(kernel);
  }

  private static final DestinationId SERVER = DestinationId.of("10.0.0.1", 80);

  private static List<Destination> destinations() {
    Destination plain = Destination.of(SERVER, Forwarding.DIRECT_ROUTE, 1);
    return List.of(
        plain,
        plain.withWeight(0),
        plain.withWeight(Integer.MAX_VALUE),
        plain.withThresholds(200, 100),
        plain.withThresholds(4294967295L, 4294967295L),
        Destination.of(SERVER, Forwarding.MASQUERADE, 1),
        Destination.of(DestinationId.of("10.0.0.1", 8080), Forwarding.MASQUERADE, 1),
        Destination.of(DestinationId.of("127.0.0.1", 80), Forwarding.LOCAL, 1),
        Destination.of(SERVER, Forwarding.IPIP, 1),
        tunnel(new Encapsulation.Gue(6080, TunnelFlags.NO_CHECKSUM)),
        tunnel(new Encapsulation.Gue(65535, TunnelFlags.CHECKSUM)),
        tunnel(new Encapsulation.Gue(1, TunnelFlags.REMOTE_CHECKSUM)),
        tunnel(new Encapsulation.Gre(TunnelFlags.NO_CHECKSUM)),
        tunnel(new Encapsulation.Gre(TunnelFlags.CHECKSUM)),
        Destination.of(DestinationId.of("2001:db8::1", 80), Forwarding.IPIP, 1));
  }

  private static Destination tunnel(Encapsulation encapsulation) {
    return Destination.of(SERVER, new Forwarding.Tunnel(encapsulation), 1);
  }

  @Test
  void a_destination_is_listed_as_it_was_added() {
    ipvs().add(VirtualService.of(WEB, "wlc"));
    for (Destination destination : destinations()) {
      done(new Operation.AddDestination(WEB, destination));

      assertThat(ipvs().destinations(WEB))
          .satisfiesExactly(
              status -> {
                assertThat(status.destination()).isEqualTo(destination);
                assertThat(status.activeConnections()).isZero();
                assertThat(status.inactiveConnections()).isZero();
              });
      ipvs().delete(WEB, destination.id());
    }
  }

  @Test
  void a_destination_is_listed_as_it_was_edited() {
    ipvs().add(VirtualService.of(WEB, "wlc"));
    for (Destination destination : destinations()) {
      boolean sameFamily = destination.id().family() == WEB.family();
      Forwarding other =
          sameFamily
              ? Forwarding.MASQUERADE
              : new Forwarding.Tunnel(new Encapsulation.Gre(TunnelFlags.CHECKSUM));
      ipvs().add(WEB, Destination.of(destination.id(), other, 7).withThresholds(9, 8));
      done(new Operation.EditDestination(WEB, destination));

      assertThat(ipvs().destinations(WEB))
          .extracting(DestinationStatus::destination)
          .containsExactly(destination);
      ipvs().delete(WEB, destination.id());
    }
  }

  @Test
  void an_ipv6_service_has_ipv6_destinations_and_ipv4_ones_through_tunnels() {
    List<Destination> destinations =
        List.of(
            Destination.of(DestinationId.of("2001:db8::1", 443), Forwarding.DIRECT_ROUTE, 1),
            Destination.of(DestinationId.of("2001:db8::2", 8443), Forwarding.MASQUERADE, 2),
            Destination.of(DestinationId.of("2001:db8::3", 443), Forwarding.IPIP, 3),
            Destination.of(DestinationId.of("10.0.0.1", 443), Forwarding.IPIP, 4),
            Destination.of(
                DestinationId.of("10.0.0.2", 443),
                new Forwarding.Tunnel(new Encapsulation.Gue(6080, TunnelFlags.NO_CHECKSUM)),
                5));
    done(new Operation.AddService(VirtualService.of(WEB6, "rr")));
    destinations.forEach(each -> done(new Operation.AddDestination(WEB6, each)));

    assertThat(ipvs().destinations(WEB6))
        .extracting(DestinationStatus::destination)
        .containsExactlyInAnyOrderElementsOf(destinations);
  }

  @Test
  void marks_of_either_family_have_destinations_without_ports() {
    done(new Operation.AddService(VirtualService.of(ServiceId.mark(5), "rr")));
    done(new Operation.AddService(VirtualService.of(ServiceId.mark6(5), "rr")));
    Destination four = Destination.of(DestinationId.of("10.0.0.1", 0), Forwarding.DIRECT_ROUTE, 1);
    Destination six =
        Destination.of(DestinationId.of("2001:db8::1", 0), Forwarding.DIRECT_ROUTE, 1);
    done(new Operation.AddDestination(ServiceId.mark(5), four));
    done(new Operation.AddDestination(ServiceId.mark6(5), six));
    refused("EINVAL", new Operation.AddDestination(ServiceId.mark(5), six));

    assertThat(ipvs().destinations(ServiceId.mark(5)))
        .extracting(DestinationStatus::destination)
        .containsExactly(four);
    assertThat(ipvs().destinations(ServiceId.mark6(5)))
        .extracting(DestinationStatus::destination)
        .containsExactly(six);
  }

  @Test
  void the_same_server_on_two_ports_is_two_destinations() {
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    Destination first = Destination.of(SERVER, Forwarding.MASQUERADE, 1);
    Destination second = Destination.of(DestinationId.of("10.0.0.1", 81), Forwarding.MASQUERADE, 1);
    done(new Operation.AddDestination(WEB, first));
    done(new Operation.AddDestination(WEB, second));
    done(new Operation.DeleteDestination(WEB, first.id()));

    assertThat(ipvs().destinations(WEB))
        .extracting(DestinationStatus::destination)
        .containsExactly(second);
  }

  @Test
  void what_is_there_cannot_be_added_and_what_is_not_cannot_be_changed() {
    Destination destination = routed("10.0.0.1", 1);
    refused("ESRCH", new Operation.AddDestination(WEB, destination));
    refused("ESRCH", new Operation.EditDestination(WEB, destination));
    refused("ESRCH", new Operation.DeleteDestination(WEB, SERVER));
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    refused("ENOENT", new Operation.EditDestination(WEB, destination));
    refused("ENOENT", new Operation.DeleteDestination(WEB, SERVER));
    done(new Operation.AddDestination(WEB, destination));
    refused("EEXIST", new Operation.AddDestination(WEB, destination.withWeight(2)));
    done(new Operation.DeleteDestination(WEB, SERVER));
    refused("ENOENT", new Operation.DeleteDestination(WEB, SERVER));
    assertThat(ipvs().destinations(WEB)).isEmpty();
  }

  @Test
  void thresholds_upside_down_are_out_of_range() {
    Destination destination = routed("10.0.0.1", 1);
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    refused("ERANGE", new Operation.AddDestination(WEB, destination.withThresholds(1, 2)));
    done(new Operation.AddDestination(WEB, destination));
    refused("ERANGE", new Operation.EditDestination(WEB, destination.withThresholds(0, 1)));
  }

  @Test
  void an_address_that_is_not_unicast_is_invalid() {
    ipvs().add(VirtualService.of(WEB, "rr"));
    ipvs().add(VirtualService.of(WEB6, "rr"));
    for (String address : List.of("224.0.0.1", "239.255.255.255", "0.0.0.0", "255.255.255.255")) {
      refused("EINVAL", new Operation.AddDestination(WEB, routed(address, 1)));
    }
    for (String address : List.of("ff02::1", "::", "fe80::1", "::ffff:10.0.0.1")) {
      refused("EINVAL", new Operation.AddDestination(WEB6, routed(address, 1)));
    }
  }

  @Test
  void another_family_without_a_tunnel_and_gue_without_a_port_are_invalid() {
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    refused("EINVAL", new Operation.AddDestination(WEB, routed("2001:db8::1", 1)));
    refused(
        "EINVAL",
        new Operation.AddDestination(
            WEB, tunnel(new Encapsulation.Gue(0, TunnelFlags.NO_CHECKSUM))));
    Destination six = Destination.of(DestinationId.of("2001:db8::1", 80), Forwarding.IPIP, 1);
    done(new Operation.AddDestination(WEB, six));
    refused("EINVAL", new Operation.EditDestination(WEB, routed("2001:db8::1", 1)));
    done(new Operation.DeleteDestination(WEB, six.id()));
  }

  @Test
  void a_service_that_is_not_there_has_no_destinations() {
    assertThat(ipvs().destinations(WEB)).isEmpty();
  }

  @Test
  void five_thousand_destinations_come_whole_and_are_changed_in_batches() {
    List<Destination> servers =
        IntStream.range(0, 5000)
            .mapToObj(i -> routed("10.1." + i / 250 + "." + (1 + i % 250), i))
            .toList();
    List<Operation> additions = new ArrayList<>();
    additions.add(new Operation.AddService(VirtualService.of(WEB, "rr")));
    servers.forEach(each -> additions.add(new Operation.AddDestination(WEB, each)));
    assertThat(ipvs().apply(additions)).allMatch(outcome -> outcome instanceof Outcome.Done);
    compare();
    assertThat(ipvs().destinations(WEB))
        .extracting(DestinationStatus::destination)
        .containsExactlyInAnyOrderElementsOf(servers);

    List<Operation> removals = new ArrayList<>();
    for (Destination each : servers.subList(0, 2500)) {
      removals.add(new Operation.DeleteDestination(WEB, each.id()));
    }
    for (Destination each : servers.subList(2500, 5000)) {
      removals.add(new Operation.EditDestination(WEB, each.withWeight(7)));
    }
    assertThat(ipvs().apply(removals)).allMatch(outcome -> outcome instanceof Outcome.Done);
    compare();
    assertThat(ipvs().destinations(WEB))
        .hasSize(2500)
        .allMatch(status -> status.destination().weight() == 7);
  }

  @Test
  void in_a_batch_every_refusal_is_told_of_its_own_operation() {
    List<Operation> operations = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    operations.add(new Operation.AddDestination(WEB, routed("10.0.0.1", 1)));
    expected.add("ESRCH");
    operations.add(new Operation.AddService(VirtualService.of(WEB, "rr")));
    expected.add("done");
    for (int i = 0; i < 1000; i++) {
      boolean bad = i % 100 == 7;
      operations.add(
          new Operation.AddDestination(
              WEB, routed((bad ? "224.0." : "10.2.") + i / 250 + "." + (1 + i % 250), 1)));
      expected.add(bad ? "EINVAL" : "done");
    }
    operations.add(new Operation.AddService(VirtualService.of(WEB, "rr")));
    expected.add("EEXIST");

    List<Outcome> outcomes = ipvs().apply(operations);

    assertThat(outcomes).extracting(Outcome::operation).isEqualTo(operations);
    assertThat(outcomes)
        .extracting(
            outcome ->
                outcome instanceof Outcome.Refused refused
                    ? refused.cause().errno().name()
                    : outcome instanceof Outcome.Done ? "done" : "unknown")
        .isEqualTo(expected);
    compare();
  }

  @Test
  void a_batch_of_refusals_alone_larger_than_any_buffer_loses_none() {
    List<Operation> operations =
        IntStream.range(0, 5000)
            .<Operation>mapToObj(i -> new Operation.DeleteService(ServiceId.mark(1 + i)))
            .toList();

    assertThat(ipvs().apply(operations))
        .hasSize(5000)
        .allMatch(
            outcome ->
                outcome instanceof Outcome.Refused refused
                    && refused.cause().errno().name().equals("ESRCH"));
  }

  @Test
  void a_table_is_made_of_any_other_and_made_again_without_a_change() {
    Destination heavy = routed("10.0.0.1", 5);
    Table first =
        Table.of(
            Table.Entry.of(VirtualService.of(WEB, "rr"), routed("10.0.0.1", 1), heavyOn(81)),
            Table.Entry.of(VirtualService.of(ServiceId.mark(1), "rr")));
    Table second =
        Table.of(
            Table.Entry.of(
                VirtualService.of(WEB, "wlc").withPersistence(60), heavy, routed("10.0.0.2", 0)),
            Table.Entry.of(
                VirtualService.of(WEB6, "sh"),
                Destination.of(DestinationId.of("2001:db8::1", 443), Forwarding.MASQUERADE, 1)));
    for (Table wanted : List.of(first, second, first, Table.EMPTY, second)) {
      Reconciliation result = ipvs().reconcile(wanted);
      assertThat(result.failures()).isEmpty();
      assertThat(ipvs().snapshot().table()).isEqualTo(wanted);
      compare();
      assertThat(ipvs().reconcile(wanted).changes()).isZero();
    }
  }

  private static Destination heavyOn(int port) {
    return Destination.of(DestinationId.of("10.0.0.1", port), Forwarding.MASQUERADE, 9);
  }

  @Test
  void services_of_another_writer_survive_where_they_are_out_of_scope() {
    try (Ipvs other = open()) {
      other.add(VirtualService.of(ServiceId.mark(9), "rr"));
    }
    Table ours = Table.of(Table.Entry.of(VirtualService.of(WEB, "rr"), routed("10.0.0.1", 1)));
    Scope own = Scope.only(ours.serviceIds());
    ipvs().reconcile(ours, own);
    ipvs().reconcile(Table.EMPTY, own);
    compare();

    assertThat(ipvs().snapshot().table().serviceIds()).containsExactly(ServiceId.mark(9));
  }
}
