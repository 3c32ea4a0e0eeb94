// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Masters that do not accept packets to their addresses. */
class AcceptFilterTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
  }

  @Test
  void whereRoutersAcceptTheTableOfAKilledDaemonGoesOnceAfterItsAddresses() {
    host.refuse(new FilterTable("mine", 0, false), Set.of(ip("10.1.80.90")));
    host.network().give("eth0", "10.1.80.90/32");
    runner.settings(HostSettings.DEFAULT.withFilter(new FilterTable("mine", 0, false)));
    runner.run(router("VI_1", 51, 100, true, "10.1.80.90"));
    assertThat(host.tables()).isEmpty();
    host.pass(ELECTED);
    runner.run(router("VI_2", 52, 100, true, "10.1.80.95"));
    runner.close();

    assertThat(host.calls().stream().filter(call -> call.startsWith("refuse mine[]"))).hasSize(1);
    assertThat(host.calls().indexOf("refuse mine[]"))
        .isGreaterThan(host.calls().indexOf("delete 10.1.80.90/32 dev eth0"));
  }

  @Test
  void aKernelWithoutATableIsNoNewsWhereRoutersAccept() {
    host.refuse("refuse", Errno.EPROTONOSUPPORT);
    runner.run(router("VI_1", 51, 100, true, "10.1.80.90"));
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.calls()).contains("refuse keepalived[]");
    assertThat(runner.told(RunnerEvent.FilterFailed.class)).isEmpty();
  }

  @Test
  void theAddressesOfAllMastersAreRefusedBeforeTheyAreThereAndNoLonger() {
    RouterSetup first = router("VI_1", 51, 100, false, "10.1.80.90", "2001:db8::90");
    RouterSetup second = router("VI_2", 52, 100, false, "10.1.80.95");
    runner.run(first, second, router("VI_3", 53, 255, false, "10.1.80.99"));
    assertThat(host.tables()).isEmpty();
    assertThat(host.calls()).as("what an earlier life left").contains("refuse keepalived[]");
    host.pass(ELECTED);

    assertThat(host.tables())
        .isEqualTo(
            Map.of("keepalived", Set.of(ip("10.1.80.90"), ip("2001:db8::90"), ip("10.1.80.95"))));
    assertThat(host.calls().indexOf("refuse keepalived[10.1.80.90, 2001:db8:0:0:0:0:0:90]"))
        .isBetween(0, host.calls().indexOf("add 10.1.80.90/32 dev eth0"));

    runner.run(second, router("VI_3", 53, 255, false, "10.1.80.99"));
    assertThat(host.tables()).isEqualTo(Map.of("keepalived", Set.of(ip("10.1.80.95"))));

    runner.settings(HostSettings.DEFAULT.withFilter(new FilterTable("other", 5, true)));
    runner.run(second);
    assertThat(host.tables()).isEqualTo(Map.of("other", Set.of(ip("10.1.80.95"))));

    runner.run(router("VI_2", 52, 100, true, "10.1.80.95"));
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
    assertThat(host.tables()).isEmpty();
    assertThat(runner.told(RunnerEvent.AcceptanceChanged.class))
        .contains(
            new RunnerEvent.AcceptanceChanged("VI_1", false),
            new RunnerEvent.AcceptanceChanged("VI_1", true),
            new RunnerEvent.AcceptanceChanged("VI_2", true))
        .doesNotContain(new RunnerEvent.AcceptanceChanged("VI_3", false));
  }

  @Test
  void anExcludedAddressThatComesOrGoesIsRefusedToo() {
    runner.run(router("VI_1", 51, 100, false, "10.1.80.90", "10.1.80.95"));
    host.pass(ELECTED);
    runner.run(router("VI_1", 51, 100, false, "10.1.80.90", "10.1.80.96"));

    assertThat(host.tables())
        .isEqualTo(Map.of("keepalived", Set.of(ip("10.1.80.90"), ip("10.1.80.96"))));
    runner.close();
    assertThat(host.tables()).isEmpty();
  }

  @Test
  void aKernelWithoutATableIsToldAndTheMasterIsOneAllTheSame() {
    host.refuse("refuse", Errno.EOPNOTSUPP);
    runner.run(router("VI_1", 51, 100, false, "10.1.80.90"));
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.told(RunnerEvent.FilterFailed.class)).isNotEmpty();
    assertThat(runner.told(RunnerEvent.AcceptanceChanged.class)).isEmpty();
    runner.close();
  }

  @Test
  void aTableHasAName() {
    assertThatThrownBy(() -> new FilterTable("a b", 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be named 'a b'");
  }

  private static RouterSetup router(
      String name, int vrid, int priority, boolean accept, String address, String... excluded) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(vrid, ip(address))
            .priority(priority)
            .acceptMode(accept)
            .build();
    return RouterSetup.builder(name, "eth0", config)
        .excluded(List.of(excluded).stream().map(each -> VirtualAddress.of(ip(each))).toList())
        .build();
  }
}
