// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;

/** What the kernel does with the clients that a persistent service remembers. */
public final class QuiescentTemplates {
  private static final Sysctl EXPIRE = new Sysctl("net/ipv4/vs/expire_quiescent_template");

  private QuiescentTemplates() {}

  /**
   * Whether such a client is sent to another server once its own has weight 0; where it cannot be
   * told it is taken for so.
   */
  public static boolean expire() {
    try {
      return !EXPIRE.read().equals("0");
    } catch (LinuxException unreadable) {
      return true;
    }
  }
}
