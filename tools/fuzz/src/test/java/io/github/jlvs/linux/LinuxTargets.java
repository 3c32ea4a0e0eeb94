// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.fuzz.Target;
import io.github.jlvs.linux.process.ProcessTargets;
import java.util.List;

/** What the kernel tells of files and processes, whose names anybody may choose. */
public final class LinuxTargets {
  private LinuxTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("linux-inotify", InotifyEvent::decode, List.of(IllegalArgumentException.class)),
        ProcessTargets.events());
  }
}
