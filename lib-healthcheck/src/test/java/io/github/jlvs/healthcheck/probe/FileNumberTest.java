// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNumberTest {
  /** As keepalived 2.2.7 was seen to read them. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "10,10",
        "-20,-20",
        "'',0",
        "abc,0",
        "12abc,12",
        " 13 ,13",
        "+14,14",
        "0x10,16",
        "5,5",
        "300,300",
        "-255,-255",
      })
  void numbers_are_read_as_keepalived_reads_them(String text, int value) {
    assertThat(FileNumber.of(text)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "010,8",
        "0x,0",
        "0xg,0",
        "08,0",
        "-0x10,-16",
        "-,0",
        "- 5,0",
        "3 4,3",
        "2147483647,2147483647",
        "-2147483648,-2147483648",
      })
  void and_as_strtol_reads_them(String text, int value) {
    assertThat(FileNumber.of(text)).hasValue(value);
  }

  @Example
  void the_first_line_with_something_in_it_counts() {
    assertThat(FileNumber.of("3\n4\n")).hasValue(3);
    assertThat(FileNumber.of("\n\t7")).hasValue(7);
  }

  @Example
  void what_does_not_fit_is_no_number() {
    assertThat(FileNumber.of("99999999999")).isEmpty();
    assertThat(FileNumber.of("2147483648")).isEmpty();
    assertThat(FileNumber.of("-2147483649")).isEmpty();
    assertThat(FileNumber.of("9".repeat(1000))).isEmpty();
    assertThat(FileNumber.of("0x" + "f".repeat(1000))).isEmpty();
  }

  @Property
  void any_number_is_read_whatever_follows(@ForAll int number, @ForAll String after) {
    String behind = after.isEmpty() || Character.isLetterOrDigit(after.charAt(0)) ? " " : "";
    assertThat(FileNumber.of(number + behind + after)).isEqualTo(OptionalInt.of(number));
  }

  @Property
  void any_text_is_read_without_an_exception(@ForAll String text) {
    assertThat(FileNumber.of(text)).isNotNull();
  }
}
