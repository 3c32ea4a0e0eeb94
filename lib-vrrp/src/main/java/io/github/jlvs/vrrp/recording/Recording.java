// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.recording;

import java.util.function.Consumer;

/**
 * Where live runs are recorded, as JSON lines that replay on any machine (docs/vrrp-vectors.md).
 * Each virtual router, or each sync group as a whole, is one recording from its start to its end.
 */
@FunctionalInterface
public interface Recording {
  /**
   * Called when a virtual router or a group is about to be started.
   *
   * @param name the name of the router or the group
   * @return takes each line, without a line end, on the loop's thread and before the actions in it
   *     are carried out: must not block
   */
  Consumer<String> open(String name);
}
