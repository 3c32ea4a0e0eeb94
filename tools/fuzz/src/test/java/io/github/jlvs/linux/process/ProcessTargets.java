// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.fuzz.Target;
import java.util.List;

/** What the kernel tells of processes. */
public final class ProcessTargets {
  private ProcessTargets() {}

  /** Process events. */
  public static Target<?> events() {
    return Target.of(
        "linux-process-events", ProcessEventCodec::decode, List.of(IllegalArgumentException.class));
  }
}
