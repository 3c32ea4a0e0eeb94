// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in the body of a POST. */
class ArgumentsTest {
  private static final Set<String> KNOWN = Set.of("a", "b");

  private static Arguments of(String body) {
    return Arguments.parse(body, KNOWN);
  }

  @Test
  void texts_numbers_and_flags_are_read() {
    Arguments arguments = of("{\"a\": \"x y\", \"b\": 7}");

    assertThat(arguments.text("a")).isEqualTo("x y");
    assertThat(arguments.number("b", 0, 10)).contains(7);
    assertThat(of("{\"a\": true}").flag("a")).isTrue();
    assertThat(of("{\"a\": \"true\", \"b\": null}").flag("a")).isTrue();
    assertThat(of("{\"a\": true}").flag("b")).isFalse();
    assertThat(arguments).hasToString("a=x y b=7");
  }

  @Test
  void without_a_body_there_are_none() {
    assertThat(of("").optional("a")).isEmpty();
    assertThat(of(" \n").number("a", 0, 1)).isEmpty();
    assertThat(of("{}").span("a")).isEmpty();
    assertThat(of("{\"a\": null}").optional("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "7", "{", "{\"a\": {}}", "{\"a\": []}", "{} {}", "a=b", "{\"a\" 7}", "\0"})
  void what_is_no_flat_object_is_said(String body) {
    assertThatThrownBy(() -> of(body))
        .isInstanceOf(BadArgument.class)
        .hasMessageContaining("the body is no object of JSON");
  }

  @Test
  void what_nobody_knows_or_is_there_twice_is_said() {
    assertThatThrownBy(() -> of("{\"c\": 1}"))
        .isInstanceOf(BadArgument.class)
        .hasMessage("there is no argument 'c' here; there are a, b");
    assertThatThrownBy(() -> Arguments.parse("{\"c\": 1}", Set.of()))
        .hasMessage("there are no arguments here: leave 'c' out");
    assertThatThrownBy(() -> of("{\"a\": 1, \"a\": 2}"))
        .hasMessage("the argument 'a' is there twice");
  }

  @Test
  void each_kind_has_its_message() {
    Arguments arguments = of("{\"a\": \"\", \"b\": \"11\"}");

    assertThatThrownBy(() -> arguments.text("a")).hasMessage("the argument 'a' is missing");
    assertThatThrownBy(() -> of("{}").text("b")).hasMessage("the argument 'b' is missing");
    assertThatThrownBy(() -> arguments.flag("b")).hasMessage("the argument 'b' is true or false");
    assertThatThrownBy(() -> arguments.number("b", 1, 10))
        .isInstanceOf(BadArgument.class)
        .hasMessage("the argument 'b' is a whole number, 1 to 10");
    assertThatThrownBy(() -> arguments.number("a", 1, 10)).isInstanceOf(BadArgument.class);
    assertThatThrownBy(() -> arguments.span("a"))
        .isInstanceOf(BadArgument.class)
        .hasMessageStartingWith("the argument 'a' is seconds, or such as 90s");
  }

  @ParameterizedTest
  @CsvSource({"90,90", "90s,90", "1m,60", "2h,7200", "3d,259200", "365d,31536000"})
  void spans_of_time_have_units(String text, long seconds) {
    assertThat(TimeSpan.parse(text)).contains(Duration.ofSeconds(seconds));
    assertThat(of("{\"a\": \"" + text + "\"}").span("a")).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0h", "m", "-1", "1.5h", "1 h", "1w", "366d", "9999999999", "1M"})
  void what_is_no_span_is_none(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }

  @Property
  void any_body_is_read_or_refused_in_words(@ForAll String body) {
    try {
      assertThat(of(body).toString()).isNotNull();
    } catch (BadArgument e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
