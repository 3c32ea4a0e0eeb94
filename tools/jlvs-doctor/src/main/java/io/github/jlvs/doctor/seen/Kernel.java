// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.linux.Capability;
import java.util.List;

/**
 * What the kernel has, and lets this process do.
 *
 * @param ipvs whether it has IPVS now
 * @param root whether this process runs as root, or as what a container calls so
 * @param modules of IPVS
 * @param missing of the capabilities that a director needs, those that this process has not
 */
public record Kernel(boolean ipvs, boolean root, Modules modules, List<Capability> missing) {
  public Kernel {
    missing = List.copyOf(missing);
  }
}
