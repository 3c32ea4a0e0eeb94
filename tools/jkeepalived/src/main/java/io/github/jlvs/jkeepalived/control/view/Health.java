// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import java.util.List;

/**
 * Two questions of whoever starts daemons and restarts them. Who is master is none of them: a
 * backup is as live and as ready.
 */
final class Health {
  private Health() {}

  /** Whether its threads turn. */
  static Rendered live(Seen seen) {
    List<String> silent = Problems.silent(seen);
    return answer(silent.isEmpty(), "live", String.join("; ", silent));
  }

  /** Whether it does its work: the start is over, and the kernel's table can be written. */
  static Rendered ready(Seen seen) {
    boolean started = seen.snapshot().reloads().started();
    List<String> failures = Problems.failures(seen);
    return answer(
        started && failures.isEmpty(),
        "ready",
        started ? String.join("; ", failures) : "the start is not over yet");
  }

  private static Rendered answer(boolean well, String word, String otherwise) {
    String line = (well ? word : "not " + word + ": " + Printable.of(otherwise)) + "\n";
    return Rendered.ok(well, Body.of(line));
  }
}
