// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

/** A script that must not be run, or cannot be; the message says why. */
final class ScriptRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  ScriptRefused(String why) {
    super(why);
  }

  /** Why. */
  String why() {
    return String.valueOf(getMessage());
  }
}
