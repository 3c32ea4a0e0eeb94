// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.LinuxException;
import java.util.Objects;

/** What came of a try that {@link HealthRunner#tryNow} asked for. */
public sealed interface TriedNow {
  /**
   * Whose try it was.
   *
   * @return the check
   */
  Check check();

  /**
   * It was made, and counted like any other.
   *
   * @param check whose try it was
   * @param result what it found
   */
  record Found(Check check, ProbeResult result) implements TriedNow {
    public Found {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(result, "result");
    }
  }

  /**
   * It could not be made, which says nothing of the server.
   *
   * @param check whose try it was
   * @param cause why
   */
  record Impossible(Check check, LinuxException cause) implements TriedNow {
    public Impossible {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * None was made, or its result is not waited for any more: the check rests, or has ended.
   *
   * @param check whose try it was
   */
  record Dropped(Check check) implements TriedNow {
    public Dropped {
      Objects.requireNonNull(check, "check");
    }
  }
}
