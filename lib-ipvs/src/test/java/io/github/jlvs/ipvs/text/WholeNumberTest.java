// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as C reads them. */
class WholeNumberTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, 0",
        "100, 100",
        "+7, 7",
        "-0, 0",
        "010, 10",
        "\" 5\", 5",
        "\"\t\n5\", 5",
        "00000000000000000000000000005, 5"
      })
  void a_number(String text, long number) {
    assertThat(WholeNumber.parse(text, 0, 100)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "-",
        "x",
        "5x",
        "5 ",
        "0x5",
        "1e3",
        "1.5",
        "--5",
        "+-5",
        "\u0665",
        "5\u00a0",
        "-1",
        "101",
        "4294967296",
        "18446744073709551616",
        "99999999999999999999999999999999"
      })
  void no_number_or_one_out_of_range(String text) {
    assertThat(WholeNumber.parse(text, 0, 100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "64x, 64", "x64, 0", "-3y, -3", "'', 0", "99999999999999, 1099511627776"})
  void the_number_that_a_text_begins_with(String text, long number) {
    assertThat(WholeNumber.leading(text)).isEqualTo(number);
  }
}
