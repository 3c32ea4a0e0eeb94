// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an answer of a jkeepalived, and what is said of what is none. */
class AnswerTest {
  private static Answer parse(String text) throws Unreachable {
    return Answer.parse(text.getBytes(StandardCharsets.UTF_8)).orUnreachable();
  }

  @Test
  void its_json_is_kept_as_it_came() throws Unreachable {
    Answer answer = parse("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\": 1}\n");

    assertThat(answer.text()).isEqualTo("{\"a\": 1}\n");
    assertThat(answer.content().text("a")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|does not speak HTTP",
        "SSH-2.0-OpenSSH\\r\\n|does not speak HTTP",
        "HTTP/1.1 200 OK\\r\\n|does not speak HTTP",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\n{}|was cut off",
        "HTTP/1.1 200 OK\\r\\n\\r\\n<html>|no JSON",
        "HTTP/1.1 200 OK\\r\\n\\r\\n[]|no JSON",
        "HTTP/1.1 200 OK\\r\\n\\r\\n{}{}|no JSON",
        "HTTP/1.1 200 OK\\r\\n\\r\\n{'a':|no JSON",
        "HTTP/1.1 503 X\\r\\n\\r\\n{\"error\":\"ask\\u001b again\"}|the daemon answered: ask? again",
        "HTTP/1.1 404 X\\r\\n\\r\\nno|the daemon answered: HTTP status 404"
      })
  void anything_else_is_said_in_words(String text, String words) {
    assertThatThrownBy(() -> parse(text.replace("\\r", "\r").replace("\\n", "\n")))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining(words);
  }

  @Test
  void nesting_without_end_is_no_answer() {
    String deep = "{\"a\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> parse("HTTP/1.1 200 OK\r\n\r\n" + deep))
        .isInstanceOf(Unreachable.class);
  }

  @Property
  void whatever_comes_it_is_an_answer_or_none(@ForAll byte[] octets) {
    try {
      assertThat(Answer.parse(octets).text()).isNotEmpty();
    } catch (Unreachable e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
