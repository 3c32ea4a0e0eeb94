// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.jkeepalived.MailServer.ReceivedMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mails of keepalived and of jkeepalived, step by step. */
final class MailComparison {
  private final Map<String, String> intended;
  private int compared;
  private int different;

  /**
   * Compares nothing yet.
   *
   * @param intended lines that are meant to differ, keepalived's first
   */
  MailComparison(Map<String, String> intended) {
    this.intended = intended;
  }

  /** What was done, and the mails about it. */
  record Step(String what, List<ReceivedMail> mails) {}

  void compare(List<Step> theirs, List<Step> ours) {
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < theirs.size(); i++) {
      compare(theirs.get(i), ours.get(i));
    }
  }

  void compare(Step theirs, Step ours) {
    List<List<String>> wanted = new ArrayList<>();
    for (ReceivedMail mail : theirs.mails()) {
      List<String> lines = new ArrayList<>(mail.compared());
      lines.replaceAll(line -> intended.getOrDefault(line, line));
      different += lines.equals(mail.compared()) ? 0 : 1;
      wanted.add(lines);
      compared++;
    }
    assertThat(ours.mails().stream().map(ReceivedMail::compared))
        .as(theirs.what())
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  int different() {
    return different;
  }

  /** The last line of a test. */
  void report(String of) {
    System.out.printf(
        "mails of %s: compared %d, equal %d, intended differences %d, skipped 0%n",
        of, compared, compared - different, different);
  }
}
