// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.util.List;

/**
 * What came of a reload, or would come of it.
 *
 * @param taken whether the configuration is in force, or could be
 * @param lines what there is to say of it, for a person
 */
record Reloading(boolean taken, List<String> lines) {
  /** Copies the list. */
  Reloading {
    lines = List.copyOf(lines);
  }
}
