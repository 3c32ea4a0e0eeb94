// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DesiredTableTest {

  @Test
  void health_says_which_servers_and_weights_and_the_configuration_says_how() {
    Table.Entry entry =
        entry(
            """
            lb_kind NAT
            real_server 10.0.1.1 8080 {
              weight 5
              uthreshold 20
              lthreshold 10
            }
            real_server 10.0.1.2 8080 {
              lvs_method TUN
            }
            real_server 10.0.1.3 8080 {
            }
            """,
            server -> List.of(real(server, 0, 0), real(server, 1, 1)));

    assertThat(entry.destinations())
        .containsExactly(
            Destination.of(DestinationId.of("10.0.1.1", 8080), Forwarding.MASQUERADE, 0)
                .withThresholds(20, 10),
            Destination.of(DestinationId.of("10.0.1.2", 80), Forwarding.IPIP, 1));
  }

  @Test
  void without_translation_a_destination_has_the_services_port() {
    Table.Entry entry =
        entry(
            "lb_kind DR\nsorry_server 10.0.1.1 8080\nreal_server 10.0.1.2 80 {\n}\n",
            server -> List.of(sorry(server, 1)));

    assertThat(entry.destinations())
        .containsExactly(
            Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.DIRECT_ROUTE, 1));
  }

  /** keepalived #1431, #2368: nearly everybody writes a port, and means that of the check. */
  @Test
  void one_mark_stands_for_several_ports_so_only_translation_has_one() {
    VirtualServerSetup marked =
        marked(
            """
            lb_kind DR
            sorry_server 10.0.1.9 80
            real_server 10.0.1.1 80 {
            }
            real_server 10.0.1.2 443 {
              lvs_method TUN
            }
            real_server 10.0.1.3 8081 {
              lvs_method NAT
            }
            real_server 10.0.1.4 {
              lvs_method NAT
            }
            """);

    Table.Entry entry =
        only(
            marked,
            List.of(
                real(marked.checks(), 0, 1),
                real(marked.checks(), 1, 2),
                real(marked.checks(), 2, 3),
                real(marked.checks(), 3, 4),
                sorry(marked.checks(), 5)));

    assertThat(entry.destinations())
        .containsExactly(
            Destination.of(DestinationId.of("10.0.1.1", 0), Forwarding.DIRECT_ROUTE, 1),
            Destination.of(DestinationId.of("10.0.1.2", 0), Forwarding.IPIP, 2),
            Destination.of(DestinationId.of("10.0.1.3", 8081), Forwarding.MASQUERADE, 3),
            Destination.of(DestinationId.of("10.0.1.4", 0), Forwarding.MASQUERADE, 4),
            Destination.of(DestinationId.of("10.0.1.9", 0), Forwarding.DIRECT_ROUTE, 5));
  }

  @Test
  void a_check_of_a_marked_server_connects_to_the_port_that_is_written() {
    VirtualServerSetup marked =
        marked(
            "lb_kind DR\nreal_server 10.0.1.1 8443 {\nTCP_CHECK {\nfwmark 9\nbind_if lo\n}\n}\n");

    Transport.Tcp transport =
        ((TcpProbe) marked.checks().realServers().get(0).checks().get(0).probe()).transport();

    assertThat(transport.remote().getPort()).isEqualTo(8443);
    assertThat(transport.firewallMark()).isEqualTo(9);
    assertThat(transport.device()).contains("lo");
  }

  @Test
  void in_a_group_each_service_has_its_own_port_and_the_same_servers() {
    VirtualServerSetup group =
        only(
            """
            virtual_server_group G {
              10.0.0.1 80
              10.0.0.2-3 81
              fwmark 5
            }
            virtual_server group G {
              protocol TCP
              lb_kind DR
              sorry_server 10.0.1.9 99
              real_server 10.0.1.1 80 {
              }
              real_server 10.0.1.2 {
              }
              real_server 10.0.1.3 8080 {
                lvs_method NAT
              }
            }
            """);
    VirtualServer checks = group.checks();

    List<Table.Entry> entries =
        new DesiredTable()
            .entries(group, List.of(real(checks, 0, 1), real(checks, 1, 2), real(checks, 2, 3)));

    assertThat(entries)
        .extracting(entry -> entry.id() + ": " + ids(entry))
        .containsExactly(
            "TCP 10.0.0.1:80: [10.0.1.1:80, 10.0.1.2:80, 10.0.1.3:8080]",
            "TCP 10.0.0.2:81: [10.0.1.1:81, 10.0.1.2:81, 10.0.1.3:8080]",
            "TCP 10.0.0.3:81: [10.0.1.1:81, 10.0.1.2:81, 10.0.1.3:8080]",
            "FWM 5: [10.0.1.1:0, 10.0.1.2:0, 10.0.1.3:8080]");
    assertThat(new DesiredTable().entries(group, List.of(sorry(checks, 1))))
        .extracting(entry -> entry.destinations().get(0).id())
        .containsExactly(
            DestinationId.of("10.0.1.9", 80),
            DestinationId.of("10.0.1.9", 81),
            DestinationId.of("10.0.1.9", 81),
            DestinationId.of("10.0.1.9", 0));
  }

  private static List<DestinationId> ids(Table.Entry entry) {
    return entry.destinations().stream().map(Destination::id).toList();
  }

  private static VirtualServerSetup marked(String lines) {
    return only("virtual_server fwmark 7 {\n" + lines + "}\n");
  }

  private static VirtualServerSetup only(String text) {
    return ConfigurationReader.read("t.conf", text)
        .configuration()
        .orElseThrow()
        .virtualServers()
        .get(0);
  }

  @Test
  void what_differs_in_its_port_alone_is_one_destination_with_the_greatest_weight() {
    VirtualServerSetup marked =
        marked(
            """
            lb_kind DR
            real_server 10.0.1.1 80 {
            }
            real_server 10.0.1.1 81 {
            }
            real_server 10.0.1.1 82 {
            }
            """);

    Table.Entry entry =
        only(
            marked,
            List.of(
                real(marked.checks(), 0, 3),
                real(marked.checks(), 1, 7),
                real(marked.checks(), 2, 5)));

    assertThat(entry.destinations()).extracting(Destination::weight).containsExactly(7);
  }

  @Test
  void a_server_that_is_not_of_the_virtual_server_is_refused() {
    VirtualServerSetup marked = marked("lb_kind DR\nreal_server 10.0.1.1 80 {\n}\n");
    RealServer stranger = RealServer.of(ServiceAddress.tcp("10.0.1.2", 80), 1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new DesiredTable().entries(marked, List.of(new DesiredDestination(stranger, 1))))
        .withMessageContaining("10.0.1.2");
  }

  @Test
  void the_sorry_server_has_its_own_method_although_a_real_server_has_its_address() {
    Table.Entry entry =
        entry(
            """
            lb_kind NAT
            sorry_server 10.0.1.1 80
            sorry_server_lvs_method DR
            real_server 10.0.1.1 80 {
              uthreshold 20
            }
            """,
            server -> List.of(sorry(server, 1)));

    assertThat(entry.destinations())
        .containsExactly(
            Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.DIRECT_ROUTE, 1));
  }

  @Test
  void a_service_has_its_scheduler_flags_and_persistence() {
    Table.Entry entry =
        entry(
            """
            lb_kind DR
            lb_algo mh
            mh-port
            persistence_timeout 90
            persistence_granularity 255.255.255.0
            real_server 10.0.1.1 80 {
            }
            """,
            server -> List.of());

    assertThat(entry.id()).isEqualTo(ServiceId.tcp("10.0.0.1", 80));
    assertThat(entry.service().scheduler()).isEqualTo("mh");
    assertThat(entry.service().flags().contains(ServiceFlags.SCHEDULER_2)).isTrue();
    assertThat(entry.service().flags().contains(ServiceFlags.ONE_PACKET)).isFalse();
    assertThat(entry.service().persistence().orElseThrow().timeoutSeconds()).isEqualTo(90);
    assertThat(entry.destinations()).isEmpty();
  }

  @Test
  void with_stateless_failover_each_server_is_known_by_the_weight_that_it_has_when_it_is_up() {
    String lines =
        """
        lb_kind DR
        %s
        real_server 10.0.1.1 80 {
          weight 5
        }
        real_server 10.0.1.2 80 {
          weight 0
        }
        """;
    Function<VirtualServer, List<DesiredDestination>> health =
        server ->
            List.of(new DesiredDestination(server.realServers().get(0), 0, 5), real(server, 1, 0));

    Table.Entry stable = entry(lines.formatted("stateless_failover"), health);

    assertThat(stable.destinations()).extracting(Destination::weight).containsOnly(0);
    assertThat(stable.rows().orElseThrow().weights())
        .containsOnly(
            Map.entry(DestinationId.of("10.0.1.1", 80), 5),
            Map.entry(DestinationId.of("10.0.1.2", 80), 1));
    assertThat(entry(lines.formatted("lb_algo mh"), health).rows()).isEmpty();
  }

  @Test
  void a_virtual_server_of_which_health_knows_nothing_is_a_service_without_destinations() {
    Table.Entry entry = entry("lb_kind NAT\nreal_server 10.0.1.1 80 {\n}\n", server -> List.of());

    assertThat(entry.destinations()).isEmpty();
  }

  private static Table.Entry only(VirtualServerSetup server, List<DesiredDestination> health) {
    List<Table.Entry> entries = new DesiredTable().entries(server, health);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private static Table.Entry entry(
      String lines, Function<VirtualServer, List<DesiredDestination>> health) {
    String text = "virtual_server 10.0.0.1 80 {\nprotocol TCP\n" + lines + "}\n";
    List<VirtualServerSetup> servers =
        ConfigurationReader.read("t.conf", text).configuration().orElseThrow().virtualServers();
    VirtualServer checks = servers.get(0).checks();
    return new DesiredTable().of(servers, name -> health.apply(checks)).entries().get(0);
  }

  private static DesiredDestination real(VirtualServer of, int index, int weight) {
    return new DesiredDestination(of.realServers().get(index), weight);
  }

  private static DesiredDestination sorry(VirtualServer of, int weight) {
    return new DesiredDestination(of.sorryServer().orElseThrow(), weight);
  }
}
