// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Sight;
import java.util.List;
import java.util.function.Function;

/** What a check comes to. */
public sealed interface Verdict {
  /**
   * All that it looks at was seen.
   *
   * @param findings the faults; none where all is well
   */
  record Judged(List<Finding> findings) implements Verdict {
    public Judged {
      findings = List.copyOf(findings);
    }
  }

  /**
   * It has nothing to look at here, or could not see it: nobody knows.
   *
   * @param why a clause
   */
  record LeftOut(String why) implements Verdict {}

  /** Judges what was seen, or says why it was not. */
  static <T> Verdict of(Sight<T> sight, Function<T, List<Finding>> findings) {
    return sight
        .seen()
        .<Verdict>map(it -> new Judged(findings.apply(it)))
        .orElseGet(() -> new LeftOut(sight.missing().orElseThrow()));
  }
}
