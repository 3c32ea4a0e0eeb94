// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalDeliveryTest {
  private static final List<Integer> SIGNALS = List.of(15, 2, 1);

  @Test
  void blocked_by_the_launcher_they_are_read() {
    assertThat(SignalDelivery.of(status("0000000000004003", "0"), SIGNALS))
        .isEqualTo(SignalDelivery.READ);
  }

  @Test
  void handled_by_the_jvm_they_end_it_in_order() {
    assertThat(SignalDelivery.of(status("0000000000000001", "0000000180004002"), SIGNALS))
        .isEqualTo(SignalDelivery.ENDS_IN_ORDER);
  }

  @Test
  void one_that_is_neither_kills() {
    assertThat(SignalDelivery.of(status("0000000000000003", "0"), SIGNALS))
        .isEqualTo(SignalDelivery.KILLS);
  }

  @Test
  void this_very_thread_can_be_asked() {
    assertThat(SignalDelivery.of(SIGNALS)).isNotNull();
  }

  private static String status(String blocked, String caught) {
    return "Name:\tjava\nSigPnd:\t0\nSigBlk:\t"
        + blocked
        + "\nSigIgn:\t0000000000000000\nSigCgt:\t"
        + caught
        + "\n";
  }
}
