// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.rs.plan.NamespaceId;
import io.github.jlvs.rs.plan.RealServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network namespace of the calling thread. */
final class ThisNamespace {
  private static final int SO_NETNS_COOKIE = 71;

  private ThisNamespace() {}

  static NamespaceId identify() {
    try {
      // Of the thread, not of the process: a thread may have moved to another one.
      Path file = Path.of("/proc/thread-self/ns/net");
      long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return new NamespaceId(boot, inode, cookie());
    } catch (IOException e) {
      throw RealServerException.caused(
          new java.io.UncheckedIOException(e),
          "cannot tell in which network namespace this is ("
              + e.getMessage()
              + "): is /proc there?");
    }
  }

  private static long cookie() {
    try (LinuxSocket socket =
        LinuxSocket.open("namespace", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0)) {
      return socket.longOption(LinuxSocket.SOL_SOCKET, SO_NETNS_COOKIE);
    } catch (LinuxException e) {
      // Linux before 5.14 has no such option; the inode number has to do.
      return 0;
    }
  }
}
