// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of three in which keepalived and ours are mixed, best and worst in either hand. */
@KernelTest
@WithoutIpvs
class ThreeDirectorsTest {
  /** Several JVMs start at once. */
  private static final Duration SOON = Duration.ofSeconds(60);

  /** A host, the program on it, and its address: the first is the best. */
  private static final class Director {
    final Host host;
    final Side side;
    final VrrpKind kind;
    final String address;
    final int priority;
    RunningProcess process;

    Director(Network network, int place, Side side, VrrpKind kind) {
      String ipv4 = "10.1.80.9" + place;
      this.host = network.host("ds" + place, ipv4 + "/24");
      this.kind = kind;
      this.address =
          kind == VrrpKind.VERSION_3_IPV6
              ? Directors.ip("fe80::ff:fe00:" + place).getHostAddress()
              : ipv4;
      this.side = side;
      this.priority = 130 - 10 * place;
      this.process = start();
    }

    private RunningProcess start() {
      return side == Side.OURS
          ? RouterProcess.start(host, kind, priority)
          : Directors.keepalivedWith(host, "", kind.instance(priority));
    }

    void awaitBackup() {
      process.awaitLine(side == Side.OURS ? "to=BACKUP" : "Entering BACKUP STATE", SOON);
    }

    void restart() {
      process = start();
      awaitBackup();
    }

    /** As when its machine loses power: no good-bye, and its address is gone with it. */
    void die() {
      process.crash();
      host.sh("ip addr flush to " + kind.virtualAddress() + " dev " + Network.INTERFACE);
    }
  }

  @Together
  @ParameterizedTest
  @CsvSource({
    "KEEPALIVED, KEEPALIVED, OURS, VERSION_2",
    "KEEPALIVED, OURS, KEEPALIVED, VERSION_2",
    "OURS, KEEPALIVED, OURS, VERSION_2",
    "OURS, OURS, KEEPALIVED, VERSION_2",
    "KEEPALIVED, OURS, KEEPALIVED, VERSION_3",
    "OURS, KEEPALIVED, OURS, VERSION_3",
    "KEEPALIVED, OURS, KEEPALIVED, VERSION_3_IPV6",
    "OURS, KEEPALIVED, OURS, VERSION_3_IPV6",
  })
  void each_master_in_turn_is_killed_and_the_next_best_alone_follows(
      Side best, Side second, Side third, VrrpKind kind, Network network) {
    Capture wire = network.capture("vrrp or ip6 proto 112");
    List<Director> all = new ArrayList<>();
    for (Side side : List.of(best, second, third)) {
      all.add(new Director(network, all.size() + 1, side, kind));
    }
    all.forEach(Director::awaitBackup);
    alone(all.get(0), Instant.EPOCH, all, wire);

    Instant first = Instant.now();
    all.get(0).die();
    alone(all.get(1), first, all, wire);

    Instant next = Instant.now();
    all.get(1).die();
    alone(all.get(2), next, all, wire);

    Instant back = Instant.now();
    all.get(1).restart();
    alone(all.get(1), back, all, wire);
    Instant allBack = Instant.now();
    all.get(0).restart();
    alone(all.get(0), allBack, all, wire);
    all.forEach(director -> assertThat(director.process.running()).isTrue());
  }

  /** It advertises and has the address; nobody else does either, and it stays so. */
  private static void alone(Director master, Instant since, List<Director> all, Capture wire) {
    wire.awaitAdvert(
        master.host + " as master", since, a -> a.source().equals(master.address), SOON);
    Await.until("the address on " + master.host, SOON, () -> holders(all).contains(master.address));
    Await.value(
        "no address on the others",
        SOON,
        () -> holders(all),
        holders -> holders.equals(List.of(master.address)));
    Await.value(
        "advertisements of " + master.host + " alone",
        SOON,
        () -> Directors.advertisingOf(wire),
        sources -> sources.equals(List.of(master.address)));
    assertThat(holders(all)).containsExactly(master.address);
  }

  private static List<String> holders(List<Director> all) {
    return all.stream()
        .filter(d -> d.host.hasAddress(d.kind.virtualAddress()))
        .map(d -> d.address)
        .toList();
  }
}
