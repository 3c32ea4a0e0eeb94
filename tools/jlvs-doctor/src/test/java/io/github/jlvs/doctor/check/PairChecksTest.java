// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.ManagedInterface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What two directors must have in common, and what takes an address from one of them. */
class PairChecksTest {
  private static final InetAddress PEER = IpAddresses.literal(Patient.PEER);
  private static final String SYNC =
      "global_defs {\n lvs_sync_daemon enp0s3 VI_1 id 51\n}\n" + Patient.FILE;
  private static final String UNICAST =
      Patient.FILE.replace(
          "advert_int 1", "advert_int 1\nunicast_src_ip 10.1.80.91\nunicast_peer {\n10.1.80.92\n}");

  private static Routes to(boolean way, String gateway) {
    return new Routes(
        List.of(
            new Way(
                PEER,
                way
                    ? Optional.of(
                        new Way.Step("enp0s3", IpAddresses.parse(gateway), OptionalInt.empty()))
                    : Optional.empty())),
        List.of());
  }

  @Test
  void aPeerThatIsNotThereIsToldByWhatIsKnownOfIt() {
    assertThat(Patient.master(UNICAST).routed(to(false, "")).finding("unicast-peers").fault())
        .isEqualTo("there is no way to 10.1.80.92, a peer of VI_1");
    assertThat(
            Patient.master(UNICAST)
                .routed(to(true, ""))
                .asked(new ArpAnswers(PEER, "enp0s3", Set.of()))
                .finding("unicast-peers")
                .fault())
        .isEqualTo("nobody has the address of a peer of VI_1: 10.1.80.92");
    assertThat(
            Patient.master(UNICAST)
                .routed(to(true, "10.1.80.1"))
                .asked(new ArpAnswers(PEER, "enp0s3", Set.of()))
                .found())
        .as("behind a router")
        .isEmpty();
    assertThat(
            Patient.master(UNICAST)
                .routed(to(true, ""))
                .asked(new ArpAnswers(PEER, "enp0s3", Set.of(Patient.PEER_MAC)))
                .found())
        .isEmpty();
    assertThat(
            Patient.master(UNICAST)
                .routed(to(true, ""))
                .asked(new ArpAnswers(PEER, "enp0s8", Set.of()))
                .found())
        .as("asked for where it is not")
        .isEmpty();
    assertThat(Patient.master().leftOut("unicast-peers")).contains("unicast_peer");
  }

  @Test
  void aSourceThatIsNotHereAPeerThatIsItselfAndAStrangerAreTold() {
    String source = UNICAST.replace("src_ip 10.1.80.91", "src_ip 10.1.80.99");
    assertThat(Patient.master(source).finding("unicast-peers").seen().get(0))
        .contains("unicast_src_ip 10.1.80.99", "/etc/ds1.conf, vrrp_instance VI_1");
    String copied = UNICAST.replace("{\n10.1.80.92", "{\n10.1.80.91");
    assertThat(Patient.master(copied).finding("unicast-peers").fault())
        .isEqualTo("a peer of VI_1 is this host itself: 10.1.80.91");
    String other = UNICAST.replace("{\n10.1.80.92", "{\n10.1.80.94");
    assertThat(
            Patient.master(other)
                .heard(4, 1, 1, Patient.received(1, Optional.empty()))
                .finding("unicast-peers")
                .fault())
        .isEqualTo("10.1.80.92 advertises to VI_1, and is no peer of it");
  }

  /** A receiver as the kernel tells of it. */
  private static SyncDaemon reported(int port) {
    return new SyncDaemon(
        SyncDaemon.State.BACKUP,
        "enp0s3",
        51,
        1472,
        Optional.of(IpAddresses.literal("224.0.0.81")),
        port,
        1);
  }

  @Test
  void connectionsThatTheOtherDoesNotTakeAreTold() {
    SyncDaemon right = SyncDaemon.of(SyncDaemon.State.MASTER, "enp0s3", 51);
    SyncDaemon wrong = SyncDaemon.of(SyncDaemon.State.MASTER, "enp0s3", 52);

    assertThat(
            Patient.master(SYNC)
                .balancing(BalancerChecksTest.table(0, 1, List.of(), right))
                .found())
        .isEmpty();
    Finding running =
        Patient.master(SYNC)
            .balancing(BalancerChecksTest.table(0, 1, List.of(), wrong))
            .finding("sync-daemon");
    assertThat(Patient.commands(running))
        .containsExactly(
            "ipvsadm --stop-daemon master",
            "ipvsadm --start-daemon master --mcast-interface enp0s3 --syncid 51");
    Finding port =
        Patient.master(SYNC.replace("id 51", "id 51 port 9000"))
            .balancing(BalancerChecksTest.table(0, 1, List.of(), reported(8848)))
            .finding("sync-daemon");
    assertThat(Patient.commands(port).get(1)).endsWith("--syncid 51 --mcast-port 9000");
    assertThat(
            Patient.master(SYNC)
                .balancing(BalancerChecksTest.table(0, 1, List.of(), reported(8848)))
                .found())
        .as("what is left to the kernel")
        .isEmpty();
    assertThat(Patient.master(SYNC).synchronised(new SyncMessage(PEER, 51)).found()).isEmpty();
    assertThat(
            Patient.master(SYNC)
                .synchronised(new SyncMessage(PEER, 7))
                .finding("sync-daemon")
                .seen()
                .get(0))
        .isEqualTo("sync id of what 10.1.80.92 sends: 7");
    assertThat(
            Patient.master(SYNC)
                .synchronised(new SyncMessage(PEER, 51), new SyncMessage(PEER, 7))
                .found())
        .as("another pair on the same link")
        .isEmpty();
    String absent = SYNC.replace("daemon enp0s3", "daemon eth9");
    assertThat(Patient.master(absent).finding("sync-daemon").seen())
        .containsExactly("there is no eth9");
    assertThat(Patient.master().leftOut("sync-daemon")).contains("lvs_sync_daemon");
  }

  @Test
  void aDirectorThatIsARealServerAsWellMustNotBalanceAsABackup() {
    String both = SYNC.replace("real_server 10.1.80.93", "real_server 10.1.80.91");
    String path = "net/ipv4/vs/backup_only";

    assertThat(Patient.master(both).set(path, 0).found()).containsExactly("backup-only");
    assertThat(Patient.master(both).set(path, 1).found()).isEmpty();
    assertThat(Patient.master(SYNC).set(path, 0).leftOut("backup-only")).contains("as well");
  }

  @Test
  void persistenceThatATakeOverEndsIsGoodToKnow() {
    String bound = Patient.FILE.replace("persistence_timeout 5", "persistence_timeout 300");

    Patient patient = Patient.master(bound);
    assertThat(patient.found()).containsExactly("persistence-sync");
    assertThat(patient.examined().severity().state()).isEqualTo(Severity.State.OK);
    assertThat(
            Patient.master(SYNC.replace("persistence_timeout 5", "persistence_timeout 300"))
                .found())
        .isEmpty();
    assertThat(Patient.master().leftOut("persistence-sync")).contains("a minute or more");
  }

  @Test
  void aManagerOfTheInterfaceIsToldUnlessItKeepsAddresses() {
    Finding networkd =
        Patient.master()
            .managed(
                new ManagedInterface(
                    "enp0s3",
                    ManagedInterface.Keeper.NETWORKD,
                    "/etc/systemd/network/10-lan.network",
                    false))
            .finding("interface-manager");
    assertThat(Patient.commands(networkd))
        .containsExactly(
            "mkdir -p /etc/systemd/network/10-lan.network.d && printf"
                + " '[Network]\\nKeepConfiguration=yes\\n' >"
                + " /etc/systemd/network/10-lan.network.d/keep-configuration.conf",
            "networkctl reload");
    assertThat(
            Patient.master()
                .managed(
                    new ManagedInterface(
                        "enp0s3",
                        ManagedInterface.Keeper.NETWORK_MANAGER,
                        "/run/NetworkManager/devices/2",
                        false))
                .finding("interface-manager"))
        .satisfies(
            managed -> {
              assertThat(managed.severity()).isEqualTo(Severity.INFO);
              assertThat(managed.remedies().toString())
                  .contains("unmanaged-devices=interface-name:enp0s3");
            });
    assertThat(
            Patient.master()
                .managed(
                    new ManagedInterface("enp0s3", ManagedInterface.Keeper.NETWORKD, "/a", true),
                    new ManagedInterface("eth7", ManagedInterface.Keeper.NETWORKD, "/b", false))
                .found())
        .isEmpty();
  }

  @Test
  void clocksCountWhereAdvertisementsCarryTheTime() {
    String signed =
        Patient.FILE.replaceFirst(
            "(?s)authentication \\{.*?\\}", "auth_hmac {\nkey 1 hex:" + "a".repeat(64) + "\n}");
    Rejection stale = new Rejection.Hmac(new HmacVerdict.Stale(1, -42_100, 5));

    assertThat(Patient.master(signed).clock(Duration.ofSeconds(-3)).finding("clock").fault())
        .isEqualTo("the clock of this host jumped back by 3.0 s while it was looked at");
    assertThat(Patient.master(signed).clock(Duration.ofMillis(500)).found()).isEmpty();
    Patient apart = Patient.master(signed).heard(4, 3, 3, Patient.refused(stale));
    assertThat(apart.found()).containsExactly("clock");
    assertThat(apart.finding("clock").seen().get(0)).contains("42.100 s behind mine");
    assertThat(Patient.master().clock(Duration.ofSeconds(-3)).leftOut("clock")).contains("signs");
  }

  private static Routes byDefault(String gateway) {
    return new Routes(List.of(), List.of(byDefault(0, gateway)));
  }

  private static Routes.Default byDefault(long metric, String... gateways) {
    List<Way.Step> steps =
        Stream.of(gateways)
            .map(each -> new Way.Step("enp0s3", IpAddresses.parse(each), OptionalInt.empty()))
            .toList();
    return new Routes.Default(AddressFamily.of(IpAddresses.literal(gateways[0])), metric, steps);
  }

  @Test
  void answersOfIpv6GoBackByTheDefaultRouteOfIpv6() {
    String file =
        """
        vrrp_instance VI_6 {
          interface enp0s3
          virtual_router_id 61
          version 3
          virtual_ipaddress {
            fd00::1
          }
        }
        virtual_server fd00::1 80 {
          lb_kind NAT
          protocol TCP
          real_server fd00::93 80 {
            TCP_CHECK {
            }
          }
        }
        """;
    Patient server = Patient.realServer(file).link("10.1.80.93/24", "fd00::93/64");

    assertThat(server.routed(byDefault("fd00::1")).found()).doesNotContain("default-route");
    Finding finding = server.routed(byDefault("10.1.80.1")).finding("default-route");
    assertThat(finding.seen())
        .containsExactly("there is no default route (ip -6 route show default)");
    assertThat(Patient.commands(finding))
        .containsExactly("ip -6 route replace default via fd00::1 dev enp0s3");
  }

  @Test
  void aRealServerBehindNatSendsItsAnswersToTheDirectorsAddress() {
    String file =
        Patient.FILE
            .replace("lb_kind DR", "lb_kind NAT")
            .replace("{\n        10.1.80.90", "{\n        10.1.80.90\n        10.1.80.1");
    assertThat(Patient.realServer(file).routed(byDefault("10.1.80.1")).found())
        .doesNotContain("default-route");
    Finding finding =
        Patient.realServer(file).routed(byDefault("10.1.80.254")).finding("default-route");
    assertThat(finding.seen().get(0)).contains("10.1.80.254 on enp0s3");
    assertThat(Patient.commands(finding))
        .containsExactly("ip route replace default via 10.1.80.1 dev enp0s3");
    assertThat(Patient.realServer(file).finding("default-route").seen().get(0))
        .contains("no default route");
    assertThat(Patient.realServer().leftOut("default-route")).contains("NAT");
  }

  @Test
  void aMessageOfTheSynchronisationIsKnownByItsPort() {
    ByteBuffer packet = ByteBuffer.allocate(40);
    packet.put(0, (byte) 0x45).put(9, (byte) 17).putInt(12, 0x0a01505c);
    packet.putShort(22, (short) 8848).put(29, (byte) 51);

    assertThat(SyncMessage.parse(packet, 8848)).contains(new SyncMessage(PEER, 51));
    assertThat(SyncMessage.parse(packet, 8849)).isEmpty();
    assertThat(SyncMessage.parse(packet.limit(29), 8848)).isEmpty();
  }

  @Property
  void noPacketMakesItFail(@ForAll byte[] packet) {
    assertThat(SyncMessage.parse(ByteBuffer.wrap(packet), 8848)).isNotNull();
  }
}
