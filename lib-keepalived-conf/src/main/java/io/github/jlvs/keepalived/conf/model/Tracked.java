// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.List;

/**
 * What virtual routers track besides interfaces, in the order of the text; what nobody tracks is
 * not here.
 *
 * @param scripts the scripts
 * @param files the files
 * @param processes the processes
 */
public record Tracked(
    List<VrrpScript> scripts, List<TrackedFile> files, List<TrackedProcess> processes) {
  /** Makes the lists unmodifiable. */
  public Tracked {
    scripts = List.copyOf(scripts);
    files = List.copyOf(files);
    processes = List.copyOf(processes);
  }
}
