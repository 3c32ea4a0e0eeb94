// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is started first where a program must not have all that this process has: setpriv(1) of
 * util-linux becomes the user, drops what is left of capabilities, has the kernel end it with its
 * starter where that is wanted, and then becomes the program. Doing the same between fork and exec
 * is not open to a JVM, and changing the user of one of its threads would leave that user's
 * processes a way into its memory.
 *
 * @param words the words before the program's; none where it may have all that this process has
 */
record CommandPrefix(List<String> words) {
  private static final List<String> PLACES =
      List.of("/usr/bin/setpriv", "/bin/setpriv", "/usr/sbin/setpriv", "/sbin/setpriv");

  /** What it ends with where the program cannot be executed. */
  static final int NOT_EXECUTED = 126;

  /** What it ends with where there is no program, or where it cannot become the user. */
  static final int NOT_FOUND = 127;

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Capabilities that a program would have of this process. */
  private static final Pattern PASSED_ON = Pattern.compile("(?m)^Cap(Inh|Amb):\\s*0*[1-9a-f]");

  static CommandPrefix of(Program program) {
    return of(program.account(), program.life(), status());
  }

  static CommandPrefix of(Optional<Account> account, Program.Life life, String status) {
    boolean other = account.map(user -> !isOwn(user, status)).orElse(false);
    boolean capable = PASSED_ON.matcher(status).find();
    boolean bound = life == Program.Life.OF_ITS_STARTER;
    if (!other && !capable && !bound) {
      return new CommandPrefix(List.of());
    }
    List<String> words = new ArrayList<>(List.of(setpriv()));
    if (other) {
      Account user = account.orElseThrow();
      words.addAll(List.of("--reuid", Integer.toUnsignedString(user.uid())));
      words.addAll(List.of("--regid", Integer.toUnsignedString(user.gid()), "--clear-groups"));
    }
    if (bound) {
      words.addAll(List.of("--pdeathsig", "TERM"));
    }
    words.addAll(List.of("--inh-caps", "-all", "--ambient-caps", "-all", "--"));
    return new CommandPrefix(words);
  }

  /** Whether this process is that user and nobody else. */
  static boolean isOwn(Account account) {
    return isOwn(account, status());
  }

  private static boolean isOwn(Account account, String status) {
    return status.contains(ids(account));
  }

  /** The lines of proc_pid_status(5) of a process that is this user and nobody else. */
  private static String ids(Account user) {
    String uid = Integer.toUnsignedString(user.uid());
    String gid = Integer.toUnsignedString(user.gid());
    return "Uid:\t"
        + String.join("\t", uid, uid, uid, uid)
        + "\nGid:\t"
        + String.join("\t", gid, gid, gid, gid)
        + "\n";
  }

  private static String status() {
    try {
      return Files.readString(STATUS);
    } catch (IOException e) {
      // For want of a descriptor too, which must not end whoever wants to start something.
      throw new LinuxException(
          "read " + STATUS + " before a start (" + e.getMessage() + "; is /proc mounted?)",
          Errno.EIO,
          e);
    }
  }

  private static String setpriv() {
    return PLACES.stream()
        .filter(place -> Files.isExecutable(Path.of(place)))
        .findFirst()
        .orElseThrow(
            () ->
                new LinuxException(
                    "start a program as another user, without capabilities or bound to its starter:"
                        + " setpriv (package util-linux) is needed for that",
                    Errno.ENOENT));
  }

  /** Whether it may have ended with a status because it could not become the program. */
  static boolean isFailure(int status) {
    return status == NOT_EXECUTED || status == NOT_FOUND;
  }

  /** Whether a process of that name has not become the program yet. */
  static boolean isName(String name) {
    return name.equals("setpriv");
  }

  /** The words to start with. */
  List<String> before(List<String> program) {
    List<String> all = new ArrayList<>(words);
    all.addAll(program);
    return all;
  }
}
