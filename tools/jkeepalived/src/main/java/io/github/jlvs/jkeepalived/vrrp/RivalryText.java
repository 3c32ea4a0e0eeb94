// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.vrrp.linux.RunnerEvent;

/** Why there are no longer two masters, in words. */
public final class RivalryText {
  private RivalryText() {}

  /** What the other has done, to be said after its address. */
  public static String of(RunnerEvent.RivalryEnd end) {
    return switch (end) {
      case OTHER_STOPPED -> "has stopped";
      case YIELDED -> "is the only one";
      case OTHER_SILENT -> "is not heard any more";
    };
  }
}
