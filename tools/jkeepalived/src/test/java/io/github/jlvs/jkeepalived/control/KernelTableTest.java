// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.view.ActualTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kernel's table is read seldom, and what it refuses is said. */
class KernelTableTest {
  private static final ServiceId SERVICE = ServiceId.tcp("10.0.0.1", 80);

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger opened = new AtomicInteger();
  private final List<String> openers = new CopyOnWriteArrayList<>();
  private volatile Duration opening = Duration.ZERO;
  private volatile boolean unexpected;
  private volatile boolean memory = true;
  private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
  private final KernelTable table = new KernelTable(this::open, now::get, deaths::add);

  private Ipvs open() {
    openers.add(Thread.currentThread().getName());
    if (unexpected) {
      throw new IllegalStateException("unexpected");
    }
    if (!memory) {
      throw new OutOfMemoryError("played");
    }
    pass(opening);
    int unused = opened.incrementAndGet();
    return kernel.open();
  }

  private static List<Thread> readersAhead() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("jkeepalived-table"))
        .toList();
  }

  private static void await(BooleanSupplier wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void close() {
    table.close();
  }

  private void pass(Duration time) {
    long unused = now.addAndGet(time.toNanos());
  }

  @Test
  void it_is_read_once_a_second_at_the_most() {
    assertThat(table.now().services()).isEmpty();
    try (Ipvs somebody = kernel.open()) {
      somebody.add(VirtualService.of(SERVICE, "rr"));
    }

    pass(Duration.ofMillis(999));
    assertThat(table.now().services()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(table.now().services()).containsOnlyKeys(SERVICE);
    assertThat(opened).hasValue(1);
  }

  @Test
  void what_has_not_changed_is_not_kept_a_second_time() {
    ServiceId other = ServiceId.tcp("10.0.0.2", 80);
    try (Ipvs somebody = kernel.open()) {
      for (ServiceId each : List.of(SERVICE, other)) {
        somebody.add(VirtualService.of(each, "rr"));
        somebody.add(
            each, Destination.of(DestinationId.of("10.0.0.9", 80), Forwarding.DIRECT_ROUTE, 1));
      }
      ActualTable before = table.now();
      somebody.edit(
          other, Destination.of(DestinationId.of("10.0.0.9", 80), Forwarding.DIRECT_ROUTE, 2));
      pass(Duration.ofSeconds(1));

      ActualTable after = table.now();
      assertThat(after.services().get(SERVICE)).isSameAs(before.services().get(SERVICE));
      assertThat(after.services().get(other)).isNotEqualTo(before.services().get(other));
    }
  }

  @Test
  void without_ipvs_it_says_so_and_tries_again() {
    kernel.unload();
    assertThat(table.now().refusal()).isPresent();
    assertThat(table.now().services()).isEmpty();
    assertThat(opened).hasValue(1);

    pass(Duration.ofSeconds(1));
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(2);
  }

  /** A connection that is opened anew each time, as nothing was read: it takes long again. */
  private void fail() {
    kernel.unload();
    opening = Duration.ofMillis(100);
  }

  @Test
  void one_that_takes_long_is_read_less_often_and_ahead_of_those_who_ask() {
    fail();
    assertThat(table.now().refusal()).isPresent();
    assertThat(readersAhead()).hasSize(1);

    pass(Duration.ofMillis(1999));
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(1);
    pass(Duration.ofMillis(1));
    // Whoever asks is told at once what is known, and another thread reads.
    assertThat(table.now().refusal()).isPresent();
    await(() -> opened.get() == 2);
    assertThat(openers).containsExactly(Thread.currentThread().getName(), "jkeepalived-table");
    assertThat(deaths).isEmpty();
  }

  @Test
  void one_that_takes_long_no_more_is_read_for_those_who_ask() {
    fail();
    assertThat(table.now().refusal()).isPresent();
    opening = Duration.ZERO;
    pass(Duration.ofSeconds(2));
    assertThat(table.now().refusal()).isPresent();
    await(() -> readersAhead().isEmpty());

    pass(Duration.ofSeconds(1));
    assertThat(table.now().refusal()).isPresent();
    assertThat(openers.get(2)).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void nothing_is_read_ahead_once_nobody_has_asked_for_a_while() {
    fail();
    opening = Duration.ofMillis(51);
    assertThat(table.now().refusal()).isPresent();

    pass(Duration.ofSeconds(90));
    await(() -> readersAhead().isEmpty());
    assertThat(opened).hasValue(1);
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(2);
  }

  @Test
  void the_thread_that_reads_ahead_ends_with_the_table() {
    fail();
    assertThat(table.now().refusal()).isPresent();
    assertThat(readersAhead()).hasSize(1);
    table.close();
    assertThat(readersAhead()).isEmpty();
  }

  @Test
  void what_it_did_not_expect_is_told_of_the_thread_that_reads_ahead() {
    fail();
    assertThat(table.now().refusal()).isPresent();
    unexpected = true;
    pass(Duration.ofSeconds(2));
    assertThat(table.now().refusal()).isPresent();
    await(() -> deaths.size() == 1);
    assertThat(deaths.get(0)).hasMessage("unexpected");
  }

  @Test
  void without_memory_it_says_so() {
    memory = false;
    assertThat(table.now().refusal().orElseThrow()).contains("no memory");
  }

  @Test
  void after_a_refusal_it_is_opened_anew() {
    assertThat(table.now().refusal()).isEmpty();
    kernel.unload();
    pass(Duration.ofSeconds(1));
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(1);

    pass(Duration.ofSeconds(1));
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(2);
  }
}
