// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.dump.Snapshots;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the parts know, put together. */
class CurrentSnapshotTest {
  private static final RouterReport ROUTERS =
      new RouterReport(List.of(), List.of(), Lateness.NONE, Map.of());
  private static final ServerReport SERVERS =
      new ServerReport(List.of(), List.of(), Set.of(), Overrides.NONE);

  private final CurrentSnapshot current = new CurrentSnapshot();
  private final AtomicInteger notes = new AtomicInteger();

  @Test
  void each_loop_is_told_and_waited_for() {
    current.routers().servedBy(notes::incrementAndGet);
    current.tracked().servedBy(notes::incrementAndGet);
    current.servers().servedBy(notes::incrementAndGet);
    assertThat(current.isAwaited()).isFalse();

    current.renew();

    assertThat(notes).hasValue(3);
    current.routers().publish(() -> ROUTERS);
    current.tracked().publish(() -> TrackedReport.NOTHING);
    assertThat(current.isAwaited()).as("virtual servers").isTrue();
    current.servers().publish(() -> SERVERS);
    assertThat(current.isAwaited()).isFalse();
  }

  @Test
  void each_loop_alone_is_waited_for() {
    for (Published<?> each : List.of(current.routers(), current.tracked(), current.servers())) {
      each.servedBy(notes::incrementAndGet);
      current.renew();
      assertThat(current.isAwaited()).isTrue();
      each.unserved();
      assertThat(current.isAwaited()).isFalse();
    }
  }

  @Test
  void it_is_what_they_have_published_last() {
    assertThat(current.now()).isEmpty();
    current.configure(Snapshots.configuration(""));
    Snapshot first = current.now().orElseThrow();
    assertThat(first.routers()).isEmpty();
    assertThat(first.servers()).isEmpty();
    assertThat(first.table()).isEmpty();
    assertThat(first.reloads()).isEqualTo(ReloadReport.NONE);

    current.routers().publish(() -> ROUTERS);
    current.servers().publish(() -> SERVERS);
    current.written(new TableReport(List.of("IPVS: no such service"), Map.of()));
    current.started();
    current.reloaded(true, "Reload complete");

    Snapshot next = current.now().orElseThrow();
    assertThat(next.routers().map(Dated::report)).contains(ROUTERS);
    assertThat(next.servers().map(Dated::report)).contains(SERVERS);
    assertThat(next.table().orElseThrow().report().failures())
        .containsExactly("IPVS: no such service");
    assertThat(next.reloads().started()).isTrue();
    assertThat(next.reloads().taken()).isEqualTo(1);
    assertThat(next.reloads().refused()).isZero();
  }
}
