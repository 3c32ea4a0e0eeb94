// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who a process is to its own user namespace, for advice behind a refusal: one who is root there
 * need not be told to become root.
 *
 * @param root whether its effective user id is 0
 */
public record Privilege(boolean root) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * That of this process.
   *
   * @return not root where /proc does not tell
   */
  public static Privilege ofThisProcess() {
    try {
      return ofStatus(Files.readString(STATUS));
    } catch (IOException e) {
      return new Privilege(false);
    }
  }

  /** That of proc_pid_status(5), whose line has real, effective, saved and file system user. */
  static Privilege ofStatus(String status) {
    return new Privilege(status.lines().anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*")));
  }

  /**
   * What one to whom the kernel said EPERM can do.
   *
   * @param capabilities what it takes, such as {@code the capability CAP_NET_ADMIN}
   * @return a clause
   */
  public String advice(String capabilities) {
    return root
        ? "root is not enough here, it takes "
            + capabilities
            + ": give it to the container, or where a user namespace makes the root (rootless"
            + " containers), run it outside of that"
        : "run it as root or with " + capabilities;
  }
}
