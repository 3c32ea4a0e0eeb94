// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A reload ends where a fresh start would: one daemon goes from file to file, and for each another
 * is started anew on a host that is its like. ReloadProperties of lib-vrrp has the many cases, with
 * a host that is played.
 */
@KernelTest
@WithoutIpvs
class ReloadSampleTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Until the last of them is master. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private static final int RELOADS = 4;

  @Together
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void addresses_routes_and_rules_after_a_reload_are_those_of_a_fresh_start(
      long seed, Network network) {
    Host reloaded = host(network, "reloaded");
    Host fresh = host(network, "fresh");
    List<String> before = everything(fresh);
    assertThat(everything(reloaded)).isEqualTo(before);
    RandomFile files = new RandomFile(new Random(seed));
    RunningProcess daemon = Daemon.JKEEPALIVED.start(reloaded, files.next());
    daemon.awaitLine("Entering", SOON);

    for (int reload = 1; reload <= RELOADS; reload++) {
      String file = files.next();
      int said = daemon.lines().size();
      Daemon.reload(reloaded, daemon, file);
      daemon.awaitLine("the reload", said, line -> line.contains("Reload complete"), SOON);

      RunningProcess started = Daemon.JKEEPALIVED.start(fresh, file);
      started.awaitLine("Entering", SOON);
      Await.pause(SETTLED);

      assertThat(everything(reloaded))
          .as("after reload %d of seed %d to%n%s", reload, seed, file)
          .isEqualTo(everything(fresh));
      assertThat(started.stop(SOON)).isZero();
      assertThat(everything(fresh)).isEqualTo(before);
    }
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(everything(reloaded)).isEqualTo(before);
  }

  /** Both have one address and hear nobody, so that nothing tells them apart. */
  private static Host host(Network network, String name) {
    Host host = network.host(name, "10.1.80.91/24");
    host.link().silence();
    host.sh(
        """
        for lan in lan0 lan1 lan2; do
          ip link add $lan type veth peer name ${lan}p
          ip link set ${lan}p up
          ip link set $lan up
        done
        ip addr add 10.8.0.91/24 dev lan0
        ip link set lan2p down
        """);
    return host;
  }

  private static List<String> everything(Host host) {
    return host.sh("ip -o -4 addr; ip -4 route show table all; ip -4 rule")
        .lines()
        .map(line -> line.replaceFirst("^[0-9]+: (?=\\w+ +inet )", ""))
        .sorted()
        .toList();
  }
}
