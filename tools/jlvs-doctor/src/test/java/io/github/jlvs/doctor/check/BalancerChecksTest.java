// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Modules;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is concluded of the table of a director and of the kernel that balances. */
class BalancerChecksTest {
  private static final DestinationId RS1 = DestinationId.of("10.1.80.93", 80);

  static Balancer table(long connections, int weight, List<Connection> sample, SyncDaemon... all) {
    return table(Forwarding.DIRECT_ROUTE, connections, weight, sample, all);
  }

  static Balancer table(
      Forwarding forwarding,
      long connections,
      int weight,
      List<Connection> sample,
      SyncDaemon... all) {
    ServiceStatus service =
        new ServiceStatus(
            VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wrr"), Statistics.ZERO, Rates.ZERO);
    DestinationStatus destination =
        new DestinationStatus(
            Destination.of(RS1, forwarding, weight),
            connections,
            0,
            0,
            Statistics.ZERO,
            Rates.ZERO);
    return new Balancer(
        4096,
        new Snapshot(List.of(new Snapshot.Entry(service, List.of(destination)))),
        List.of(all),
        sample);
  }

  private static List<Connection> connections(int count, String client, String state, long left) {
    List<Connection> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(
          new Connection(
              IpProtocol.TCP,
              IpAddresses.literal(client),
              1024 + i,
              Patient.VIP,
              80,
              RS1,
              state,
              left,
              Optional.empty()));
    }
    return found;
  }

  private static Routes way(OptionalInt mtu) {
    return new Routes(
        List.of(
            new Way(
                IpAddresses.literal("10.1.80.93"),
                Optional.of(new Way.Step("enp0s3", Optional.empty(), mtu)))),
        List.of());
  }

  @Test
  void aTunnelThatIsNarrowerThanTheClientsLinkIsTold() {
    String file = Patient.FILE.replace("lb_kind DR", "lb_kind TUN");

    Patient patient = Patient.master(file).routed(way(OptionalInt.of(1400)));
    assertThat(patient.finding("tunnel-mtu").seen())
        .containsExactly(
            "the way to 10.1.80.93 takes packets of 1400 bytes (ip route get 10.1.80.93)",
            "clients send up to 1500, and 1380 fit into the tunnel (ipip)",
            "net.ipv4.vs.pmtu_disc is not 0 (/proc/sys/net/ipv4/vs/pmtu_disc)");
    assertThat(patient.set("net/ipv4/vs/pmtu_disc", 0).found()).isEmpty();
    assertThat(Patient.master(file).routed(way(OptionalInt.empty())).found())
        .as("the link's own")
        .isEmpty();
    assertThat(Patient.master().routed(way(OptionalInt.of(1400))).leftOut("tunnel-mtu"))
        .contains("tunnel");
    String gue = file.replace("lb_kind TUN", "lb_kind TUN type gue port 6080");
    assertThat(
            Patient.master(gue)
                .routed(way(OptionalInt.of(1400)))
                .finding("tunnel-mtu")
                .seen()
                .get(1))
        .contains("1368 fit into the tunnel (gue)");
  }

  @Test
  void aTableThatIsTooSmallIsToldWithItsSize() {
    assertThat(Patient.master().balancing(table(16_384, 1, List.of())).found()).isEmpty();
    Finding finding = Patient.master().balancing(table(16_385, 1, List.of())).finding("conn-table");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(Patient.commands(finding))
        .containsExactly(
            "echo options ip_vs conn_tab_bits=15 > /etc/modprobe.d/conn_tab_bits.conf");
  }

  @Test
  void whereNoServerHasAWeightNobodyIsServed() {
    assertThat(Patient.master(Patient.FILE.replace("weight 100", "weight 0")).found())
        .contains("weights");
    Finding live = Patient.master().balancing(table(0, 0, List.of())).finding("weights");
    assertThat(live.seen()).containsExactly("10.1.80.93:80 has weight 0 (ipvsadm -ln)");
    assertThat(live.remedies())
        .singleElement()
        .asString()
        .contains("jkeepalivedctl show checks")
        .doesNotContain("jkeepalivedctl status");
    assertThat(Patient.master().balancing(table(0, 1, List.of())).found()).isEmpty();
  }

  @Test
  void clientsOfIpv6NeedARuleOfIp6tables() {
    String file =
        Patient.FILE
            .replace("lb_kind DR", "lb_kind NAT")
            .replace("virtual_server 10.1.80.90", "virtual_server fd00::90")
            .replaceAll("real_server 10\\.1\\.80\\.", "real_server fd00::");
    Connection waiting =
        new Connection(
            IpProtocol.TCP,
            IpAddresses.literal("fd00::62"),
            1024,
            IpAddresses.literal("fd00::90"),
            80,
            DestinationId.of("fd00::93", 80),
            "SYN_RECV",
            58,
            Optional.empty());

    Finding finding =
        Patient.master(file)
            .link("10.1.80.91/24", "10.1.80.90/32", "fd00::91/64")
            .balancing(table(1, 1, List.of(waiting)))
            .finding("nat-clients");
    assertThat(Patient.commands(finding).get(1))
        .isEqualTo(
            "ip6tables -t nat -A POSTROUTING -s fd00::/64 -m ipvs --vaddr fd00::90 -j MASQUERADE");
  }

  @Test
  void oneClientWithMostConnectionsMakesAHashUseless() {
    String hashed = Patient.FILE.replace("lb_algo wrr", "lb_algo sh");
    Balancer crowded = table(1, 1, connections(100, "192.0.2.1", "ESTABLISHED", 900));

    assertThat(Patient.master(hashed).balancing(crowded).found()).containsExactly("source-hash");
    assertThat(
            Patient.master(hashed.replace("lb_algo sh", "lb_algo sh\nsh-port"))
                .balancing(crowded)
                .found())
        .isEmpty();
    assertThat(
            Patient.master(hashed)
                .balancing(table(1, 1, connections(99, "192.0.2.1", "ESTABLISHED", 900)))
                .found())
        .as("too few to say")
        .isEmpty();
    assertThat(Patient.master().balancing(crowded).found()).isEmpty();
  }

  @Test
  void clientsOfTheRealServersNetworkThatWaitAreToldBehindNat() {
    String file = Patient.FILE.replace("lb_kind DR", "lb_kind NAT");

    Finding finding =
        Patient.master(file)
            .set("net/ipv4/ip_forward", 1)
            .balancing(table(1, 1, connections(1, "10.1.80.62", "SYN_RECV", 58)))
            .finding("nat-clients");
    assertThat(Patient.commands(finding))
        .containsExactly(
            "sysctl -w net.ipv4.vs.conntrack=1",
            "iptables -t nat -A POSTROUTING -s 10.1.80.0/24 -m ipvs --vaddr 10.1.80.90 -j MASQUERADE");
    for (Balancer well :
        List.of(
            table(1, 1, connections(1, "10.1.80.62", "ESTABLISHED", 58)),
            table(1, 1, connections(1, "10.1.80.62", "SYN_RECV", 49)),
            table(1, 1, connections(1, "192.0.2.1", "SYN_RECV", 58)))) {
      assertThat(Patient.master(file).set("net/ipv4/ip_forward", 1).balancing(well).found())
          .isEmpty();
    }
  }

  @Test
  void aSchedulerThatTheKernelLacksIsNamed() {
    Modules some = new Modules("6.1.0-18-amd64", Set.of(), Optional.of(Set.of("ip_vs_rr")));
    Modules none = new Modules("6.1.0-18-amd64", Set.of(), Optional.empty());

    Balancer empty = Patient.balancer(List.of());
    assertThat(Patient.master().modules(some).balancing(empty).finding("scheduler").fault())
        .isEqualTo("this kernel has no scheduler wrr");
    assertThat(Patient.master().modules(some).balancing(table(0, 1, List.of())).found())
        .as("a service that the kernel has taken")
        .isEmpty();
    assertThat(Patient.master().modules(none).balancing(empty).leftOut("scheduler"))
        .contains("no list");
  }

  @Test
  void aPortThatIsUsedAgainIsSlowOnOldKernelsAlone() {
    Modules old = new Modules("5.4.0-42-generic", Set.of("ip_vs_wrr"), Optional.empty());
    String reuse = "net/ipv4/vs/conn_reuse_mode";
    String tracked = "net/ipv4/vs/conntrack";

    Patient patient = Patient.master().modules(old).set(reuse, 1).set(tracked, 1);
    assertThat(patient.found()).containsExactly("conn-reuse-mode");
    assertThat(patient.set(reuse, 0).found()).isEmpty();
    assertThat(Patient.master().set(reuse, 1).set(tracked, 1).leftOut("conn-reuse-mode"))
        .contains("Linux 6.1.0-18-amd64 does not have the fault");
    assertThat(new Modules("5.10", Set.of(), Optional.empty()).isBefore(5, 9)).isFalse();
    assertThat(new Modules("4.19.1", Set.of(), Optional.empty()).isBefore(5, 9)).isTrue();
    assertThat(new Modules("", Set.of(), Optional.empty()).isBefore(5, 9)).isFalse();
  }
}
