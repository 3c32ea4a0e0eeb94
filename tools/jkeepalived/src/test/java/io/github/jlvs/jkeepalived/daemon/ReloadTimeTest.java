// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Noon of 29 March 2026 in Berlin, where that night had no time between two and three. */
class ReloadTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-03-29T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "12:00:01, 2026-03-29T10:00:01Z",
    "12:00:00, 2026-03-30T10:00:00Z",
    "10:00:01Z, 2026-03-29T10:00:01Z",
    "09:59:59Z, 2026-03-30T09:59:59Z",
    "2026-03-29 12:00:01, 2026-03-29T10:00:01Z",
    "26-12-31 23:59:59Z, 2026-12-31T23:59:59Z",
    "2027-03-28 02:30:00, 2027-03-28T01:30:00Z",
    "2026-10-25 02:30:00, 2026-10-25T00:30:00Z",
  })
  void the_next_time_is_found(String line, String next) {
    assertThat(ReloadTime.of(line).orElseThrow().after(NOON, BERLIN)).contains(Instant.parse(next));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-29 12:00:00",
        "2026-03-29 10:00:00Z",
        "20-01-01 00:00:00",
        "0001-01-01 00:00:00"
      })
  void what_is_past_comes_no_more(String line) {
    assertThat(ReloadTime.of(line).orElseThrow().after(NOON, BERLIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12:00",
        " 12:00:00",
        "12:00:00 ",
        "12:00:00z",
        "24:00:00",
        "12:00:60",
        "1:00:00",
        "2026-02-29 12:00:00",
        "2026-13-01 12:00:00",
        "2026-3-1 12:00:00",
        "2026-03-30  12:00:00",
        "2026-03-30T12:00:00",
        "126-03-30 12:00:00",
        "１２:00:00",
        "never"
      })
  void what_is_no_time_is_none(String line) {
    assertThat(ReloadTime.of(line)).isEmpty();
  }
}
