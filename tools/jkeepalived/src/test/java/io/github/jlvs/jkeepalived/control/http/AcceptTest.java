// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of two media types a reader likes more. */
class AcceptTest {
  private static final MediaType OPEN = new MediaType("application/openmetrics-text", "1.0.0");
  private static final MediaType PLAIN = new MediaType("text/plain", "0.0.4");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text",
        "Application/OpenMetrics-Text; Version=1.0.0",
        "application/openmetrics-text; version=\"1.0.0\"; charset=utf-8",
        "text/plain;q=0.5, application/openmetrics-text",
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.6,text/*;q=0",
        "application/*;q=0.001",
        "*/*, text/plain;q=0.9",
        "text/plain;version=1.0.0, application/openmetrics-text;q=0.1",
        "text/plain;q=0.5, application/openmetrics-text;q=0.1, application/openmetrics-text",
        "text/plain;q=0.5, application/openmetrics-text, application/openmetrics-text;q=0.1",
        "application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1,text/*;q=0.5",
        ",, ,nothing,application/openmetrics-text ;,"
      })
  void the_first(String accept) {
    assertThat(Accept.parse(accept).prefers(OPEN, PLAIN)).isTrue();
    assertThat(Accept.parse(accept).prefers(PLAIN, OPEN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "application/openmetrics-text, text/plain",
        "application/openmetrics-text;version=0.0.1",
        "application/openmetrics-text;q=0",
        "application/openmetrics-text;q=0,*/*",
        "application/openmetrics-text;version=1.0.0;q=0,application/openmetrics-text",
        "application/openmetrics-text;q=2",
        "application/openmetrics-text;q=",
        "application/openmetrics-text;q=0.1234",
        "application/openmetrics-text q=1",
        "application/openmetrics-text;=1",
        "application",
        "*/plain"
      })
  void not_the_first(String accept) {
    assertThat(Accept.parse(accept).prefers(OPEN, PLAIN)).isFalse();
  }

  @Property
  void whatever_comes_is_read_and_at_most_one_of_two_is_liked_more(
      @ForAll
          @StringLength(max = 60)
          @Chars({'a', '/', '*', ';', ',', 'q', '=', '.', '0', '1', '"', ' '})
          String value) {
    Accept accept = Accept.parse(value);
    MediaType one = new MediaType("a/a", "1");
    MediaType other = new MediaType("a/q", "0");

    assertThat(accept.prefers(one, other) && accept.prefers(other, one)).isFalse();
    assertThat(Accept.parse(value + ",a/a").prefers(one, new MediaType("b/b", "1")))
        .isEqualTo(Accept.parse("a/a," + value).prefers(one, new MediaType("b/b", "1")));
  }
}
