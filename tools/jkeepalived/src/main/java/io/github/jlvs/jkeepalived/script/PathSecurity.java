// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether somebody else than root could change what is run: by writing to the file, or by putting
 * another one into its place in one of the directories on the way to it, those behind symbolic
 * links included.
 */
final class PathSecurity {
  private static final int GROUP_MAY_WRITE = 0020;
  private static final int OTHERS_MAY_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int PERMISSIONS = 07777;
  private static final int MOST_LINKS = 40;

  private PathSecurity() {}

  /**
   * What is wrong.
   *
   * @param file an absolute path
   * @return the component at fault with its mode and owner; nothing where root alone can change it
   * @throws IOException if it can't be looked at
   */
  static Optional<String> fault(Path file) throws IOException {
    Deque<Path> names = new ArrayDeque<>();
    file.normalize().forEach(names::add);
    Path at = Path.of("/");
    Optional<String> fault = faultOf(at, true);
    int links = 0;
    while (fault.isEmpty() && !names.isEmpty()) {
      Path next = at.resolve(names.remove()).normalize();
      if (Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          return Optional.of("too many symbolic links on the way to " + file);
        }
        fault = ownerFault(next);
        Path target = Files.readSymbolicLink(next);
        Deque<Path> through = new ArrayDeque<>();
        target.forEach(through::add);
        through.addAll(names);
        names = through;
        at = target.isAbsolute() ? Path.of("/") : at;
      } else {
        fault = faultOf(next, !names.isEmpty());
        at = next;
      }
    }
    return fault;
  }

  private static Optional<String> faultOf(Path path, boolean directory) throws IOException {
    int mode = attribute(path, "unix:mode");
    int gid = attribute(path, "unix:gid");
    boolean byGroup = (mode & GROUP_MAY_WRITE) != 0 && gid != 0;
    boolean byOthers = (mode & OTHERS_MAY_WRITE) != 0;
    // In a sticky directory only the owner of a file can put another into its place.
    boolean sticky = directory && (mode & STICKY) != 0;
    if ((byGroup || byOthers) && !sticky) {
      return Optional.of(describe(path, byOthers ? "everybody" : "its group"));
    }
    return ownerFault(path);
  }

  private static Optional<String> ownerFault(Path path) throws IOException {
    return attribute(path, "unix:uid") == 0
        ? Optional.empty()
        : Optional.of(describe(path, "its owner"));
  }

  private static String describe(Path path, String who) throws IOException {
    return "%s can be changed by %s: mode %04o, owner %s, group %s"
        .formatted(
            path,
            who,
            attribute(path, "unix:mode") & PERMISSIONS,
            Files.getAttribute(path, "unix:owner", LinkOption.NOFOLLOW_LINKS),
            Files.getAttribute(path, "unix:group", LinkOption.NOFOLLOW_LINKS));
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
  }
}
