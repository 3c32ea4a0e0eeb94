// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition.ABSENT;
import static io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition.DOWN;
import static io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkDebounceTest {
  private final LinkDebounce debounce = new LinkDebounce();

  @BeforeEach
  void delays() {
    debounce.delays(Map.of("eth0", new LinkDelay(Duration.ofNanos(10), Duration.ofNanos(5))));
    assertThat(debounce.look("eth0", UP, 100)).isEqualTo(UP);
  }

  @Test
  void aShortLossNeverWas() {
    assertThat(debounce.look("eth0", DOWN, 200)).isEqualTo(UP);
    assertThat(debounce.nextChange()).isEqualTo(210);
    assertThat(debounce.look("eth0", UP, 209)).isEqualTo(UP);
    assertThat(debounce.nextChange()).isEqualTo(Timers.NEVER);
    assertThat(debounce.look("eth0", DOWN, 211)).isEqualTo(UP);
    assertThat(debounce.nextChange()).isEqualTo(221);
  }

  @Test
  void aLongOneCountsAtItsEndAndSoDoesTheReturn() {
    assertThat(debounce.look("eth0", DOWN, 200)).isEqualTo(UP);
    assertThat(debounce.look("eth0", DOWN, 205)).isEqualTo(UP);
    assertThat(debounce.look("eth0", DOWN, 210)).isEqualTo(DOWN);
    assertThat(debounce.look("eth0", UP, 300)).isEqualTo(DOWN);
    assertThat(debounce.nextChange()).isEqualTo(305);
    assertThat(debounce.look("eth0", UP, 305)).isEqualTo(UP);
  }

  @Test
  void oneThatIsDeletedOrMadeCountsAtOnce() {
    assertThat(debounce.look("eth0", ABSENT, 200)).isEqualTo(ABSENT);
    assertThat(debounce.look("eth0", DOWN, 201)).isEqualTo(DOWN);
    assertThat(debounce.look("eth0", ABSENT, 202)).isEqualTo(ABSENT);
    assertThat(debounce.look("eth0", UP, 203)).isEqualTo(UP);
  }

  @Test
  void anotherInterfaceIsBelievedAtOnceAndAForgottenOneStartsAnew() {
    assertThat(debounce.look("eth1", UP, 100)).isEqualTo(UP);
    assertThat(debounce.look("eth1", DOWN, 101)).isEqualTo(DOWN);

    assertThat(debounce.look("eth0", DOWN, 200)).isEqualTo(UP);
    debounce.keepOnly(Set.of("eth1"));
    assertThat(debounce.nextChange()).isEqualTo(Timers.NEVER);
    assertThat(debounce.look("eth0", DOWN, 201)).isEqualTo(DOWN);
  }
}
