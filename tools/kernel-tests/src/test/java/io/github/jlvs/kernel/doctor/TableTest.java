// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults that stand in the table of a director, in its connections and in its parameters. */
@KernelTest
class TableTest {
  /** As the guide's, in ipvsadm's words. */
  private static final String TABLE =
      """
      sysctl -qw net.ipv4.vs.expire_nodest_conn=1
      ipvsadm -A -t 10.1.80.90:80 -s wrr
      ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.93 -g -w 100
      ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.95 -g -w 100
      """;

  private static Guide with(Network network, String ds1) {
    Guide guide = Guide.in(network);
    guide.ds1().write(Guide.FILE, ds1);
    var unused = guide.startMaster();
    guide.ds1().sh(TABLE);
    return guide;
  }

  private static String file() {
    return Checkout.text("samples/ha-dr/ds1/keepalived.conf");
  }

  @Test
  void a_service_whose_servers_all_have_weight_0_is_told(Network network) {
    Guide guide = with(network, file());
    Host ds1 = guide.ds1();
    Doctor doctor = Doctor.ofDirector(ds1);

    ds1.sh(
        """
        ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93 -g -w 0
        ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.95 -g -w 0
        """);
    JsonNode weights = doctor.examine().only("weights");
    assertThat(weights.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(weights.path("seen").toString())
        .contains("10.1.80.93:80 has weight 0", "10.1.80.95:80 has weight 0");
    ds1.sh("ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93 -g -w 1");
    doctor.healthy("weights");
  }

  /** keepalived, which puts nothing back by itself. */
  @Test
  void a_table_that_another_program_has_cleared_is_told_and_set_anew(Network network) {
    Guide guide = Guide.in(network);
    Host ds1 = guide.ds1();
    Host ds2 = guide.ds2();
    for (Host each : List.of(ds1, ds2)) {
      each.sh("sysctl -qw net.ipv4.vs.expire_nodest_conn=1");
    }
    RunningProcess unused = guide.startBalancer();
    Doctor doctor = Doctor.ofDirector(ds1);
    doctor.healthy("services");
    assertThat(ds1.sh("ipvsadm -ln")).contains("10.1.80.90:80");
    ds1.sh("ipvsadm --clear");

    Doctor.Report report = doctor.examine();

    JsonNode finding = report.only("services");
    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("seen").toString())
        .contains(
            "the table is empty (ipvsadm -ln)",
            "IPVS has no service TCP 10.1.80.90:80, which " + Guide.FILE + " has");
    List<String> commands = Doctor.Report.commands(finding);
    ds1.sh(commands.get(0));
    assertThat(guide.hosts().fetch()).as("a reload is not enough").isEmpty();
    ds1.sh(commands.get(1));
    String page =
        Await.value(
            "a page", Guide.SOON, guide.hosts()::fetch, fetched -> fetched.contains("I'm rs"));
    assertThat(page).contains("I'm rs");
    doctor.healthy("services");
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isTrue();

    // The other director has the table as well; without it clients are served until it takes over.
    var unusedBackup = guide.startBackup();
    JsonNode there = Doctor.ofDirector(ds2).examine().only("services");
    assertThat(there.path("severity").asText()).isEqualTo("WARNING");
  }

  @Test
  void a_synchronisation_that_brings_nothing_over_is_told(Network network) {
    String synced =
        file().replace("global_defs {", "global_defs {\nlvs_sync_daemon enp0s3 VI_1 id 51");
    Guide guide = with(network, synced);
    Host ds1 = guide.ds1();
    Doctor doctor = Doctor.ofDirector(ds1);

    // keepalived runs it as its file says; somebody starts another.
    doctor.healthy("sync-daemon");
    ds1.sh("ipvsadm --stop-daemon master");
    ds1.sh("ipvsadm --start-daemon master --mcast-interface enp0s3 --syncid 52");
    JsonNode running = doctor.examine().only("sync-daemon");
    assertThat(running.path("seen").toString()).contains("syncid=52", "sync id 51");
    doctor.mend(running);

    // ds2 synchronises with another id: each connection that it gets is told to the group.
    Host ds2 = guide.ds2();
    ds2.sh(
        """
        ip addr add 10.1.80.89/32 dev lo
        ipvsadm -A -u 10.1.80.89:53 -s rr
        ipvsadm -a -u 10.1.80.89:53 -r 10.1.80.93 -g
        sysctl -qw net.ipv4.vs.sync_threshold='0 1'
        ipvsadm --start-daemon master --mcast-interface enp0s3 --syncid 7
        """);
    ds1.sh("ipvsadm --start-daemon backup --mcast-interface enp0s3 --syncid 51");
    guide.hosts().client().sh("ip route add 10.1.80.89/32 via 10.1.80.92");
    var unused =
        guide
            .hosts()
            .client()
            .start("bash", "-c", "while :; do echo >/dev/udp/10.1.80.89/53; sleep 0.2; done");
    JsonNode other = doctor.examine().only("sync-daemon");
    assertThat(other.path("seen").toString()).contains("sync id of what 10.1.80.92 sends: 7");
    ds2.sh("ipvsadm --stop-daemon master");
    ds2.sh("ipvsadm --start-daemon master --mcast-interface enp0s3 --syncid 51");
    doctor.healthy("sync-daemon");

    ds1.write(Guide.FILE, synced.replace("daemon enp0s3", "daemon sync0"));
    ds1.sh("ip link add sync0 type dummy; ipvsadm --stop-daemon master");
    ds1.sh("ipvsadm --stop-daemon backup");
    JsonNode down = doctor.examine().only("sync-daemon");
    assertThat(Doctor.Report.commands(down)).containsExactly("ip link set sync0 up");
    doctor.mend(down);

    ds1.write(Guide.FILE, synced.replace("real_server 10.1.80.93", "real_server 10.1.80.91"));
    JsonNode circle = doctor.examine().only("backup-only");
    assertThat(Doctor.Report.commands(circle))
        .containsExactly("sysctl -w net.ipv4.vs.backup_only=1");
    doctor.mend(circle);
  }

  @Test
  void connections_that_come_from_one_client_or_are_too_many_are_told(Network network) {
    Guide guide = with(network, file().replace("lb_algo wrr", "lb_algo sh"));
    Host ds1 = guide.ds1();
    Host client = guide.hosts().client();
    Doctor doctor = Doctor.ofDirector(ds1);
    bash(client, "for i in $(seq 110); do : </dev/tcp/10.1.80.90/80; done");

    JsonNode one = doctor.examine().only("source-hash");
    assertThat(one.path("seen").toString())
        .contains("connections come from 10.1.80.62", "lb_algo sh without sh-port");
    ds1.write(Guide.FILE, file().replace("lb_algo wrr", "lb_algo sh\nsh-port"));
    doctor.healthy("source-hash");

    ds1.sh("ipvsadm -A -u 10.1.80.90:53 -s rr; ipvsadm -a -u 10.1.80.90:53 -r 10.1.80.93 -g");
    client.sh("sysctl -qw net.ipv4.ip_local_port_range='1024 65535'");
    bash(client, "for i in $(seq 24000); do echo >/dev/udp/10.1.80.90/53; done");
    JsonNode many = doctor.examine().only("conn-table");
    assertThat(many.path("seen").toString()).contains("it has 4096 buckets");
    ds1.sh("mount -t tmpfs tmpfs /etc/modprobe.d");
    Doctor.Report.commands(many).forEach(ds1::sh);
    assertThat(ds1.read("/etc/modprobe.d/conn_tab_bits.conf"))
        .isEqualTo("options ip_vs conn_tab_bits=15\n");
    // It counts from the module's next start; what stands here is gone with its service.
    ds1.sh("ipvsadm -D -u 10.1.80.90:53");
    doctor.healthy("conn-table");
  }

  /** Which opens a connection by itself, unlike sh. */
  private static void bash(Host host, String script) {
    host.exec(List.of("bash", "-c", script), "", Duration.ofMinutes(5));
  }

  @Test
  void clients_in_the_network_of_real_servers_behind_nat_are_told(Network network) {
    Guide guide = with(network, file().replace("lb_kind DR", "lb_kind NAT"));
    Host ds1 = guide.ds1();
    ds1.sh(
        """
        ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93 -m -w 1
        ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.95 -m -w 1
        sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.enp0s3.send_redirects=0
        """);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      server.sh("ip addr del 10.1.80.90/32 dev lo");
    }
    // Here iptables cannot write into nftables: the older one stands where it does.
    ds1.sh(
        """
        mkdir -p /run/m/lib/modules
        ln -s /usr/lib/uml/modules/$(uname -r) /run/m/lib/modules/
        modprobe -d /run/m -a iptable_nat xt_ipvs xt_MASQUERADE
        mount --bind $(readlink -f /usr/sbin/iptables-legacy) $(readlink -f /usr/sbin/iptables)
        """);
    assertThat(guide.hosts().fetch()).isEmpty();
    RunningProcess trying = guide.keepFetching("http://" + GuideNetwork.VIP + "/", 2);

    JsonNode finding = Doctor.ofDirector(ds1).examine().only("nat-clients");

    trying.close();
    assertThat(finding.path("seen").toString()).contains("SYN_RECV", "10.1.80.62");
    Doctor.Report.commands(finding).forEach(ds1::sh);
    assertThat(guide.hosts().fetch()).contains("I'm rs");
    Await.until(
        "the attempt to be of before",
        Guide.SOON,
        () -> !ds1.sh("ipvsadm -lnc").matches("(?s).* (01:00|00:5\\d) +SYN_RECV.*"));
    Doctor.ofDirector(ds1).healthy("nat-clients");
  }

  @Test
  void a_tunnel_that_large_packets_do_not_fit_into_is_told(Network network) {
    Guide guide = with(network, file().replace("lb_kind DR", "lb_kind TUN"));
    Host ds1 = guide.ds1();
    ds1.sh(
        """
        ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93 -i -w 1
        ipvsadm -d -t 10.1.80.90:80 -r 10.1.80.95
        ip route add 10.1.80.93/32 dev enp0s3 mtu 1400
        """);
    for (Host each : List.of(guide.rs1(), guide.rs2())) {
      each.sh(
          """
          ip link set tunl0 up
          sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0
          """);
    }
    // As behind a firewall that throws all ICMP away.
    var unused = network.dropping("ip protocol icmp");
    assertThat(guide.hosts().fetch()).contains("I'm rs1");
    // What is cut into packets behind the director is not too long for it.
    guide.hosts().client().sh("ip link set dev enp0s3 gso_max_segs 1");
    assertThat(upload(guide)).isEqualTo("000");

    JsonNode finding = Doctor.ofDirector(ds1).examine().only("tunnel-mtu");

    assertThat(finding.path("seen").toString())
        .contains("takes packets of 1400 bytes", "1380 fit into the tunnel (ipip)");
    Doctor.ofDirector(ds1).mend(finding);
    assertThat(upload(guide)).isEqualTo("200");
  }

  /** The status of the answer to a request of several packets, 000 for none. */
  private static String upload(Guide guide) {
    return guide
        .hosts()
        .client()
        .attempt(
            ExitStatuses.of(0, 28, 56),
            "bash",
            "-c",
            "curl -s -m 8 -o /dev/null -w '%{http_code}' -H \"X-Long: $(printf 'a%.0s' {1..3000})\""
                + " http://"
                + GuideNetwork.VIP
                + "/")
        .out();
  }

  private static String signed(String file, String more) {
    return file.replaceFirst(
        "(?s)authentication \\{.*?\\}",
        "auth_hmac {\nkey 1 hex:" + "a".repeat(64) + "\n" + more + "}");
  }

  @Test
  void a_director_whose_clock_is_another_is_told(Network network) {
    Guide guide = Guide.in(network);
    Host ds2 = guide.ds2();
    String there = Checkout.text("samples/ha-dr/ds2/keepalived.conf");
    String[] daemon = {
      Checkout.path("tools/bin/jkeepalived"), "-n", "-l", "-D", "-P", "-f", Guide.FILE
    };
    // Hosts of the lab have one clock. What this signs stays an hour ahead when that is set right.
    // It takes what others sign by the right one, so it must be the better.
    String better = there.replace("priority 100", "priority 150");
    ds2.write(Guide.FILE, signed(better, "anti_replay monotonic\n"));
    ds2.sh("date -s '+1 hour'");
    RunningProcess ahead = ds2.start(daemon);
    Await.until("a master", Guide.SOON, () -> ds2.hasAddress(GuideNetwork.VIP));
    ds2.sh("date -s '-1 hour'");
    guide.ds1().write(Guide.FILE, signed(file(), ""));
    RunningProcess unused = guide.ds1().start(daemon);
    Await.until("two masters", Guide.SOON, () -> guide.ds1().hasAddress(GuideNetwork.VIP));
    guide.ds1().sh(TABLE);
    Doctor doctor = Doctor.ofDirector(guide.ds1());

    Doctor.Report report = doctor.examine();

    assertThat(report.all()).containsExactly("arp-answers", "clock");
    JsonNode finding = report.finding("clock");
    assertThat(finding.path("fault").asText())
        .isEqualTo("the clocks of 10.1.80.92 and of this host are apart: VI_1 (VRID 51 on enp0s3)");
    assertThat(finding.path("remedies").toString())
        .isEqualTo(
            "[{\"command\":\"timedatectl set-ntp true\"},"
                + "{\"host\":\"10.1.80.92\",\"command\":\"timedatectl set-ntp true\"}]");

    // The clock has long been right: what signs by it does as the command would.
    assertThat(ahead.stop(Guide.SOON)).isZero();
    ds2.write(Guide.FILE, signed(there, ""));
    ds2.start(daemon).awaitLine("Entering BACKUP STATE", Guide.SOON);
    doctor.healthy("clock");
  }

  @Test
  void a_clock_that_jumps_is_told_where_advertisements_carry_the_time(Network network) {
    Guide guide = with(network, file());
    Host ds1 = guide.ds1();
    ds1.write(Guide.FILE, signed(file(), ""));
    var unused =
        guide.ds2().start("bash", "-c", "while :; do sleep 1.5; date -s '+2 seconds'; done");

    JsonNode finding = Doctor.ofDirector(ds1).examine().finding("clock");

    assertThat(finding.path("fault").asText()).contains("jumped forward by");
  }
}
