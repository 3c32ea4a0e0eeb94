// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@KernelTest
class FirstLightTest {
  @Test
  void preempts(Network network) {
    Directors d = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    RunningProcess keepalived = Directors.keepalived(d.ds2(), 100);
    wire.awaitAdvert("ds2", Instant.EPOCH, a -> a.source().equals("10.1.80.92"), Directors.SOON);
    try (Ours ours = Ours.start(d.ds1(), Directors.setup(101))) {
      ours.awaitState(State.MASTER, Directors.SOON);
      io.github.jlvs.lab.Await.pause(java.time.Duration.ofSeconds(7));
      System.out.println(ours.events());
      System.out.println(d.ds1().addresses());
      System.out.println(d.ds2().addresses());
    }
    io.github.jlvs.lab.Await.pause(java.time.Duration.ofSeconds(2));
    wire.text("-vvv", "-n", "-e").forEach(System.out::println);
    System.out.println(keepalived.output());
    assertThat(d.ds1().hasAddress(Directors.VIP)).isFalse();
  }
}
