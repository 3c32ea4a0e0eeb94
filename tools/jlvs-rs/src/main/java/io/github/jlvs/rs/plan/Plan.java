// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;

/**
 * What is to be done.
 *
 * @param vips the virtual addresses it is about
 * @param steps in this order
 * @param after what is to be remembered once they are done
 * @param notes sentences that the user should read
 */
public record Plan(List<Vip> vips, List<Step> steps, SavedState after, List<String> notes) {
  public Plan {
    vips = List.copyOf(vips);
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }
}
