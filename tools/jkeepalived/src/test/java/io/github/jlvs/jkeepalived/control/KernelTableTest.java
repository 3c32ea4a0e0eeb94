// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kernel's table is read seldom, and what it refuses is said. */
class KernelTableTest {
  private static final ServiceId SERVICE = ServiceId.tcp("10.0.0.1", 80);

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger opened = new AtomicInteger();
  private Duration opening = Duration.ZERO;
  private final KernelTable table = new KernelTable(this::open, now::get);

  private Ipvs open() {
    int unused = opened.incrementAndGet();
    pass(opening);
    return kernel.open();
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
  void without_ipvs_it_says_so_and_tries_again() {
    kernel.unload();
    assertThat(table.now().refusal()).isPresent();
    assertThat(table.now().services()).isEmpty();
    assertThat(opened).hasValue(1);

    pass(Duration.ofSeconds(1));
    assertThat(table.now().refusal()).isPresent();
    assertThat(opened).hasValue(2);
  }

  @Test
  void one_that_takes_long_is_read_less_often() {
    opening = Duration.ofMillis(100);
    assertThat(table.now().services()).isEmpty();
    try (Ipvs somebody = kernel.open()) {
      somebody.add(VirtualService.of(SERVICE, "rr"));
    }

    pass(Duration.ofMillis(1999));
    assertThat(table.now().services()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(table.now().services()).containsOnlyKeys(SERVICE);
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
