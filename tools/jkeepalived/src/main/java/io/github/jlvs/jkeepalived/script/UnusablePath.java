// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import java.nio.file.InvalidPathException;

/**
 * A path of the configuration that cannot be that of a file here: the JVM has a name for a file
 * only where the language of its environment has all of its letters, and under a supervisor that is
 * often C.
 */
public final class UnusablePath {
  private UnusablePath() {}

  /**
   * Why, and what to do.
   *
   * @param e what came of the path
   * @return the end of a line for the log
   */
  public static String why(InvalidPathException e) {
    return e.getInput().indexOf('\0') >= 0
        ? "its name has an octet of zero"
        : "its name has letters that the daemon's language (LC_ALL, LC_CTYPE or LANG) does not have;"
            + " start the daemon with LC_ALL=C.UTF-8";
  }
}
