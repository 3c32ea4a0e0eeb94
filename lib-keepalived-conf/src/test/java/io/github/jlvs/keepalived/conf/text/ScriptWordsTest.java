// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptWordsTest {

  @Test
  void blanks_separate() {
    assertThat(ScriptWords.split("/bin/x  a\tb ")).containsExactly("/bin/x", "a", "b");
  }

  @Test
  void what_is_quoted_is_one_word_whose_own_quotes_remain() {
    assertThat(ScriptWords.split("\"/bin/x a 'b c'\" root"))
        .containsExactly("/bin/x a 'b c'", "root");
  }

  @Test
  void quotes_keep_blanks_within_an_argument() {
    assertThat(ScriptWords.split("/bin/x \"a b\" 'c d'")).containsExactly("/bin/x", "a b", "c d");
  }

  @Test
  void escapes_within_double_quotes_are_the_usual_ones() {
    assertThat(ScriptWords.split("/bin/x \"\\t\\x41\\101\\cA\\\\\\\"\""))
        .containsExactly("/bin/x", "\tAA\u0001\\\"");
  }

  @Test
  void a_quote_that_is_not_closed_is_no_command() {
    assertThat(ScriptWords.split("/bin/x 'a")).isEmpty();
    assertThat(ScriptWords.split("/bin/x \"a")).isEmpty();
  }
}
