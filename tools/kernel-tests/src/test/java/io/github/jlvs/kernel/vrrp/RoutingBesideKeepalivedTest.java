// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived run the same file on the same host, one after the other, with static
 * and virtual addresses, routes and rules: ip(8) shows the same of both at every step.
 */
@KernelTest
@WithoutIpvs
class RoutingBesideKeepalivedTest {
  private static final String FILE = "/run/routing.conf";
  private static final String PID_FILE = "/run/routing.pid";

  /** A second network, IPv6 on both, and what is others' and must stay as it is. */
  private static final String HOST =
      """
      ip link add lan0 type veth peer name lan1
      ip link set lan0 up
      ip link set lan1 up
      ip addr add 10.1.81.1/24 dev lan0
      ip -6 addr add fd01::1/64 dev enp0s3 nodad
      ip -6 addr add fd02::1/64 dev lan0 nodad
      ip route add 198.18.1.0/24 via 10.1.80.7
      ip rule add from 10.1.80.90 table 9 priority 700
      """;

  private static final String STATIC =
      """
      static_ipaddress {
          10.2.0.1/24 dev lan0
          10.2.0.2/24 dev lan0 no_track
          fd02::77/64 dev lan0
      }
      static_routes {
          198.18.20.0/24 via 10.2.0.254 dev lan0
          198.18.21.0/24 dev lan0 table 100 metric 5
          blackhole 198.18.22.0/24
          2001:db8:20::/48 via fd02::254 dev lan0
      }
      static_rules {
          from 10.2.0.1 table 100 priority 500
          from fd02::77 table 100 priority 501
          iif lan0 table 101 priority 502 no_track
      }
      """;

  private static final String VIRTUAL =
      """
      virtual_ipaddress_excluded {
          10.2.0.91/24 dev lan0 noprefixroute
          10.2.0.92/32 dev lan0 label lan0:1
          fd02::91/64 dev lan0
          fd02::92 dev lan0
          fd02::93/64 dev lan0 home mngtmpaddr noprefixroute
      }
      virtual_routes {
          198.18.1.0/24 via 10.1.80.1 dev enp0s3
          198.18.2.0/24 via 10.1.80.1 src 10.1.80.90
          default via 10.1.80.1 dev enp0s3 table 200
          198.18.3.0/24 via 10.1.81.254 dev lan0 metric 7 mtu lock 1400 advmss 1300 hoplimit 9
          198.18.4.0/24 dev lan0 tos 16 initcwnd 10 initrwnd 20 quickack 1 congctl reno features ecn
          198.18.5.0/24 nexthop via 10.1.80.1 weight 2 nexthop via 10.1.81.254 dev lan0 weight 3
          198.18.6.0/24 via 10.9.9.9 dev lan0 onlink
          198.18.7.0/24 dev lan0 protocol 99 no_track rto_min lock 300ms rtt 400ms rttvar 1.5s
          unreachable 198.18.8.0/24
          prohibit 198.18.9.0/24 table 4294967295
          throw 198.18.10.0/24
          2001:db8:1::/48 via fd01::254 dev enp0s3
          2001:db8:2::/48 nexthop via fd01::254 nexthop via fd02::254 weight 4
          2001:db8:3::/48 from fd01::/64 via fd01::254 metric 8 pref high
          blackhole 2001:db8:4::/48
      }
      virtual_rules {
          from 10.1.80.90 table 200 priority 600
          to 198.18.0.0/16 fwmark 0x10/0xf0 tos 16 table 200 priority 601
          not from 10.1.80.0/24 iif lan0 ipproto tcp sport 1-2 dport 3-4 table 200 priority 602
          from 10.1.80.90 uidrange 5-6 oif lan0 blackhole priority 603
          from ::/0 fwmark 5 table 200 priority 604
          from 10.1.80.90 table 201 priority 605 suppress_prefixlength 0 suppress_ifgroup 3
          from 10.1.80.90 goto 32766 priority 606 no_track
          from 10.1.80.90 table 202
          from 10.1.80.90 table 203 realms 3/4
      }
      promote_secondaries
      """;

  /** A rule that somebody removes, and that keepalived does not put back at a reload either. */
  private static final String UNTRACKED = "606:\tfrom 10.1.80.90 goto 32766";

  private static final String UNTRACKED_STATIC = "502:\tfrom all iif lan0 lookup 101";

  private static String file() {
    return STATIC + Directors.instance("VI_1", 51, "10.1.80.90/24", 100, VIRTUAL);
  }

  @Test
  void ip_shows_the_same_of_both_from_the_start_to_the_end(Network network) {
    Directors hosts = Directors.in(network);
    Host ds1 = hosts.ds1();
    ds1.sh(HOST);
    String before = seen(ds1);

    Map<String, String> theirs =
        live(
            hosts,
            host -> host.start("keepalived", "-n", "-l", "-D", "-P", "-f", FILE, "-p", PID_FILE),
            true);
    assertThat(seen(ds1)).as("after keepalived").isEqualTo(before);
    Map<String, String> ours = live(hosts, RoutingBesideKeepalivedTest::jkeepalived, false);

    // What the reference did is what the lines mean.
    assertThat(theirs.get("backup")).contains("10.2.0.1/24").doesNotContain("10.1.80.90/24");
    assertThat(theirs.get("master"))
        .contains("198.18.3.0/24 via 10.1.81.254 dev lan0")
        .contains("602:");
    for (Map.Entry<String, String> step : theirs.entrySet()) {
      String is = ours.getOrDefault(step.getKey(), "");
      if (step.getKey().equals("reloaded")) {
        // A reload ends where a fresh start would, also for a rule that is not tracked.
        assertThat(is).contains(UNTRACKED);
        is = is.replace(UNTRACKED + " proto keepalived\n", "");
      }
      // Ours have the protocol, without which a removal would take somebody else's.
      is = is.replace(UNTRACKED + " proto keepalived", UNTRACKED);
      is = is.replace(UNTRACKED_STATIC + " proto keepalived", UNTRACKED_STATIC);
      assertThat(is).as(step.getKey()).isEqualTo(step.getValue());
    }
    assertThat(theirs).hasSameSizeAs(ours);
    System.out.printf(
        "routes, rules and addresses: compared %d, equal %d, intended differences 2, skipped 0%n",
        theirs.size() + 1, theirs.size() - 1);
  }

  @Test
  void what_a_crash_left_is_adopted_and_goes_at_the_end(Network network) {
    Directors hosts = Directors.in(network);
    Host ds1 = hosts.ds1();
    ds1.sh(HOST);
    String before = seen(ds1);
    ds1.write(FILE, file());
    RunningProcess first = jkeepalived(ds1);
    Await.until("the master", SOON, () -> seen(ds1).contains("606:"));
    first.crash();
    assertThat(seen(ds1)).contains("606:").contains("198.18.3.0/24").contains("500:");

    RunningProcess second = jkeepalived(ds1);
    second.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Await.until("the master again", SOON, () -> seen(ds1).contains("606:"));
    assertThat(second.stop(SOON)).isZero();

    // The first life's setting is all that the second one knew.
    assertThat(seen(ds1))
        .isEqualTo(before.replace("promote_secondaries 0", "promote_secondaries 1"));
  }

  /**
   * Of two rules of its own it removes the one that is meant, of one that others have made none.
   */
  @Test
  void what_somebody_else_has_made_just_the_same_stays(Network network) {
    Directors hosts = Directors.in(network);
    Host ds1 = hosts.ds1();
    ds1.sh(HOST);
    String before = seen(ds1);
    ds1.sh(
        """
        ip rule add iif lan0 table 101 priority 502
        ip rule add from 10.1.80.90 goto 32766 priority 606
        ip -6 route add 2001:db8:1::/48 via fd01::254 dev enp0s3
        """);
    String more = "610:\tfrom all to 198.18.0.0/16 iif lan0 lookup 200";
    String less = "610:\tfrom all to 198.18.0.0/16 lookup 200";
    String special = "    iif lan0 to 198.18.0.0/16 table 200 priority 610\n";
    String both = special + "    to 198.18.0.0/16 table 200 priority 610\n";
    String place = "    from 10.1.80.90 table 202\n";
    ds1.write(FILE, file().replace(place, both));
    RunningProcess ours = jkeepalived(ds1);
    ours.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Await.until("the rules", SOON, () -> seen(ds1).contains(less));
    assertThat(seen(ds1))
        .contains(more)
        .contains(UNTRACKED + "\n")
        .contains(UNTRACKED + " proto keepalived");

    ds1.sh("ip -6 route del 2001:db8:1::/48 via fd01::254 proto boot");
    Await.until(
        "ours", SOON, () -> ds1.sh("ip -6 route show 2001:db8:1::/48").contains("keepalived"));
    ours.awaitLine("route 2001:db8:1::/48 via fd01::254", SOON);
    int reload = ours.lines().size();
    ds1.write(FILE, file().replace(place, special));
    ours.signal("HUP");
    ours.awaitLine("the reload", reload, line -> line.contains("Reload complete"), SOON);
    assertThat(seen(ds1)).contains(more).doesNotContain(less);

    assertThat(ours.stop(SOON)).isZero();
    assertThat(ours.lines().subList(reload, ours.lines().size()))
        .noneMatch(line -> line.text().contains("removed by somebody else"));
    assertThat(seen(ds1)).contains(UNTRACKED).contains(UNTRACKED_STATIC);
    ds1.sh("ip rule del priority 502; ip rule del priority 606");
    assertThat(seen(ds1)).isEqualTo(before);
  }

  /** keepalived 2.2.7 gives the addresses to the other router when a route of its master goes. */
  private static Map<String, String> live(
      Directors hosts, Function<Host, RunningProcess> start, boolean givesUp) {
    Host ds1 = hosts.ds1();
    Map<String, String> steps = new LinkedHashMap<>();
    RunningProcess peer = Directors.keepalived(hosts.ds2(), 150);
    Await.until("the peer", SOON, () -> hosts.ds2().hasAddress(Directors.VIP));
    ds1.write(FILE, file());
    RunningProcess daemon = start.apply(ds1);
    daemon.awaitLine("(VI_1) Entering BACKUP STATE", SOON);
    Await.until("the static rules", SOON, () -> seen(ds1).contains("502:"));
    steps.put("backup", sorted(seen(ds1)));

    assertThat(peer.stop(SOON)).isZero();
    Await.until("the master", SOON, () -> seen(ds1).contains("606:"));
    Await.pause(Duration.ofSeconds(1));
    String master = seen(ds1);
    steps.put("master", sorted(master));

    int lines = daemon.lines().size();
    ds1.sh(
        """
        ip rule del priority 500
        ip route del 198.18.20.0/24
        ip addr del fd02::77/64 dev lan0
        """);
    Await.until("the static ones", SOON, () -> sorted(seen(ds1)).equals(sorted(master)));
    daemon.awaitLine(
        "the rule", lines, line -> line.contains("Restoring deleted static rule"), SOON);
    daemon.awaitLine(
        "the route", lines, line -> line.contains("Restoring deleted static route"), SOON);
    daemon.awaitLine(
        "the address", lines, line -> line.contains("Restoring deleted static address"), SOON);

    for (String removal :
        List.of(
            "ip route del 198.18.3.0/24",
            "ip rule del priority 602",
            "ip route del 198.18.4.0/24 tos 0x10")) {
      int from = daemon.lines().size();
      ds1.sh(removal);
      if (givesUp) {
        daemon.awaitLine("the retreat", from, line -> line.contains("Entering BACKUP STATE"), SOON);
        daemon.awaitLine("the return", from, line -> line.contains("Entering MASTER STATE"), SOON);
      } else {
        daemon.awaitLine(
            "the repair",
            from,
            line -> line.contains("was removed by somebody else, put back"),
            SOON);
        assertThat(daemon.lines().subList(from, daemon.lines().size()))
            .noneMatch(line -> line.text().contains("Entering"));
      }
      Await.until(removal, SOON, () -> sorted(seen(ds1)).equals(sorted(master)));
    }
    ds1.sh("ip rule del priority 606");
    Await.pause(Duration.ofSeconds(2));
    steps.put("an untracked rule removed", sorted(seen(ds1)));

    ds1.write(
        FILE,
        file()
            .replace("    198.18.6.0/24 via 10.9.9.9 dev lan0 onlink\n", "")
            .replace("metric 7", "metric 70")
            .replace("priority 603", "priority 613")
            .replace("    10.2.0.2/24 dev lan0 no_track\n", "")
            .replace("198.18.22.0/24", "198.18.23.0/24"));
    int reload = daemon.lines().size();
    daemon.signal("HUP");
    daemon.awaitLine("the reload", reload, line -> line.contains("Reload complete"), SOON);
    Await.until("the new rule", SOON, () -> seen(ds1).contains("613:"));
    Await.pause(Duration.ofSeconds(1));
    steps.put("reloaded", sorted(seen(ds1)));

    RunningProcess again = Directors.keepalived(hosts.ds2(), 150);
    Await.until("the fail-over", SOON, () -> !seen(ds1).contains("600:"));
    Await.pause(Duration.ofSeconds(1));
    steps.put("failed over", sorted(seen(ds1)));

    assertThat(daemon.stop(SOON)).isZero();
    steps.put("stopped", sorted(seen(ds1)));
    assertThat(again.stop(SOON)).isZero();
    return steps;
  }

  private static RunningProcess jkeepalived(Host host) {
    return host.start(Checkout.path("tools/bin/jkeepalived"), "-nlDPG", "-f", FILE, "-p", PID_FILE);
  }

  /** Without what the kernel has for every interface, and what changes with the time. */
  private static String seen(Host host) {
    return host.sh(
        """
        ip -o addr show | sed 's/ *valid_lft.*//' | grep -v 'inet6 fe80\\|: lo'
        ip -o -4 route show table all | grep -v 'table local'
        ip -o -6 route show table all | grep -v 'table local\\|fe80::\\|multicast'
        ip -4 rule show
        ip -6 rule show
        echo promote_secondaries $(cat /proc/sys/net/ipv4/conf/enp0s3/promote_secondaries)
        """);
  }

  /** What is put back comes last in its list. */
  private static String sorted(String seen) {
    return String.join(
        "\n", seen.lines().map(line -> line.replace(" secondary", "")).sorted().toList());
  }
}
