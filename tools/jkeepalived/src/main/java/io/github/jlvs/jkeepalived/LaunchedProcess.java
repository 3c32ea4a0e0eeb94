// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.jkeepalived.daemon.KeptCapabilities;
import io.github.jlvs.jkeepalived.daemon.SignalDelivery;
import io.github.jlvs.linux.Detachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The process as the launcher has arranged it, by options of the JVM. */
final class LaunchedProcess implements OwnProcess {
  private static final Path NAME = Path.of("/proc/self/comm");

  @Override
  public Optional<Detachment> launcher() {
    return Optional.ofNullable(Integer.getInteger("jlvs.ready")).map(Detachment::begin);
  }

  /** Whatever starts the JVM. */
  @Override
  public void showName() {
    Optional<String> name = Optional.ofNullable(System.getProperty("jlvs.name"));
    if (name.isPresent()) {
      try {
        Path unused = Files.writeString(NAME, name.get(), StandardOpenOption.WRITE);
      } catch (IOException e) {
        // It is called java then, and works all the same.
      }
    }
  }

  /** Of its threads the first counts, which the others follow. */
  @Override
  public boolean isIn(String namespace) {
    try {
      return inode(Path.of("/run/netns", namespace)).equals(inode(Path.of("/proc/self/ns/net")));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public SignalDelivery signals() {
    return SignalDelivery.ofThisProcess();
  }

  @Override
  public Optional<String> reduceCapabilities() {
    return KeptCapabilities.reduce();
  }

  private static Object inode(Path namespace) throws IOException {
    return Files.getAttribute(namespace, "unix:ino");
  }
}
