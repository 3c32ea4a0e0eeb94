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
import org.junit.jupiter.api.Test;

/**
 * fifo_write_vrrp_states_on_reload: whoever has begun to read the FIFO later knows after a reload
 * who is master. Of jkeepalived alone: keepalived 2.2.7 was seen to write the line of a group, and
 * to write none.
 */
@KernelTest
@WithoutIpvs
class StatesOnReloadTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> ALL =
      List.of(
          "INSTANCE \"VI_1\" MASTER 100", "INSTANCE \"VI_2\" MASTER 100", "GROUP \"G\" MASTER 0");

  private static String configuration(String more) {
    return "global_defs {\n vrrp_notify_fifo /run/fifo\n %s\n}\n".formatted(more)
        + "vrrp_sync_group G {\n group {\n VI_1\n VI_2\n }\n}\n"
        + Daemon.instance("VI_1", 71, 100, "10.1.80.71", "")
        + Daemon.instance("VI_2", 72, 100, "10.1.80.72", "");
  }

  private static List<String> toldAtReload(
      RunningProcess daemon, RunningProcess reader, int lines) {
    long before = reader.output().lines().count();
    daemon.signal("HUP");
    Await.until(
        lines + " more lines", SOON, () -> reader.output().lines().count() >= before + lines);
    return reader.output().lines().skip(before).toList();
  }

  @Test
  void who_reads_later_is_told_at_a_reload_what_state_everything_is_in(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RunningProcess daemon =
        Daemon.JKEEPALIVED.start(host, configuration("fifo_write_vrrp_states_on_reload"));
    daemon.awaitLine("Syncing instances to MASTER state", SOON);
    RunningProcess reader = host.start("sh", "-c", "exec cat <>/run/fifo");
    // What was written before is there still.
    Await.until("the masters' lines", SOON, () -> ALL.stream().allMatch(reader.output()::contains));

    assertThat(toldAtReload(daemon, reader, 3)).isEqualTo(ALL);
    assertThat(toldAtReload(daemon, reader, 3)).isEqualTo(ALL);

    // Without it the line of the router that comes is the first after the reload.
    host.write(Daemon.FILE, configuration("") + Daemon.instance("VI_3", 73, 100, "10.1.80.73", ""));
    assertThat(toldAtReload(daemon, reader, 1).get(0)).isEqualTo("INSTANCE \"VI_3\" BACKUP 100");
    daemon.stop(SOON);
  }
}
