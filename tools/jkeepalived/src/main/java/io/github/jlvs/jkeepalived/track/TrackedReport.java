// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.util.List;

/**
 * How everything is that virtual routers track besides interfaces, at one moment.
 *
 * @param scripts in the order of the configuration, without those that may not run
 * @param files in the order of the configuration, without those that cannot be
 * @param processes in the order of their definitions' arrival
 */
public record TrackedReport(List<OfScript> scripts, List<OfFile> files, List<OfProcess> processes) {

  /** Nothing is tracked. */
  public static final TrackedReport NOTHING = new TrackedReport(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public TrackedReport {
    scripts = List.copyOf(scripts);
    files = List.copyOf(files);
    processes = List.copyOf(processes);
  }

  /**
   * A script.
   *
   * @param script its definition
   * @param state up or down, or unknown before the first result
   * @param against how many results in a row speak against that
   * @param runs whether it runs just now
   */
  public record OfScript(VrrpScript script, TrackedState state, int against, boolean runs) {}

  /**
   * A file.
   *
   * @param file its definition
   * @param value the number that it counts as
   */
  public record OfFile(TrackedFile file, int value) {}

  /**
   * Processes.
   *
   * @param process their definition
   * @param count how many there are
   * @param reached whether they count as enough
   */
  public record OfProcess(TrackedProcess process, int count, boolean reached) {}
}
