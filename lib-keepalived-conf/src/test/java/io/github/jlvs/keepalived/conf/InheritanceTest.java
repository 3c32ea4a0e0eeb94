// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.DepoolThreshold;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.InitialState;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a block leaves out comes from the block around it, and at last from keepalived's defaults.
 */
class InheritanceTest {

  @Test
  void a_check_that_says_nothing_has_the_defaults_of_keepalived() {
    VirtualServerSetup server = server("real_server 10.0.0.3 80 {", "TCP_CHECK {", "}", "}");

    assertThat(check(server).policy()).isEqualTo(CheckPolicy.DEFAULT);
  }

  @Test
  void the_innermost_word_counts_and_order_within_a_block_does_not() {
    VirtualServerSetup server =
        server(
            "real_server 10.0.0.3 80 {",
            "  TCP_CHECK {",
            "    retry 3",
            "  }",
            "  retry 2",
            "  delay_before_retry 2",
            "}",
            "delay_loop 6",
            "retry 7",
            "delay_before_retry 7",
            "connect_timeout 7.5",
            "alpha",
            "warmup 0");

    assertThat(check(server).policy())
        .isEqualTo(
            CheckPolicy.every(Duration.ofSeconds(6))
                .withWarmup(Duration.ZERO)
                .withConnectTimeout(Duration.ofMillis(7500))
                .withRetry(3, Duration.ofSeconds(2))
                .withAlpha(true));
  }

  @Test
  void a_check_connects_where_it_is_told_to() {
    VirtualServerSetup server =
        server(
            "real_server 10.0.0.3 80 {",
            "TCP_CHECK {",
            "connect_ip 10.0.0.4",
            "connect_port 8080",
            "bindto 10.0.0.9",
            "bind_port 1024",
            "bind_if eth7",
            "fwmark 4294967295",
            "log_all_failures",
            "}",
            "}");

    assertThat(((TcpProbe) check(server).probe()).transport())
        .isEqualTo(
            new Transport.Tcp(
                socket("10.0.0.4", 8080),
                Optional.of(socket("10.0.0.9", 1024)),
                Optional.of("eth7"),
                0xffff_ffff));
  }

  @Test
  void a_check_that_names_a_port_alone_comes_from_whatever_address_the_kernel_chooses() {
    VirtualServerSetup server =
        server(
            "real_server 10.0.0.3 80 {",
            "TCP_CHECK {",
            "connect_ip 2001:db8::1",
            "bind_port 99",
            "}",
            "}");

    assertThat(((TcpProbe) check(server).probe()).transport())
        .isEqualTo(
            new Transport.Tcp(
                socket("2001:db8::1", 80), Optional.of(socket("::", 99)), Optional.empty(), 0));
  }

  @Test
  void the_checks_of_a_virtual_server_may_rest_without_its_address_but_not_without_a_mark() {
    assertThat(server("ha_suspend").suspendedWithout())
        .containsExactly(IpAddresses.literal("10.0.0.1"));
    assertThat(server().suspendedWithout()).isEmpty();

    ReadResult marked =
        ConfigurationReader.read(
            "t.conf",
            """
            virtual_server fwmark 7 {
              lb_algo rr
              lb_kind NAT
              ha_suspend
              real_server 10.0.0.2 80 {
              }
            }
            """);
    assertThat(marked.configuration().orElseThrow().virtualServers().get(0).suspendedWithout())
        .isEmpty();
    assertThat(marked.diagnostics())
        .extracting(Diagnostic::toString)
        .contains(
            "t.conf:4:3: warning: 'ha_suspend' goes by the virtual server's address, and a firewall"
                + " mark has none: ignored");
  }

  @Test
  void a_real_server_drains_as_its_virtual_server_says_or_itself() {
    VirtualServerSetup server =
        server(
            "drain 30",
            "real_server 10.0.0.3 80 {",
            "  drain 0",
            "}",
            "real_server 10.0.0.4 80 {",
            "  drain 60",
            "}");

    assertThat(server.checks().realServers())
        .extracting(real -> server.drain(real).toSeconds())
        .containsExactly(30L, 0L, 60L);
    assertThat(server().drains()).isEmpty();
  }

  @Test
  void a_real_server_takes_weight_method_and_inhibition_from_its_virtual_server() {
    VirtualServerSetup server =
        server(
            "weight 5",
            "inhibit_on_failure",
            "real_server 10.0.0.3 80 {",
            "  weight 0",
            "  lvs_method DR",
            "  inhibit_on_failure off",
            "  uthreshold 20",
            "  lthreshold 10",
            "  notify_up \"/bin/up now\"",
            "  notify_down /bin/down",
            "}");

    RealServer first = RealServer.of(ServiceAddress.tcp("10.0.0.2", 80), 5);
    RealServer second = RealServer.of(ServiceAddress.tcp("10.0.0.3", 80), 0);
    assertThat(server.checks().realServers())
        .containsExactly(first.withInhibitOnFailure(true), second);
    assertThat(server.destinations())
        .containsOnly(
            Map.entry(
                first.withInhibitOnFailure(true),
                Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.MASQUERADE, 5)),
            Map.entry(
                second,
                Destination.of(DestinationId.of("10.0.0.3", 80), Forwarding.DIRECT_ROUTE, 0)
                    .withThresholds(20, 10)));
    assertThat(server.serverScripts())
        .containsOnly(
            Map.entry(
                second.address(),
                new UpDownScripts(
                    Optional.of(command("/bin/up", "now")), Optional.of(command("/bin/down")))));
  }

  @Test
  void a_virtual_server_has_quorum_persistence_and_a_sorry_server() {
    VirtualServerSetup server =
        server(
            "quorum 3",
            "weight 4",
            "hysteresis 2",
            "depool_threshold 34%",
            "quorum_up /bin/up",
            "quorum_down /bin/down",
            "omega",
            "sh-port",
            "sh-fallback",
            "persistence_timeout",
            "persistence_granularity 255.255.255.0",
            "persistence_engine sip",
            "sorry_server 10.0.0.7 81",
            "sorry_server_inhibit");

    assertThat(server.checks().quorum()).isEqualTo(3);
    assertThat(server.checks().hysteresis()).isEqualTo(2);
    assertThat(server.checks().depoolThreshold()).isEqualTo(new DepoolThreshold(34));
    assertThat(server.quorumScripts().up()).contains(command("/bin/up"));
    assertThat(server.quorumScripts().down()).contains(command("/bin/down"));
    assertThat(server.checks().omega()).isTrue();
    assertThat(server.services().get(0).flags())
        .isEqualTo(ServiceFlags.SCHEDULER_1.with(ServiceFlags.SCHEDULER_2));
    assertThat(server.services().get(0).persistence())
        .contains(new Persistence(360, Netmask.prefix(AddressFamily.IPV4, 24)));
    assertThat(server.services().get(0).persistenceEngine()).contains("sip");
    SorryServer sorry = new SorryServer(ServiceAddress.tcp("10.0.0.7", 81), true);
    assertThat(server.checks().sorryServer()).contains(sorry);
    assertThat(server.destination(sorry, 1, 80))
        .isEqualTo(Destination.of(DestinationId.of("10.0.0.7", 81), Forwarding.MASQUERADE, 1));
  }

  @Test
  void a_firewall_mark_has_the_family_of_its_real_servers() {
    String text =
        """
        virtual_server fwmark 4294967295 {
          lvs_sched wlc
          lvs_method DR
          real_server 2001:db8::1 80 {
          }
        }
        """;

    ReadResult result = ConfigurationReader.read("t.conf", text);

    assertThat(besidesNotDone(result)).isEmpty();
    VirtualServerSetup server = result.configuration().orElseThrow().virtualServers().get(0);
    assertThat(server.services().get(0).id())
        .isEqualTo(new ServiceId.FirewallMark(0xffff_ffffL, AddressFamily.IPV6));
    assertThat(server.checks().realServers())
        .extracting(real -> real.address().protocol())
        .containsExactly(IpProtocol.IP);
  }

  @Test
  void an_instance_takes_what_it_leaves_out_from_global_defs_wherever_they_stand() {
    String text =
        """
        vrrp_instance V1 {
          virtual_router_id 3
          garp_master_repeat 2
          virtual_ipaddress { 10.0.0.1/24 brd + scope host label eth9:1
            10.0.0.2 dev eth1 }
          priority 254
        }
        global_defs {
          default_interface eth9
          vrrp_garp_master_repeat 7
          vrrp_garp_master_delay 1.5
          vrrp_garp_lower_prio_repeat 0
          vrrp_down_timer_adverts 4
          vrrp_skip_check_adv_addr
          checker_log_all_failures yes
          script_user nobody nogroup
        }
        """;

    ReadResult result = ConfigurationReader.read("t.conf", text);

    assertThat(result.diagnostics()).isEmpty();
    VrrpInstance instance = result.configuration().orElseThrow().vrrpInstances().get(0);
    assertThat(instance.initialState()).isEqualTo(InitialState.BACKUP);
    RouterSetup router = instance.setup();
    assertThat(router.interfaceName()).isEqualTo("eth9");
    assertThat(router.config().downTimerAdverts()).isEqualTo(4);
    assertThat(router.config().gratuitousArp())
        .isEqualTo(
            new GratuitousArp(
                2, Duration.ofMillis(1500), Duration.ZERO, 1, 0, Duration.ofMillis(1500)));
    assertThat(router.addresses())
        .containsExactly(
            new VirtualAddress(
                IpAddresses.literal("10.0.0.1"),
                24,
                Optional.empty(),
                Optional.of("eth9:1"),
                254,
                Optional.of(IpAddresses.literal("10.0.0.255")),
                Optional.empty(),
                0),
            new VirtualAddress(
                IpAddresses.literal("10.0.0.2"),
                32,
                Optional.of("eth1"),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                0));
  }

  /** As keepalived's dump of such a file has it. */
  @Test
  void what_follows_a_lower_advertisement_is_not_that_of_the_instances_bursts() {
    ReadResult result =
        ConfigurationReader.read(
            "t.conf",
            "global_defs {\n  vrrp_garp_master_repeat 4\n}\n"
                + Texts.instance("garp_master_delay 2", "garp_master_repeat 3"));

    RouterSetup router = result.configuration().orElseThrow().vrrpInstances().get(0).setup();
    assertThat(router.config().gratuitousArp())
        .isEqualTo(
            new GratuitousArp(
                3, Duration.ofSeconds(2), Duration.ZERO, 1, 4, Duration.ofSeconds(5)));
  }

  @Test
  void tracked_interfaces_and_scripts_are_read() {
    ReadResult result =
        ConfigurationReader.read(
            "t.conf",
            Texts.instance(
                "track_interface {",
                "eth1 weight -10",
                "eth2",
                "}",
                "dont_track_primary",
                "notify_master \"/etc/m.sh up\"",
                "notify /etc/n.sh"));

    assertThat(besidesNotDone(result)).isEmpty();
    VrrpInstance instance = result.configuration().orElseThrow().vrrpInstances().get(0);
    assertThat(instance.setup().trackedInterfaces())
        .containsExactly(Tracking.weighted("eth1", -10), Tracking.fault("eth2"));
    assertThat(instance.setup().trackInterface()).isFalse();
    assertThat(instance.notifyScripts().master()).contains(command("/etc/m.sh", "up"));
    assertThat(instance.notifyScripts().any()).contains(command("/etc/n.sh"));
  }

  private static VirtualServerSetup server(String... lines) {
    ReadResult result = ConfigurationReader.read("t.conf", Texts.server(lines));
    assertThat(besidesNotDone(result)).isEmpty();
    return result.configuration().orElseThrow().virtualServers().get(0);
  }

  /** What is read here is read right, whether the daemon does it or not. */
  private static List<Diagnostic> besidesNotDone(ReadResult result) {
    return result.diagnostics().stream()
        .filter(d -> !d.message().contains("not supported yet"))
        .filter(d -> !d.message().contains("dead or alive"))
        .toList();
  }

  private static Command command(String... words) {
    return new Command(List.of(words), Optional.empty());
  }

  /** The check of the second real server. */
  private static Check check(VirtualServerSetup server) {
    return server.checks().realServers().get(1).checks().get(0);
  }

  private static InetSocketAddress socket(String address, int port) {
    return new InetSocketAddress(IpAddresses.literal(address), port);
  }
}
