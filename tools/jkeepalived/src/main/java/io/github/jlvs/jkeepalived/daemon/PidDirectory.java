// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A directory for pid files, made with those above it where they are not there. At the end each of
 * these that is empty is removed.
 */
public final class PidDirectory implements AutoCloseable {
  private static final Path RUN = Path.of("/run");

  private final Deque<Path> made;

  private PidDirectory(Deque<Path> made) {
    this.made = made;
  }

  /**
   * Makes it.
   *
   * @param path a directory below /run; with none there is nothing to make
   * @throws PidFile.PidFileException if that is not possible
   */
  public static PidDirectory create(Optional<Path> path) throws PidFile.PidFileException {
    return path.isPresent() ? create(path.get()) : new PidDirectory(new ArrayDeque<>());
  }

  private static PidDirectory create(Path path) throws PidFile.PidFileException {
    Deque<Path> all = new ArrayDeque<>();
    Path above = RUN;
    for (Path name : RUN.relativize(path)) {
      above = above.resolve(name);
      all.addFirst(above);
    }
    try {
      Path unused = Files.createDirectories(path);
    } catch (AccessDeniedException e) {
      throw new PidFile.PidFileException(
          "cannot make the directory "
              + path
              + " of the pid files: permission denied; run it as root, or choose others with --pid,"
              + " --vrrp_pid and --checkers_pid",
          PidFile.Reason.NOT_PERMITTED);
    } catch (IOException e) {
      throw new PidFile.PidFileException(
          "cannot make the directory " + path + " of the pid files: " + e.getMessage(),
          PidFile.Reason.IMPOSSIBLE);
    }
    return new PidDirectory(all);
  }

  @Override
  public void close() {
    for (Path each : made) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        // Another daemon has files in it, or it is somebody else's.
        return;
      }
    }
  }
}
