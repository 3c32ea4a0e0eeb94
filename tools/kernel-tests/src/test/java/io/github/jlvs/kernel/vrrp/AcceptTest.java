// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a master that does not accept packets leaves in nftables: keepalived's rules, word for word.
 */
@KernelTest
@WithoutIpvs
class AcceptTest {
  private static final String ADDRESSES = Directors.VIP + "/24\n10.1.80.89/24";

  /** What is seen of a host at each step. */
  private record Seen(String step, String rules, boolean answers) {}

  @Together
  @ParameterizedTest
  @ValueSource(strings = {"no_accept", "strict_mode", "nftables"})
  void a_masters_addresses_are_dropped_like_keepaliveds_and_nothing_is_left(
      String how, Network network) {
    Host client = network.host("client", "10.1.80.66/24");
    Host host = network.host("ds1", "10.1.80.91/24");
    String global =
        how.equals("nftables")
            ? "global_defs {\n nftables mine\n nftables_priority 7\n nftables_counters\n}\n"
            : "";
    String line = how.equals("strict_mode") ? "strict_mode on\n" : "no_accept\n";
    String file = global + Daemon.instance(100, ADDRESSES, line);
    List<Seen> theirs = life(Daemon.KEEPALIVED, host, client, file);
    List<Seen> ours = life(Daemon.JKEEPALIVED, host, client, file);

    assertThat(theirs.get(1).rules()).contains("drop").contains(Directors.VIP);
    assertThat(theirs.get(1).answers()).isFalse();
    assertThat(theirs.get(3).answers()).isTrue();
    assertThat(ours).isEqualTo(theirs);
    System.out.printf(
        "accept: compared %1$d, equal %1$d, intended differences 0, skipped 0%n", theirs.size());
  }

  @Together
  @Test
  void what_a_killed_daemon_left_goes_at_a_start_whose_routers_accept(Network network) {
    Host client = network.host("client", "10.1.80.66/24");
    Host host = network.host("ds1", "10.1.80.91/24");
    RunningProcess process =
        Daemon.JKEEPALIVED.start(host, Daemon.instance(100, ADDRESSES, "no_accept\n"));
    Await.until("the address", SOON, () -> host.hasAddress(Directors.VIP));
    process.crash();
    Seen left = look("killed", host, client);
    RunningProcess again = Daemon.JKEEPALIVED.start(host, Daemon.instance(100, ADDRESSES, ""));
    again.awaitLine("Entering MASTER STATE", SOON);
    Await.until("the address again", SOON, () -> host.hasAddress(Directors.VIP));
    Seen started = look("started", host, client);
    again.stop(SOON);

    assertThat(left.rules()).contains("drop").contains(Directors.VIP);
    assertThat(left.answers()).isFalse();
    assertThat(started.rules()).isBlank();
    assertThat(started.answers()).isTrue();
  }

  private static List<Seen> life(Daemon daemon, Host host, Host client, String file) {
    List<Seen> seen = new ArrayList<>();
    seen.add(look("before", host, client));
    RunningProcess process = daemon.start(host, file);
    Await.until("the address", SOON, () -> host.hasAddress(Directors.VIP));
    seen.add(look("master", host, client));
    process.crash();
    RunningProcess again = daemon.start(host, file);
    again.awaitLine("Entering MASTER STATE", SOON);
    Await.until("the address again", SOON, () -> host.hasAddress(Directors.VIP));
    seen.add(look("after a crash", host, client));
    again.stop(SOON);
    host.exec("ip", "address", "add", Directors.VIP + "/24", "dev", Network.INTERFACE);
    seen.add(look("stopped, with the address by hand", host, client));
    host.exec("ip", "address", "delete", Directors.VIP + "/24", "dev", Network.INTERFACE);
    return seen;
  }

  private static Seen look(String step, Host host, Host client) {
    String rules = host.exec("nft", "list", "ruleset").out();
    boolean answers =
        client.attempt(ExitStatuses.of(0, 1), "ping", "-c", "1", "-W", "1", Directors.VIP).status()
            == 0;
    // What is counted depends on who knocked meanwhile.
    return new Seen(
        step, rules.replaceAll("packets \\d+ bytes \\d+", "packets N bytes N"), answers);
  }
}
