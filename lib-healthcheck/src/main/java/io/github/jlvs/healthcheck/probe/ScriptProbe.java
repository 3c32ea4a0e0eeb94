// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * keepalived's {@code MISC_CHECK}: a program is run, and the server is well when it ends with
 * status 0 within the time limit. One that takes longer is ended, with all that it has started.
 *
 * @param words the path of the program, then its arguments; no shell looks at them
 * @param user whom it runs as; empty for whoever runs the checks
 * @param group the group that it has in place of the user's own
 * @param weighing whether a status above 1 is a success too, and the server's weight plus 2 ({@code
 *     misc_dynamic}): 2 is a weight of 0, 255 one of 253
 */
public record ScriptProbe(
    List<String> words, Optional<String> user, Optional<String> group, boolean weighing)
    implements Probe {
  private static final int STATUS_OF_WEIGHT_0 = 2;

  /**
   * Copies the words.
   *
   * @throws IllegalArgumentException if there is none, or a group and no user
   */
  public ScriptProbe {
    words = List.copyOf(words);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(group, "group");
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new IllegalArgumentException("a script that is checked with has a path");
    }
    if (group.isPresent() && user.isEmpty()) {
      throw new IllegalArgumentException(
          "the group " + group.get() + " is of no account without a user: name one");
    }
  }

  /**
   * Runs a program as whoever runs the checks.
   *
   * @param words the path of the program, then its arguments
   * @return the probe
   */
  public static ScriptProbe of(String... words) {
    return new ScriptProbe(List.of(words), Optional.empty(), Optional.empty(), false);
  }

  /**
   * The same with a say in the server's weight.
   *
   * @return the probe
   */
  public ScriptProbe withWeight() {
    return new ScriptProbe(words, user, group, true);
  }

  @Override
  public String checkName() {
    return "MISC_CHECK";
  }

  /**
   * What an end by itself means.
   *
   * @param status the exit status, 0 to 255
   * @return the result
   */
  public ProbeResult judge(int status) {
    if (status == 0) {
      return ProbeResult.SUCCESS;
    }
    return weighing && status >= STATUS_OF_WEIGHT_0
        ? new ProbeResult.Success(new WeightAdvice.Exactly(status - STATUS_OF_WEIGHT_0))
        : ProbeResult.failed("exited with status " + status);
  }
}
