// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What jlvs-rs makes of a host, as ip, ifconfig and the kernel's files show it. */
@KernelTest
@WithoutIpvs
class StartAndStopTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void start_makes_what_the_guide_shows_and_stop_restores_what_was_before(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    JlvsRs tool = new JlvsRs(rs1);
    tool.setParameters("0 1 0 0");
    String addresses = rs1.sh("ip addr show dev lo");
    String routes = rs1.sh("ip -4 route show table all");

    assertThat(tool.attempt("status", "--vip", JlvsRs.VIP).status()).isEqualTo(3);
    CommandResult start = tool.run("start", "--vip", JlvsRs.VIP);

    assertThat(start.out().lines().toList()).endsWith("RealServer start OK: 10.1.80.90");
    assertThat(start.err()).isEmpty();
    assertThat(tool.parameters()).isEqualTo("1 2 1 2");
    assertThat(rs1.sh("ip -o addr show dev lo"))
        .contains("inet 10.1.80.90/32 brd 10.1.80.90 scope global lo:0");
    assertThat(rs1.sh("ifconfig lo:0"))
        .contains("inet 10.1.80.90", "netmask 255.255.255.255")
        .contains("UP");
    assertThat(rs1.sh("ip route show 10.1.80.90")).startsWith("10.1.80.90 dev lo scope link");
    assertThat(rs1.sh("route -n").lines())
        .anyMatch(
            line -> line.matches("10\\.1\\.80\\.90 +0\\.0\\.0\\.0 +255(\\.255){3} +UH .* lo"));
    assertThat(tool.attempt("status").status()).isZero();

    String started = rs1.sh("ip addr show dev lo; ip -4 route show table all; cat /run/jlvs/rs-*");
    assertThat(tool.run("start", "--vip", JlvsRs.VIP).out())
        .isEqualTo("RealServer start OK: 10.1.80.90 (it was started already)\n");
    assertThat(rs1.sh("ip addr show dev lo; ip -4 route show table all; cat /run/jlvs/rs-*"))
        .isEqualTo(started);
    assertThat(rs1.sh("stat -c '%a %U' /run/jlvs /run/jlvs/rs-*")).startsWith("755 root\n600 root");

    tool.run("stop");

    assertThat(tool.parameters()).isEqualTo("0 1 0 0");
    assertThat(rs1.sh("ip addr show dev lo")).isEqualTo(addresses);
    assertThat(rs1.sh("ip -4 route show table all")).isEqualTo(routes);
    assertThat(rs1.sh("ls /run/jlvs").strip()).isEqualTo("rs.lock");
    assertThat(tool.run("stop").out()).contains("it was stopped already");
    assertThat(tool.attempt("status").status()).isEqualTo(3);
  }

  @Test
  void a_dry_run_tells_what_start_and_stop_do_after_it_and_changes_nothing(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    JlvsRs tool = new JlvsRs(rs1);
    tool.setParameters("0 1 0 2");
    String before = state(rs1);

    CommandResult told = nobody(rs1, "start", "--dry-run", "--vip", JlvsRs.VIP);
    assertThat(told.out())
        .isEqualTo(
            """
            would set net.ipv4.conf.lo.arp_ignore to 1 (it is 0)
            would set net.ipv4.conf.lo.arp_announce to 2 (it is 1)
            would set net.ipv4.conf.all.arp_ignore to 1 (it is 0)
            would add 10.1.80.90/32 to lo as lo:0
            would add the route to 10.1.80.90 through lo
            RealServer start --dry-run: 10.1.80.90; nothing was changed
            """);
    assertThat(told.status()).isZero();
    assertThat(state(rs1)).isEqualTo(before);
    assertThat(rs1.sh("ls /run")).as("no record, no lock").doesNotContain("jlvs");

    assertThat(tool.run("start", "--vip", JlvsRs.VIP).out())
        .isEqualTo(
            """
            set net.ipv4.conf.lo.arp_ignore to 1 (it was 0)
            set net.ipv4.conf.lo.arp_announce to 2 (it was 1)
            set net.ipv4.conf.all.arp_ignore to 1 (it was 0)
            added 10.1.80.90/32 to lo as lo:0
            added the route to 10.1.80.90 through lo
            RealServer start OK: 10.1.80.90
            """);
    String started = state(rs1) + rs1.sh("ls -la --time-style=full-iso /run/jlvs");
    assertThat(started).doesNotContain(before);
    assertThat(tool.run("start", "--dry-run", "--vip", JlvsRs.VIP).out())
        .isEqualTo(
            "RealServer start --dry-run: 10.1.80.90; nothing to do (it is started already)\n");
    CommandResult stop = tool.run("stop", "--dry-run");
    assertThat(stop.out().lines())
        .startsWith("would remove the route to 10.1.80.90 through lo")
        .contains("would set net.ipv4.conf.lo.arp_announce to 1 (it is 2)")
        .endsWith("RealServer stop --dry-run: 10.1.80.90; nothing was changed");
    CommandResult unread = nobody(rs1, "stop", "--dry-run");
    assertThat(unread.status()).as("what stop takes back is for its owner to read").isEqualTo(4);
    assertThat(unread.err().lines()).singleElement().asString().contains("run jlvs-rs as root");
    assertThat(state(rs1) + rs1.sh("ls -la --time-style=full-iso /run/jlvs")).isEqualTo(started);

    assertThat(tool.run("stop").out().lines().count()).isEqualTo(stop.out().lines().count());
    assertThat(state(rs1)).isEqualTo(before);
  }

  /** All that start changes. */
  private static String state(Host host) {
    return host.sh("ip addr show dev lo; ip -4 route show table all")
        + new JlvsRs(host).parameters();
  }

  private static CommandResult nobody(Host host, String... arguments) {
    return host.attempt(
        JlvsRs.STATUSES,
        Stream.concat(
                Stream.of("setpriv", "--reuid=65534", "--clear-groups", JlvsRs.COMMAND),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void several_addresses_come_and_go_one_by_one(Network network) throws Exception {
    Host rs1 = network.host("rs1", "10.1.80.93/24", "fd00::93/64");
    JlvsRs tool = new JlvsRs(rs1);

    tool.run("start", "--vip", JlvsRs.VIP, "--vip", "10.1.80.99");
    tool.run("start", "--vip", "fd00::90");
    assertThat(rs1.sh("ip -o addr show dev lo"))
        .contains("10.1.80.90/32 brd 10.1.80.90 scope global lo:0")
        .contains("10.1.80.99/32 brd 10.1.80.99 scope global lo:1")
        .contains("fd00::90/128 scope global nodad");

    assertThat(rs1.hasAddress(JlvsRs.VIP)).isTrue();
    assertThat(rs1.hasAddress("fd00::90")).isTrue();
    tool.run("stop", "--vip", JlvsRs.VIP);
    assertThat(tool.parameters()).as("the other address still needs them").isEqualTo("1 2 1 2");
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isFalse();
    assertThat(rs1.hasAddress("10.1.80.99")).isTrue();

    rs1.sh("ip addr del 10.1.80.99/32 dev lo; echo 0 >/proc/sys/net/ipv4/conf/all/arp_ignore");
    CommandResult status = tool.attempt("status", "--json");
    JsonNode json = new ObjectMapper().readTree(status.out());
    assertThat(status.status()).isEqualTo(1);
    assertThat(json.at("/state").asText()).isEqualTo("partly");
    assertThat(json.findParents("name").stream().filter(each -> !each.get("ok").asBoolean()))
        .extracting(each -> each.get("name").asText())
        .containsExactlyInAnyOrder("address 10.1.80.99/32 on lo", "net.ipv4.conf.all.arp_ignore");

    tool.run("start", "--vip", "10.1.80.99");
    assertThat(tool.attempt("status").status()).isZero();
    rs1.write("/proc/sys/net/ipv4/conf/all/arp_announce", "1");
    CommandResult stop = tool.run("stop");
    assertThat(stop.out()).contains("net.ipv4.conf.all.arp_announce is 1, not the 2");
    assertThat(tool.parameters()).isEqualTo("0 0 0 1");
    assertThat(rs1.hasAddress("fd00::90")).isFalse();
  }

  @Test
  void namespaces_that_share_one_run_directory_keep_their_own_records(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    JlvsRs tool = new JlvsRs(rs1);
    rs1.sh(
        """
        ip netns add a; ip netns add b
        ip netns exec a sysctl -qw net.ipv4.conf.all.arp_ignore=5
        ip netns exec b sysctl -qw net.ipv4.conf.lo.arp_announce=1
        """);
    List<RunningProcess> starts =
        List.of(
            rs1.start(JlvsRs.COMMAND, "start", "--vip", JlvsRs.VIP),
            rs1.start("ip", "netns", "exec", "a", JlvsRs.COMMAND, "start", "--vip", JlvsRs.VIP),
            rs1.start("ip", "netns", "exec", "b", JlvsRs.COMMAND, "start", "--vip", JlvsRs.VIP));

    assertThat(starts).allSatisfy(start -> assertThat(start.awaitExit(LIMIT)).isZero());
    assertThat(rs1.sh("ls /run/jlvs | grep -c 'rs-'").strip()).isEqualTo("3");
    rs1.sh("ip netns exec a " + JlvsRs.COMMAND + " stop");
    rs1.sh("ip netns exec b " + JlvsRs.COMMAND + " stop");

    assertThat(tool.attempt("status").status()).as("rs1 itself is untouched").isZero();
    String show = "sysctl -n net.ipv4.conf.{lo,all}.arp_{ignore,announce} | tr '\\n' ' '";
    assertThat(rs1.sh("ip netns exec a bash -c \"" + show + "\"").strip()).isEqualTo("0 0 5 0");
    assertThat(rs1.sh("ip netns exec b bash -c \"" + show + "\"").strip()).isEqualTo("0 1 0 0");
  }

  @Test
  void the_record_of_a_namespace_that_is_gone_is_not_taken_for_that_of_its_successor(
      Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    String inside = "ip netns exec a " + JlvsRs.COMMAND;
    rs1.sh("ip netns add a; " + inside + " start --vip " + JlvsRs.VIP);

    // The new one often gets the inode number of the old one.
    rs1.sh("ip netns del a; ip netns add a");

    assertThat(rs1.attempt(ExitStatuses.of(3), "sh", "-c", inside + " status").status())
        .isEqualTo(3);
    assertThat(rs1.sh(inside + " start --vip 10.1.80.99; " + inside + " stop"))
        .contains("RealServer stop OK: 10.1.80.99\n");
  }

  @Test
  void a_damaged_record_is_put_aside_and_the_parameters_stay(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    JlvsRs tool = new JlvsRs(rs1);
    tool.run("start", "--vip", JlvsRs.VIP);
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isTrue();
    rs1.sh("for f in /run/jlvs/rs-*; do echo torn >$f; done");

    CommandResult guess = tool.attempt("stop");
    CommandResult named = tool.run("stop", "--vip", JlvsRs.VIP);

    assertThat(guess.status()).isEqualTo(1);
    assertThat(guess.err().lines())
        .singleElement()
        .asString()
        .contains("is damaged", "jlvs-rs stop --vip 10.1.80.90");
    assertThat(named.out()).contains("is damaged", "sysctl -w net.ipv4.conf.all.arp_announce=0");
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isFalse();
    assertThat(tool.parameters()).isEqualTo("1 2 1 2");
    assertThat(rs1.sh("cat /run/jlvs/rs-*.damaged")).isEqualTo("torn\n");
  }

  @Test
  void without_the_right_to_change_addresses_all_of_a_start_is_undone(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    JlvsRs tool = new JlvsRs(rs1);

    CommandResult rootWithout =
        rs1.attempt(
            JlvsRs.STATUSES,
            "setpriv",
            "--bounding-set=-net_admin",
            "--inh-caps=-net_admin",
            JlvsRs.COMMAND,
            "start",
            "--vip",
            JlvsRs.VIP);
    CommandResult nobody = nobody(rs1, "start", "--vip", JlvsRs.VIP);

    assertThat(rootWithout.status()).isEqualTo(4);
    assertThat(rootWithout.err().lines())
        .singleElement()
        .asString()
        .contains("CAP_NET_ADMIN", "what had been done was undone");
    assertThat(tool.parameters()).isEqualTo("0 0 0 0");
    assertThat(rs1.sh("ls /run/jlvs").strip()).isEqualTo("rs.lock");
    assertThat(nobody.status()).isEqualTo(4);
    assertThat(nobody.err().lines()).singleElement().asString().contains("run jlvs-rs as root");
  }

  @Test
  void where_kernel_parameters_are_read_only_one_line_says_so(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    rs1.sh("mount --bind /proc/sys /proc/sys; mount -o remount,ro,bind /proc/sys");
    JlvsRs tool = new JlvsRs(rs1);

    CommandResult start = tool.attempt("start", "--vip", JlvsRs.VIP);

    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err().lines())
        .singleElement()
        .asString()
        .contains("Read-only", "nothing was changed", "--sysctl");
    assertThat(rs1.hasAddress("10.1.80.93")).isTrue();
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isFalse();
    assertThat(tool.attempt("status").status()).isEqualTo(3);
  }

  @Test
  void an_ipv6_address_where_ipv6_is_off_is_refused_with_the_way_out(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    rs1.sh("sysctl -qw net.ipv6.conf.lo.disable_ipv6=1");

    CommandResult start = new JlvsRs(rs1).attempt("start", "--vip", "fd00::90");

    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err().lines())
        .singleElement()
        .asString()
        .contains("sysctl -w net.ipv6.conf.lo.disable_ipv6=0");
  }
}
