// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Who a process is to its own user namespace, for advice behind a refusal: one who is root there
 * need not be told to become root.
 *
 * @param root whether its effective user id is 0
 */
public record Privilege(boolean root) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** The user is on one of the first lines, and a refusal shall not cost more than it must. */
  private static final int HEAD = 1024;

  private static final Pattern ROOT = Pattern.compile("^Uid:\\s+\\d+\\s+0\\s", Pattern.MULTILINE);

  /**
   * That of this process.
   *
   * @return not root where /proc does not tell
   */
  public static Privilege ofThisProcess() {
    try (InputStream status = Files.newInputStream(STATUS)) {
      return ofStatus(new String(status.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Privilege(false);
    }
  }

  /** That of proc_pid_status(5), whose line has real, effective, saved and file system user. */
  static Privilege ofStatus(String status) {
    return new Privilege(ROOT.matcher(status).find());
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
