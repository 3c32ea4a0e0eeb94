// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import java.util.Locale;

/** What a reload does to a thing that it does not leave alone. */
public enum Deed {
  /** It is new. */
  ADDED,
  /** It is no more. */
  REMOVED,
  /** It goes on with other settings. */
  CHANGED,
  /** It is stopped and started anew: it cannot go on with its other settings. */
  RESTARTED;

  /** As the log has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
