// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master that is asked to let another one be it. */
class ResignTest {
  private static final Duration ELECTED = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofMinutes(10);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void network() {
    host.network().create("eth0", "10.1.80.91/24");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  private static RouterSetup setup(String name, int vrid, int priority) {
    return RouterSetup.builder(
            name,
            "eth0",
            VirtualRouterConfig.builder(vrid, ip("10.1.80." + (40 + vrid)))
                .priority(priority)
                .build())
        .build();
  }

  @Test
  void it_says_so_and_is_master_again_where_nobody_comes_forward() {
    runner.run(setup("VI_1", 51, 200));
    host.pass(ELECTED);
    host.packets().clear();

    assertThat(runner.runner().resign("VI_1", REST)).containsExactly("VI_1");

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.network().addressTexts()).noneMatch(each -> each.contains("10.1.80.91/32"));
    assertThat(host.packets()).hasSize(1);
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);
    assertThat(runner.status("VI_1").restsUntil())
        .hasValueSatisfying(
            until ->
                assertThat(until)
                    .isBetween(
                        Instant.now().plus(REST).minusSeconds(60), Instant.now().plus(REST)));
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);

    host.pass(REST);
    assertThat(runner.status("VI_1").priority()).isEqualTo(200);
    assertThat(runner.status("VI_1").restsUntil()).isEmpty();
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void the_rest_outlives_reloads_and_ends_when_that_is_asked_for() {
    runner.run(setup("VI_1", 51, 200));
    host.pass(ELECTED);
    List<String> unused = runner.runner().resign("VI_1", REST);

    runner.run(setup("VI_1", 51, 150));
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);
    runner.run(setup("VI_1", 52, 150));
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);

    assertThat(runner.runner().endRest("VI_1")).containsExactly("VI_1");
    assertThat(runner.status("VI_1").priority()).isEqualTo(150);
    assertThat(runner.runner().endRest("VI_1")).isEmpty();
  }

  @Test
  void of_one_that_is_gone_nothing_is_kept() {
    runner.run(setup("VI_1", 51, 200), setup("VI_2", 52, 200));
    host.pass(ELECTED);
    List<String> unused = runner.runner().resign("VI_1", REST);

    runner.run(setup("VI_2", 52, 200));
    runner.run(setup("VI_1", 51, 200), setup("VI_2", 52, 200));

    assertThat(runner.status("VI_1").priority()).isEqualTo(200);
    host.pass(REST);
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
  }

  @Test
  void a_sync_group_resigns_and_rests_as_a_whole() {
    List<GroupSetup> group = List.of(new GroupSetup("G1", List.of("VI_1", "VI_2")));
    runner.run(List.of(setup("VI_1", 51, 200), setup("VI_2", 52, 150)), group);
    host.pass(ELECTED);

    assertThat(runner.runner().resign("VI_2", REST)).containsExactly("VI_1", "VI_2");

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.state("VI_2")).isEqualTo(State.BACKUP);
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);
    assertThat(runner.runner().endRest("VI_1")).containsExactly("VI_1", "VI_2");
    assertThat(runner.status("VI_2").priority()).isEqualTo(150);
  }

  @Test
  void each_ends_its_rest_in_its_time() {
    runner.run(setup("VI_1", 51, 200), setup("VI_2", 52, 150));
    host.pass(ELECTED);
    List<String> unused = runner.runner().resign("VI_1", Duration.ofMinutes(1));
    List<String> unusedLonger = runner.runner().resign("VI_2", Duration.ofMinutes(2));

    host.pass(Duration.ofSeconds(61));
    assertThat(runner.status("VI_1").priority()).isEqualTo(200);
    assertThat(runner.status("VI_2").priority()).isEqualTo(1);
    host.pass(Duration.ofSeconds(60));
    assertThat(runner.status("VI_2").priority()).isEqualTo(150);
  }

  @Test
  void who_cannot_resign_says_why_and_nothing_changes() {
    runner.run(setup("VI_1", 51, 255), setup("VI_2", 52, 100));

    assertThatThrownBy(() -> runner.runner().resign("VI_3", REST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no virtual router VI_3");
    assertThatThrownBy(() -> runner.runner().resign("VI_1", REST))
        .hasMessage("virtual router VI_1 is the owner of its addresses: priority 255");
    assertThatThrownBy(() -> runner.runner().resign("VI_2", REST))
        .hasMessage("virtual router VI_2 is BACKUP, not MASTER");
    assertThatThrownBy(() -> runner.runner().endRest("VI_3"))
        .hasMessage("there is no virtual router VI_3");
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_2").priority()).isEqualTo(100);
  }
}
