// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.vrrp.linux.RunnerEvent;

/** Why there are two masters, and why no longer, in words. */
public final class RivalryText {
  private RivalryText() {}

  /** Why neither yields, to be said after the other's address and a comma. */
  public static String of(RunnerEvent.Rival rival) {
    if (rival instanceof RunnerEvent.Rival.Unyielding unyielding) {
      return "with priority %d, ours %d"
          .formatted(unyielding.other().theirPriority(), unyielding.other().ourPriority());
    } else if (rival instanceof RunnerEvent.Rival.Mismatched mismatched) {
      return "and is set up differently: " + mismatched.refused().rejection().describe();
    }
    throw new IllegalStateException("nothing tells of " + rival);
  }

  /** What the other has done, to be said after its address. */
  public static String of(RunnerEvent.RivalryEnd end) {
    return switch (end) {
      case OTHER_STOPPED -> "has stopped";
      case YIELDED -> "is the only one";
      case OTHER_SILENT -> "is not heard any more";
    };
  }
}
