// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where lines end, and what becomes of those that do not. */
class LineSourceTest {
  private static List<String> lines(String text) throws IOException {
    List<String> found = new ArrayList<>();
    LineSource source = new LineSource(new StringReader(text));
    while (source.next()) {
      found.add(source.line().length() + (source.isCut() ? " cut" : ""));
    }
    return found;
  }

  @Test
  void the_last_line_needs_no_end_and_an_end_begins_no_line() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("a")).containsExactly("1");
    assertThat(lines("a\n")).containsExactly("1");
    assertThat(lines("a\n\nb")).containsExactly("1", "0", "1");
  }

  @Test
  void a_line_beyond_the_longest_is_cut_and_the_next_is_whole() throws IOException {
    String longest = "x".repeat(LineSource.LONGEST);

    assertThat(lines(longest + '\n' + longest + "x\n" + longest + "x".repeat(20_000) + "\nb"))
        .containsExactly("4096", "4096 cut", "4096 cut", "1");
  }
}
