// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
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
  private static final Path ROOT = Path.of("/");

  private PathSecurity() {}

  /**
   * What is at a path.
   *
   * @param owner the owner's name
   * @param group the group's name
   * @param target where it leads, if it is a symbolic link
   */
  record Node(int mode, int uid, int gid, String owner, String group, Optional<Path> target) {
    static Node of(Path path) throws IOException {
      Map<String, Object> all =
          Files.readAttributes(path, "unix:mode,uid,gid,owner,group", LinkOption.NOFOLLOW_LINKS);
      return new Node(
          number(all, "mode"),
          number(all, "uid"),
          number(all, "gid"),
          String.valueOf(all.get("owner")),
          String.valueOf(all.get("group")),
          Files.isSymbolicLink(path)
              ? Optional.of(Files.readSymbolicLink(path))
              : Optional.empty());
    }

    private static int number(Map<String, Object> all, String name) throws IOException {
      if (all.get(name) instanceof Integer number) {
        return number;
      }
      throw new IOException("no attribute " + name);
    }
  }

  /** The files of a host; tests have others. */
  @FunctionalInterface
  interface Nodes {
    /** What is at a path, which is not followed where it is a symbolic link. */
    Node at(Path path) throws IOException;
  }

  /**
   * What is wrong.
   *
   * @param file an absolute path
   * @return the component at fault with its mode and owner; nothing where root alone can change it
   * @throws IOException if it can't be looked at
   */
  static Optional<String> fault(Path file) throws IOException {
    return fault(file, Node::of);
  }

  static Optional<String> fault(Path file, Nodes nodes) throws IOException {
    // Not normalized: behind a symbolic link, ".." leads to where the link's target is.
    Deque<Path> names = new ArrayDeque<>();
    file.forEach(names::add);
    Path at = ROOT;
    Optional<String> fault = faultOf(at, nodes.at(at), true);
    int links = 0;
    while (fault.isEmpty() && !names.isEmpty()) {
      Path next = at.resolve(names.remove()).normalize();
      Node node = nodes.at(next);
      if (node.target().isPresent()) {
        if (++links > MOST_LINKS) {
          return Optional.of("too many symbolic links on the way to " + file);
        }
        fault = ownerFault(next, node);
        Path target = node.target().get();
        Deque<Path> through = new ArrayDeque<>();
        target.forEach(through::add);
        through.addAll(names);
        names = through;
        at = target.isAbsolute() ? ROOT : at;
      } else {
        fault = faultOf(next, node, !names.isEmpty());
        at = next;
      }
    }
    return fault;
  }

  private static Optional<String> faultOf(Path path, Node node, boolean directory) {
    boolean byGroup = (node.mode() & GROUP_MAY_WRITE) != 0 && node.gid() != 0;
    boolean byOthers = (node.mode() & OTHERS_MAY_WRITE) != 0;
    // In a sticky directory only the owner of a file can put another into its place.
    boolean sticky = directory && (node.mode() & STICKY) != 0;
    if ((byGroup || byOthers) && !sticky) {
      return Optional.of(describe(path, node, byOthers ? "everybody" : "its group"));
    }
    return ownerFault(path, node);
  }

  private static Optional<String> ownerFault(Path path, Node node) {
    return node.uid() == 0 ? Optional.empty() : Optional.of(describe(path, node, "its owner"));
  }

  private static String describe(Path path, Node node, String who) {
    return "%s can be changed by %s: mode %04o, owner %s, group %s"
        .formatted(path, who, node.mode() & PERMISSIONS, node.owner(), node.group());
  }
}
