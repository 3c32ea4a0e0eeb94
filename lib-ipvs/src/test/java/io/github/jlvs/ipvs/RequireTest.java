// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.net.IpAddresses;
import org.junit.jupiter.api.Test;

/** What the records refuse, and in what words. */
class RequireTest {
  private static final String NAMES_OF_15 = "fifteen-letters";

  @Test
  void a_range_includes_its_ends() {
    assertThatCode(() -> Require.range("weight", 0, 0, 9)).doesNotThrowAnyException();
    assertThatCode(() -> Require.range("weight", 9, 0, 9)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Require.range("weight", 10, 0, 9))
        .withMessage("weight must be 0..9, not 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Require.port("port", -1))
        .withMessage("port must be 0..65535, not -1");
  }

  @Test
  void a_name_has_one_to_fifteen_printable_characters() {
    assertThatCode(() -> Require.name("scheduler name", NAMES_OF_15, 15))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Require.name("scheduler name", "", 15))
        .withMessage("scheduler name must have 1..15 characters, not 0: \"\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Require.name("scheduler name", "a b", 15))
        .withMessage("scheduler name must be printable ASCII without blanks; character 2 is 0x20");
  }

  @Test
  void what_would_disturb_a_terminal_is_in_no_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Require.name("scheduler name", "\33]0;owned\7" + NAMES_OF_15, 15))
        .withMessage(
            "scheduler name must have 1..15 characters, not 25: \"?]0;owned?fifteen-letters\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceId.tcp("10.0.0.1\33[2J", 80))
        .withMessage("not an IPv4 or IPv6 address in numbers: \"10.0.0.1?[2J\"");
  }

  @Test
  void endless_words_are_cut_in_messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddresses.literal("1".repeat(100_000)))
        .withMessage("not an IPv4 or IPv6 address in numbers: \"" + "1".repeat(60) + "...\"");
  }
}
