// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementQueueTest {
  private final AnnouncementQueue queue = new AnnouncementQueue();
  private final RouterSetup first = router("first", 1, "10.1.80.1", "10.1.80.2");
  private final RouterSetup second = router("second", 2, "10.1.80.3");

  @Test
  void aRoundGoesOverAllAddressesBeforeTheNextBegins() {
    queue.add(first, first.allAddresses(), 2);

    assertThat(all()).containsExactly("10.1.80.1", "10.1.80.2", "10.1.80.1", "10.1.80.2");
  }

  @Test
  void routersTakeTurnsAfterEachRound() {
    queue.add(first, first.allAddresses(), 2);
    queue.add(second, second.allAddresses(), 3);

    assertThat(all())
        .containsExactly(
            "10.1.80.1",
            "10.1.80.2",
            "10.1.80.3",
            "10.1.80.1",
            "10.1.80.2",
            "10.1.80.3",
            "10.1.80.3");
  }

  @Test
  void whatIsAskedForAgainBeforeItIsOverBeginsAgain() {
    queue.add(second, second.allAddresses(), 5);
    take(3);

    for (int i = 0; i < 1000; i++) {
      queue.add(second, second.allAddresses(), 3);
    }

    assertThat(all()).hasSize(3);
  }

  @Test
  void fewerRoundsDoNotShortenWhatWaits() {
    queue.add(second, second.allAddresses(), 5);
    queue.add(second, second.allAddresses(), 1);

    assertThat(all()).hasSize(5);
  }

  @Test
  void noRoundsAndNoAddressesAreNothing() {
    queue.add(second, second.allAddresses(), 0);
    queue.add(second, List.of(), 5);

    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aRouterThatIsNoLongerMasterIsForgotten() {
    queue.add(first, first.allAddresses(), 5);
    queue.add(second, second.allAddresses(), 1);

    queue.forget("first");

    assertThat(all()).containsExactly("10.1.80.3");
  }

  private List<String> all() {
    List<String> taken = new ArrayList<>();
    while (!queue.isEmpty()) {
      taken.add(queue.take().address().address().getHostAddress());
    }
    return taken;
  }

  private void take(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(queue.take().router().name()).isEqualTo("second");
    }
  }

  private static RouterSetup router(String name, int vrid, String... addresses) {
    InetAddress[] parsed = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      parsed[i] = ip(addresses[i]);
    }
    return RouterSetup.builder(name, "eth0", VirtualRouterConfig.builder(vrid, parsed).build())
        .build();
  }
}
