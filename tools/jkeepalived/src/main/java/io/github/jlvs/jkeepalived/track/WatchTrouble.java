// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.linux.LinuxException;

/** That the kernel tells nothing of changes to files: what follows, and what to do. */
public final class WatchTrouble {
  private WatchTrouble() {}

  /**
   * A line for the log.
   *
   * @param files which, such as "tracked files"
   * @param trouble why
   */
  public static String of(String files, LinuxException trouble) {
    return "Cannot watch "
        + files
        + ", they are read every second: "
        + trouble.getMessage()
        + "; raise fs.inotify.max_user_watches and max_user_instances";
  }
}
