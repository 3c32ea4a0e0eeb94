// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Masks as Linux showed them of OpenJDK 17. */
class SignalDeliveryTest {
  /** All that would harm, and TRAP ignored. */
  private static final String FIRST = status("dffffffe77b8fa37", "0000000000000010");

  @Test
  void started_by_the_launcher_nothing_harms() {
    String javaThread = status("5ffffffe77b8fa37", "0000000000000010");
    assertThat(SignalDelivery.of(FIRST, javaThread).refusal()).isEmpty();
  }

  @Test
  void a_plain_start_is_refused() {
    String plain = status("0000000000000000", "0000000000000000");
    assertThat(SignalDelivery.of(plain, plain).unsafe()).isEqualTo(SignalNumber.HARMFUL);
    assertThat(SignalDelivery.of(plain, plain).refusal().orElseThrow())
        .contains("(HUP, INT, QUIT, TRAP, ABRT, USR1 and 45 more)", "tools/bin/jkeepalived");
  }

  @Test
  void without_reduced_signals_the_jvm_takes_some_for_itself() {
    // -Xrs left out: HUP, INT and TERM are unblocked in its threads.
    String javaThread = status("5ffffffe77b8ba34", "0000000000000010");
    assertThat(SignalDelivery.of(FIRST, javaThread).unsafe()).containsExactly(1, 2, 15);
  }

  @Test
  void usr2_is_the_jvms_unless_it_was_given_another() {
    String javaThread = status("dffffffe77b8f237", "0000000000000010");
    assertThat(SignalDelivery.of(FIRST, javaThread).refusal().orElseThrow()).contains("(USR2)");
  }

  @Test
  void the_jvms_own_signal_must_not_reach_the_first_thread() {
    String unblocked = status("5ffffffe77b8fa37", "0000000000000010");
    assertThat(SignalDelivery.of(unblocked, unblocked).unsafe())
        .containsExactly(SignalNumber.OF_THE_JVM);
  }

  @Test
  void trap_has_to_be_ignored() {
    String notIgnored = status("dffffffe77b8fa37", "0000000000000000");
    assertThat(SignalDelivery.of(notIgnored, notIgnored).unsafe())
        .containsExactly(SignalNumber.TRAP);
  }

  @Test
  void this_very_process_can_be_asked() {
    assertThat(SignalDelivery.ofThisProcess()).isNotNull();
  }

  private static String status(String blocked, String ignored) {
    return "Name:\tjava\nSigPnd:\t0\nSigBlk:\t"
        + blocked
        + "\nSigIgn:\t"
        + ignored
        + "\nSigCgt:\t0000000100001000\n";
  }
}
