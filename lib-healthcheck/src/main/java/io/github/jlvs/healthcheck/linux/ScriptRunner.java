// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.linux.process.Outcome;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What starts the scripts of checks, and decides in which environment they run and whether they
 * may. Starting a program holds a thread up for about a millisecond, so it should not be that of
 * the checks. {@link ScriptThread} is one for programs that have no rules of their own.
 */
public interface ScriptRunner {
  /** A script on its way. */
  interface Run {
    /** Ends it, with all that it has started; nobody hears of it any more. Thread-safe. */
    void end();
  }

  /**
   * Runs a script. Never waits.
   *
   * @param script what is run, and as whom
   * @param limit how long it may take
   * @param ended told once what has become of it, on any thread, perhaps before this returns
   * @return the script on its way
   */
  Run run(ScriptProbe script, Duration limit, Consumer<Outcome> ended);
}
