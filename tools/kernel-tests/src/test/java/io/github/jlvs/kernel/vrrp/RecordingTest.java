// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.vectors.Replay;
import io.github.jlvs.vrrp.vectors.Vector;
import io.github.jlvs.vrrp.vectors.VectorFile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a running router did on a real network comes out again, line by line, without one. */
@KernelTest
@WithoutIpvs
class RecordingTest {

  @Together
  @Test
  void a_live_run_beside_keepalived_replays_to_the_last_line(Network network) {
    Directors hosts = Directors.in(network);
    List<String> lines = new CopyOnWriteArrayList<>();
    RunningProcess keepalived = Directors.keepalived(hosts.ds2(), 150);
    Await.until("keepalived as master", SOON, () -> hosts.ds2().hasAddress(VIP));
    try (Ours ours = recorded(hosts, List.of(Directors.setup(100)), List.of(), lines)) {
      Await.until("it to be heard", SOON, () -> ours.status().master().isPresent());
      int unused = keepalived.stop(SOON);
      ours.awaitState(State.MASTER, SOON);
      hosts.ds1().sh("ip addr del 10.1.80.90/32 dev enp0s3");
      ours.awaitEvent("AddressRestored", SOON);
      hosts.ds1().link().cut();
      ours.awaitState(State.FAULT, SOON);
      hosts.ds1().link().mend();
      ours.awaitState(State.MASTER, SOON);
      RunningProcess wrongPassword =
          Directors.keepalivedWith(
              hosts.ds2(), "", Directors.instance("VI_1", 51, VIP, 150).replace("1111", "2222"));
      ours.awaitEvent("PacketRefused", SOON);
      unused = wrongPassword.stop(SOON);
      ours.report(Directors.TRACKED.thing(), -10);
    }

    List<Vector> vectors = VectorFile.parse(lines);
    assertThat(vectors).hasSize(1);
    assertThat(Replay.firstDifference(vectors.get(0))).isEmpty();
    assertThat(String.join("\n", lines))
        .contains(
            "\"input\":\"startup\"",
            "\"input\":\"advertisement\",\"priority\":150",
            "\"input\":\"advertisement\",\"priority\":0",
            "\"input\":\"tick\"",
            "\"input\":\"address-lost\"",
            "\"input\":\"down\"",
            "\"input\":\"up\"",
            "\"input\":\"refused\"",
            "\"input\":\"priority\"",
            "\"input\":\"shutdown\"")
        // The password; a time may have these digits within others.
        .doesNotContainPattern("(?<![0-9.])1111(?![0-9])");
    System.out.printf(
        "recording: %d lines replayed, none differs%n", vectors.get(0).steps().size());
  }

  @Together
  @Test
  void a_sync_groups_live_run_replays_as_one(Network network) {
    Directors hosts = Directors.in(network);
    List<String> lines = new CopyOnWriteArrayList<>();
    List<RouterSetup> setups = List.of(member("VI_1", 51, VIP), member("VI_2", 52, "10.1.80.89"));
    GroupSetup group = new GroupSetup("VG", List.of("VI_1", "VI_2"));
    try (Ours ours = recorded(hosts, setups, List.of(group), lines)) {
      ours.awaitState(State.MASTER, SOON);
      hosts.ds1().link().cut();
      ours.awaitState(State.FAULT, SOON);
      hosts.ds1().link().mend();
      ours.awaitState(State.MASTER, SOON);
    }

    List<Vector> vectors = VectorFile.parse(lines);
    assertThat(vectors).singleElement().satisfies(each -> assertThat(each.group()).isTrue());
    assertThat(Replay.firstDifference(vectors.get(0))).isEmpty();
    assertThat(String.join("\n", lines)).contains("\"action\":\"group\"");
  }

  private static Ours recorded(
      Directors hosts, List<RouterSetup> setups, List<GroupSetup> groups, List<String> lines) {
    return Ours.recorded(hosts.ds1(), setups, groups, name -> lines::add);
  }

  private static RouterSetup member(String name, int vrid, String address) {
    return RouterSetup.builder(
            name,
            Network.INTERFACE,
            VirtualRouterConfig.builder(vrid, Directors.ip(address)).priority(200).build())
        .build();
  }
}
