// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.internal.ProcessCalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A user that a program can run as, from wherever this host looks users up (getpwnam(3)): a look-up
 * may block as long as a directory service takes.
 *
 * @param name the user's name
 * @param uid the user's number, an unsigned one in an int
 * @param gid the number of the group, an unsigned one in an int
 * @param home the home directory
 * @param shell the shell
 */
public record Account(String name, int uid, int gid, String home, String shell) {
  /**
   * Looks a user up.
   *
   * @param name the user's name
   * @return the user with the own group; empty where there is none of that name
   */
  public static Optional<Account> of(String name) {
    if (isNoName(name)) {
      return Optional.empty();
    }
    ProcessCalls.User user = ProcessCalls.get().user(terminated(name));
    return user == null
        ? Optional.empty()
        : Optional.of(new Account(name, user.uid(), user.gid(), user.home(), user.shell()));
  }

  /**
   * Looks a group up.
   *
   * @param name the group's name
   * @return its number, an unsigned one in an int; empty where there is none of that name
   */
  public static OptionalInt group(String name) {
    if (isNoName(name)) {
      return OptionalInt.empty();
    }
    long gid = ProcessCalls.get().group(terminated(name));
    return gid < 0 ? OptionalInt.empty() : OptionalInt.of((int) gid);
  }

  /**
   * Whether this process is that user, with that group, and nobody else: a program then runs as it
   * without a change.
   *
   * @return by the process's real, effective, saved and file system ids
   * @throws io.github.jlvs.linux.LinuxException if /proc does not tell
   */
  public boolean isOfThisProcess() {
    return CommandPrefix.isOwn(this);
  }

  /**
   * The same user with another group.
   *
   * @param other the group's number
   * @return the account
   */
  public Account withGroup(int other) {
    return new Account(name, uid, other, home, shell);
  }

  private static boolean isNoName(String name) {
    return name.isEmpty() || name.indexOf('\0') >= 0;
  }

  private static ByteBuffer terminated(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length + 1).put(0, bytes);
  }
}
