// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Good files with one brace dropped or doubled, each brace of each file in turn: whatever becomes
 * of the rest, an error is there, it points into the file, and in most cases it is the only one and
 * near the fault.
 */
class WrongBraceTest {
  private static final int NEAR = 3;

  /** What came of one damaged file. */
  private record Outcome(int errors, int nearest) {}

  @Test
  void a_brace_dropped_or_doubled_gives_one_error_near_it() {
    List<Outcome> outcomes = new ArrayList<>();
    for (String text : goodFiles()) {
      for (int at = 0; at < text.length(); at++) {
        if (isBrace(text, at)) {
          String before = text.substring(0, at);
          String after = text.substring(at + 1);
          outcomes.add(outcome(before + after, at));
          outcomes.add(outcome(before + text.charAt(at) + text.charAt(at) + after, at));
        }
      }
    }

    long one = outcomes.stream().filter(o -> o.errors == 1).count();
    long near = outcomes.stream().filter(o -> o.nearest <= NEAR).count();
    long both = outcomes.stream().filter(o -> o.errors == 1 && o.nearest <= NEAR).count();
    System.out.println(
        outcomes.size()
            + " wrong braces: one error in "
            + one
            + ", an error within "
            + NEAR
            + " lines in "
            + near
            + ", both in "
            + both);
    assertThat(outcomes).isNotEmpty().allMatch(o -> o.errors > 0);
    assertThat(one * 100 / outcomes.size()).isGreaterThanOrEqualTo(LEAST_WITH_ONE_ERROR);
    assertThat(near * 100 / outcomes.size()).isGreaterThanOrEqualTo(LEAST_NEAR);
  }

  private static final int LEAST_WITH_ONE_ERROR = 90;
  private static final int LEAST_NEAR = 90;

  /** Whether a brace stands here, and not in a comment. */
  private static boolean isBrace(String text, int at) {
    if (text.charAt(at) != '{' && text.charAt(at) != '}') {
      return false;
    }
    String line = text.substring(text.lastIndexOf('\n', at) + 1, at);
    return line.indexOf('#') < 0 && line.indexOf('!') < 0;
  }

  private static Outcome outcome(String text, int at) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int lines = text.split("\n", -1).length;
    List<Diagnostic> errors = new ArrayList<>();
    for (Diagnostic said : ConfigurationReader.read("t.conf", text, Texts.NO_FILES).diagnostics()) {
      assertThat(said.position().line()).isBetween(1, lines);
      assertThat(said.position().column()).isPositive();
      if (said.severity() == Severity.ERROR) {
        errors.add(said);
      }
    }
    int nearest =
        errors.stream()
            .mapToInt(e -> Math.abs(e.position().line() - line))
            .min()
            .orElse(Integer.MAX_VALUE);
    return new Outcome(errors.size(), nearest);
  }

  private static List<String> goodFiles() {
    List<String> files = new ArrayList<>(List.of(Texts.guide("ds1"), Texts.guide("ds2")));
    for (long seed = 1; files.size() < 30; seed++) {
      String text = GeneratedConfiguration.text(seed, 0);
      boolean good =
          text.length() < 3000
              && ConfigurationReader.read("t.conf", text, Texts.NO_FILES)
                  .configuration()
                  .isPresent();
      if (good) {
        files.add(text);
      }
    }
    return files;
  }
}
