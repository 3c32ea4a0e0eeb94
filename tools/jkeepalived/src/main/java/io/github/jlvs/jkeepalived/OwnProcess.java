// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.linux.Detachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What the launcher has arranged for this process, as options of the JVM. */
final class OwnProcess {
  private static final Path NAME = Path.of("/proc/self/comm");

  private OwnProcess() {}

  /** The launcher that waits until the daemon runs; nothing where it runs in the foreground. */
  static Optional<Detachment> launcher() {
    return Optional.ofNullable(Integer.getInteger("jlvs.ready")).map(Detachment::begin);
  }

  /** Has the process found by the name that it was started under, whatever starts the JVM. */
  static void showName() {
    Optional<String> name = Optional.ofNullable(System.getProperty("jlvs.name"));
    if (name.isPresent()) {
      try {
        Path unused = Files.writeString(NAME, name.get(), StandardOpenOption.WRITE);
      } catch (IOException e) {
        // It is called java then, and works all the same.
      }
    }
  }

  /** Whether it is in a network namespace: of its threads the first, which the others follow. */
  static boolean isIn(String namespace) {
    try {
      return inode(Path.of("/run/netns", namespace)).equals(inode(Path.of("/proc/self/ns/net")));
    } catch (IOException e) {
      return false;
    }
  }

  private static Object inode(Path namespace) throws IOException {
    return Files.getAttribute(namespace, "unix:ino");
  }
}
