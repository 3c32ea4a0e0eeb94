// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.event.OfServer;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.lvs.Said;
import io.github.jlvs.jkeepalived.override.OverrideDesk.Outcome;
import io.github.jlvs.linux.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideDeskTest {
  private static final Target WEB = AnyOverrides.target("10.0.0.1", 80);

  @TempDir private Path directory = Path.of("");
  private final Said said = new Said();
  private final DaemonLog log = said.log();
  private final EventLoop loop = EventLoop.open();
  private final List<Overrides> applied = new ArrayList<>();
  private final List<DaemonEvent> events = new ArrayList<>();
  private Instant now = AnyOverrides.BEGIN;

  @AfterEach
  void close() {
    loop.close();
    log.close();
  }

  private OverridesFile file() {
    return new OverridesFile(directory.resolve("overrides"), log);
  }

  private OverrideDesk open() {
    return new OverrideDesk(
        loop,
        file(),
        file().read(),
        () -> now,
        log,
        events::add,
        next -> {
          applied.add(next);
          return CompletableFuture.completedFuture(next);
        });
  }

  private List<String> lines() {
    log.close();
    return said.lines();
  }

  private static Outcome done(CompletionStage<Outcome> stage) {
    return stage.toCompletableFuture().join();
  }

  private static ServerOverride until(Instant end) {
    return new ServerOverride(
        WEB,
        new AdministrativeState.Weighted(5),
        "anna",
        AnyOverrides.BEGIN,
        Optional.of(end),
        Optional.of("new disk"));
  }

  private void turnUntil(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void each_decision_and_its_end_is_an_event() {
    try (OverrideDesk desk = open()) {
      ServerOverride one = until(now.plusSeconds(60));
      Outcome unusedSet = done(desk.set(List.of(one), List.of("a warning is none")));
      Outcome unusedBack = done(desk.takeBack(WEB::equals, "anna"));

      assertThat(events)
          .containsExactly(
              new OfServer.Overridden(one, OfServer.Decision.SET, one.by()),
              new OfServer.Overridden(one, OfServer.Decision.TAKEN_BACK, "anna"));
    }
  }

  @Test
  void what_is_decided_is_in_the_file_in_force_and_in_the_log() {
    try (OverrideDesk desk = open()) {
      ServerOverride drained = AnyOverrides.drained(WEB);
      assertThat(done(desk.set(List.of(drained), List.of("Mind this"))))
          .isEqualTo(new Outcome.Kept(List.of(drained), Overrides.of(List.of(drained))));
      assertThat(file().read()).isEqualTo(Overrides.of(List.of(drained)));
      assertThat(applied).containsExactly(Overrides.of(List.of(drained)));

      assertThat(done(desk.takeBack(WEB::equals, "otto")))
          .isEqualTo(new Outcome.Kept(List.of(drained), Overrides.NONE));
      assertThat(file().read()).isEqualTo(Overrides.NONE);
      assertThat(applied).endsWith(Overrides.NONE);
      assertThat(done(desk.takeBack(WEB::equals, "otto")))
          .isEqualTo(new Outcome.Kept(List.of(), Overrides.NONE));
      assertThat(applied).hasSize(2);
    }
    assertThat(lines())
        .containsExactly(
            "Override by root: 10.0.0.1:80 is drained in all its virtual servers, until it is"
                + " enabled",
            "Mind this",
            "Override taken back by otto: 10.0.0.1:80 is no longer drained in all its virtual"
                + " servers");
  }

  @Test
  void it_ends_when_its_time_is_over() {
    try (OverrideDesk desk = open()) {
      ServerOverride one = until(now.plusSeconds(1));
      assertThat(done(desk.set(List.of(one), List.of()))).isInstanceOf(Outcome.Kept.class);
      now = now.plusSeconds(1);
      turnUntil(() -> applied.size() == 2);
      assertThat(applied).endsWith(Overrides.NONE);
      assertThat(file().read()).isEqualTo(Overrides.NONE);
    }
    assertThat(lines())
        .containsExactly(
            "Override by anna: 10.0.0.1:80 is given weight 5 in all its virtual servers, until"
                + " 2026-11-29T20:00:01Z: new disk",
            "Override by anna has expired: 10.0.0.1:80 is no longer given weight 5 in all its"
                + " virtual servers");
  }

  @Test
  void the_next_start_goes_on_with_what_is_not_over_by_then() throws IOException {
    ServerOverride drained = AnyOverrides.drained(AnyOverrides.target("10.0.0.2", 80));
    file().write(Overrides.of(List.of(until(now.plusSeconds(5)), drained)));
    now = now.plusSeconds(9);

    try (OverrideDesk desk = open()) {
      assertThat(desk).isNotNull();
      assertThat(file().read()).isEqualTo(Overrides.of(List.of(drained)));
    }
    assertThat(lines())
        .containsExactly(
            "Override by root since 2026-11-29T20:00:00Z goes on: 10.0.0.2:80 is drained in all"
                + " its virtual servers, until it is enabled",
            "Override by anna has expired: 10.0.0.1:80 is no longer given weight 5 in all its"
                + " virtual servers");
  }

  @Test
  void what_cannot_be_kept_is_not_in_force() throws IOException {
    Path aside = Files.createDirectory(directory.resolve(".overrides.new"));
    Path unused = Files.writeString(aside.resolve("something"), "");
    try (OverrideDesk desk = open()) {
      assertThat(done(desk.set(List.of(AnyOverrides.drained(WEB)), List.of())))
          .isInstanceOfSatisfying(
              Outcome.NotKept.class,
              refused ->
                  assertThat(refused.why())
                      .startsWith("it could not be kept for the next start: " + directory));
    }
    assertThat(applied).isEmpty();
    assertThat(lines()).isEmpty();
  }

  @Test
  void what_is_over_is_over_though_the_file_cannot_be_written() throws IOException {
    try (OverrideDesk desk = open()) {
      assertThat(done(desk.set(List.of(until(now.plusSeconds(1))), List.of())))
          .isInstanceOf(Outcome.Kept.class);
      Path file = directory.resolve("overrides");
      Files.delete(file);
      Path unused = Files.createDirectory(file);
      Path unusedToo = Files.writeString(file.resolve("something"), "");
      now = now.plusSeconds(1);
      turnUntil(() -> applied.size() == 2);
    }
    assertThat(lines())
        .anyMatch(line -> line.startsWith("Override by anna has expired: "))
        .anyMatch(line -> line.startsWith("Cannot write " + directory));
  }

  @Test
  void there_are_no_more_than_people_can_read() {
    List<ServerOverride> many =
        IntStream.rangeClosed(0, Overrides.MOST)
            .mapToObj(port -> AnyOverrides.drained(AnyOverrides.target("10.0.0.1", port)))
            .toList();
    try (OverrideDesk desk = open()) {
      assertThat(done(desk.set(many, List.of())))
          .isEqualTo(
              new Outcome.NotKept("there would be more than 4096 overrides: take some back"));
    }
    assertThat(applied).isEmpty();
  }
}
