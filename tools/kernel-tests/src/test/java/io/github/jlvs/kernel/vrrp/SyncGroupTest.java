// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of routers, and more than two directors. */
@KernelTest
@WithoutIpvs
class SyncGroupTest {
  private static final String FIRST = "10.1.80.90";
  private static final String SECOND = "10.1.80.89";

  @Together
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_group_moves_as_a_whole_against_keepaliveds_group(boolean oursIsBetter, Network network) {
    Directors hosts = Directors.in(network);
    Host better = hosts.ds1();
    Host worse = hosts.ds2();
    RunningProcess keepalived = keepalivedGroup(oursIsBetter ? worse : better, oursIsBetter);
    try (Ours ours =
        Ours.start(
            oursIsBetter ? better : worse,
            List.of(
                setup("VI_1", 51, FIRST, oursIsBetter ? 101 : 100),
                setup("VI_2", 52, SECOND, oursIsBetter ? 101 : 100)),
            List.of(new GroupSetup("VG", List.of("VI_1", "VI_2"))))) {
      holds(better, worse);

      better.link().cut();
      holds(worse, better);

      better.link().mend();
      holds(better, worse);
      State state = oursIsBetter ? State.MASTER : State.BACKUP;
      assertThat(ours.daemon().routers()).allSatisfy(r -> assertThat(r.state()).isEqualTo(state));
      assertThat(ours.events(RunnerEvent.GroupChanged.class)).isNotEmpty();

      // One member's fault is everybody's.
      if (oursIsBetter) {
        ours.report("VI_2", -254);
        holds(worse, better);
        assertThat(ours.daemon().routers())
            .allSatisfy(r -> assertThat(r.state()).isEqualTo(State.FAULT));
      }
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void of_three_directors_the_next_best_follows_and_the_best_comes_back(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host ds3 = network.host("ds3", "10.1.80.93/24");
    Capture wire = network.capture("vrrp");
    try (Ours best = Ours.start(ds1, setup("VI_1", 51, FIRST, 120));
        Ours worst = Ours.start(ds3, setup("VI_1", 51, FIRST, 80))) {
      RunningProcess keepalived = Directors.keepalived(ds2, 100);
      best.awaitState(State.MASTER, SOON);

      Instant cut = Instant.now();
      ds1.link().silence();
      wire.awaitAdvert("keepalived", cut, a -> a.source().equals("10.1.80.92"), SOON);
      Await.until("the address", SOON, () -> ds2.hasAddress(FIRST));
      assertThat(worst.state()).isEqualTo(State.BACKUP);

      Instant left = Instant.now();
      int unused = keepalived.stop(SOON);
      wire.awaitAdvert("the last", left, a -> a.source().equals("10.1.80.93"), SOON);
      worst.awaitState(State.MASTER, SOON);
      Await.until("the address", SOON, () -> ds3.hasAddress(FIRST));

      ds1.link().mend();
      worst.awaitState(State.BACKUP, SOON);
      assertThat(best.state()).isEqualTo(State.MASTER);
      assertThat(ds3.hasAddress(FIRST)).isFalse();
    }
  }

  @Together
  @Test
  void a_changed_priority_decides_anew(Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived = Directors.keepalived(hosts.ds2(), 100);
    try (Ours ours = Ours.start(hosts.ds1(), setup("VI_1", 51, FIRST, 120))) {
      ours.awaitState(State.MASTER, SOON);
      ours.report("VI_1", -30);

      Await.until("the other to take over", SOON, () -> hosts.ds2().hasAddress(FIRST));
      ours.awaitState(State.BACKUP, SOON);

      ours.report("VI_1", 0);
      ours.awaitState(State.MASTER, SOON);
      Await.until("the other to let go", SOON, () -> !hosts.ds2().hasAddress(FIRST));
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void a_script_that_lowers_keepaliveds_priority_moves_the_address_to_ours_and_back(
      Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived =
        Directors.keepalivedWith(
            hosts.ds2(),
            "script_user root",
            """
            vrrp_script chk {
                script "/usr/bin/test ! -e /run/broken"
                interval 1
                fall 1
                rise 1
                weight -40
            }
            """
                + Directors.instance("VI_1", 51, FIRST, 120, "track_script {\n chk\n }"));
    Await.until("keepalived as master", SOON, () -> hosts.ds2().hasAddress(FIRST));
    try (Ours ours = Ours.start(hosts.ds1(), setup("VI_1", 51, FIRST, 100))) {
      Await.until("it to be heard", SOON, () -> ours.status().master().isPresent());
      assertThat(ours.state()).isEqualTo(State.BACKUP);

      hosts.ds2().sh("touch /run/broken");
      ours.awaitState(State.MASTER, SOON);
      Await.until("the address on ours", SOON, () -> hosts.ds1().hasAddress(FIRST));
      Await.until("keepalived to let go", SOON, () -> !hosts.ds2().hasAddress(FIRST));

      hosts.ds2().sh("rm /run/broken");
      ours.awaitState(State.BACKUP, SOON);
      Await.until("keepalived as master again", SOON, () -> hosts.ds2().hasAddress(FIRST));
      assertThat(hosts.ds1().hasAddress(FIRST)).isFalse();
    }
    int unused = keepalived.stop(SOON);
  }

  private static void holds(Host master, Host other) {
    for (String address : List.of(FIRST, SECOND)) {
      Await.until(address + " on " + master, SOON, () -> master.hasAddress(address));
      Await.until("no " + address + " on " + other, SOON, () -> !other.hasAddress(address));
    }
  }

  private static RunningProcess keepalivedGroup(Host host, boolean oursIsBetter) {
    int priority = oursIsBetter ? 100 : 101;
    return Directors.keepalivedWith(
        host,
        "",
        "vrrp_sync_group VG {\n group {\n VI_1\n VI_2\n }\n}\n"
            + Directors.instance("VI_1", 51, FIRST, priority)
            + Directors.instance("VI_2", 52, SECOND, priority));
  }

  private static RouterSetup setup(String name, int vrid, String address, int priority) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(vrid, ip(address))
            .priority(priority)
            .authentication(SimplePassword.of("1111"))
            .build();
    return RouterSetup.builder(name, Network.INTERFACE, config)
        .tracked(List.of(Tracking.weighted(name, 1)))
        .build();
  }
}
