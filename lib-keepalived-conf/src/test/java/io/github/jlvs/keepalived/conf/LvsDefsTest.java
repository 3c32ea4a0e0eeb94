// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.keepalived.conf.model.LvsDefs;
import io.github.jlvs.keepalived.conf.model.LvsDefs.FlushOnStop;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.net.IpAddresses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the kernel's IPVS is told of a configuration beside its table. */
class LvsDefsTest {
  @Test
  void nothing_said_is_nothing_done() {
    LvsDefs lvs = lvs("");

    assertThat(lvs.syncDaemon()).isEmpty();
    assertThat(lvs.timeouts()).isEqualTo(new Timeouts(0, 0, 0));
    assertThat(lvs.flush()).isFalse();
    assertThat(lvs.flushOnStop()).isEqualTo(FlushOnStop.CONFIGURED);
  }

  @Test
  void the_id_is_the_vrid_unless_it_is_given() {
    for (String line : List.of("eth1 V1", "eth1 inst V1", "eth1 V1 id x", "eth1 V1 id")) {
      assertThat(sender(line)).isEqualTo(SyncDaemon.of(SyncDaemon.State.MASTER, "eth1", 3));
    }
    assertThat(sender("eth1 V1 id 0").syncId()).isZero();
    assertThat(sender("eth1 V1 255").syncId()).isEqualTo(255);
  }

  @Test
  void every_option_arrives_in_any_order() {
    SyncDaemon all =
        new SyncDaemon(
            SyncDaemon.State.MASTER,
            "eth1",
            7,
            1000,
            Optional.of(IpAddresses.literal("224.0.0.99")),
            8849,
            4);

    assertThat(sender("eth1 inst V1 id 7 maxlen 1000 port 8849 ttl 4 group 224.0.0.99"))
        .isEqualTo(all);
    assertThat(sender("eth1 ttl 4 group 224.0.0.99 id 7 inst V1 port 8849 maxlen 1000"))
        .isEqualTo(all);
  }

  @Test
  void the_receiver_has_the_values_of_the_sender() {
    SyncDaemonSetup setup =
        lvs("lvs_sync_daemon eth1 V1 maxlen 9 group ff02::5").syncDaemon().orElseThrow();

    assertThat(setup.router()).isEqualTo("V1");
    assertThat(setup.daemon(true)).isEqualTo(setup.sender());
    assertThat(setup.daemon(false))
        .isEqualTo(
            new SyncDaemon(
                SyncDaemon.State.BACKUP,
                "eth1",
                3,
                9,
                Optional.of(IpAddresses.literal("ff02::5")),
                0,
                0));
    assertThatThrownBy(() -> new SyncDaemonSetup("V1", setup.daemon(false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_no_value_counts_as_not_written() {
    assertThat(sender("eth1 V1 maxlen 0 port 65536 ttl 256 group 10.0.0.1 colour red"))
        .isEqualTo(SyncDaemon.of(SyncDaemon.State.MASTER, "eth1", 3));
    assertThat(lvs("lvs_sync_daemon eth1").syncDaemon()).isEmpty();
    assertThat(lvs("lvs_sync_daemon eth1 V9").syncDaemon()).isEmpty();
    assertThat(lvs("lvs_sync_daemon eth1 id 4").syncDaemon()).isEmpty();
  }

  @Test
  void an_instance_may_ask_for_it_in_the_old_way() {
    String old = Texts.instance("lvs_sync_daemon_interface eth1");

    assertThat(read(old).syncDaemon())
        .contains(new SyncDaemonSetup("V1", SyncDaemon.of(SyncDaemon.State.MASTER, "eth1", 0)));
    assertThat(read("global_defs {\nlvs_sync_daemon eth0 V1\n}\n" + old).syncDaemon())
        .contains(new SyncDaemonSetup("V1", SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 3)));
  }

  @Test
  void timeouts_add_up_and_zero_is_none() {
    assertThat(lvs("lvs_timeouts tcp 7200 tcpfin 30 udp 60").timeouts())
        .isEqualTo(new Timeouts(7200, 30, 60));
    assertThat(lvs("lvs_timeouts udp 44\nlvs_timeouts tcp 3").timeouts())
        .isEqualTo(new Timeouts(3, 0, 44));
    assertThat(lvs("lvs_timeouts tcp 30 tcp 40 udp 0").timeouts())
        .isEqualTo(new Timeouts(40, 0, 0));
    assertThat(lvs("lvs_timeouts tcp 2678400 tcpfin 2678401 udp x").timeouts())
        .isEqualTo(new Timeouts(2678400, 0, 0));
    assertThat(lvs("lvs_timeouts tcp").timeouts()).isEqualTo(new Timeouts(0, 0, 0));
  }

  @Test
  void flushing_is_asked_for_by_word() {
    assertThat(lvs("lvs_flush").flush()).isTrue();
    assertThat(lvs("lvs_flush_on_stop").flushOnStop()).isEqualTo(FlushOnStop.EVERYTHING);
    assertThat(lvs("lvs_flush_onstop").flushOnStop()).isEqualTo(FlushOnStop.EVERYTHING);
    assertThat(lvs("lvs_flush_on_stop VS").flushOnStop()).isEqualTo(FlushOnStop.CONFIGURED);
    assertThat(lvs("lvs_flush_on_stop vs").flushOnStop()).isEqualTo(FlushOnStop.CONFIGURED);
  }

  private static SyncDaemon sender(String line) {
    return lvs("lvs_sync_daemon " + line).syncDaemon().orElseThrow().sender();
  }

  private static LvsDefs lvs(String lines) {
    return read("global_defs {\n" + lines + "\n}\n" + Texts.instance());
  }

  private static LvsDefs read(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow().global().lvs();
  }
}
