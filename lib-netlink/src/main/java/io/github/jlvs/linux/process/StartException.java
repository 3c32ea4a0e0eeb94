// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.net.Quoted;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that the kernel does not start. Its error number says little: what is absent or
 * forbidden may be the interpreter of the first line, or a directory on the way. So the file is
 * looked at.
 */
final class StartException extends LinuxException {
  private static final long serialVersionUID = 1;

  /** So much of a file the kernel looks at (BINPRM_BUF_SIZE). */
  private static final int START = 256;

  private static final Pattern INTERPRETER = Pattern.compile("#![ \t]*([^ \t\n\0]+)");

  private final String reason;
  private final String advice;

  /** What there is to say of a failure. */
  private record Words(String reason, String advice) {}

  StartException(Program program, Errno errno) {
    this(program, errno, words(program, errno));
  }

  private StartException(Program program, Errno errno, Words words) {
    super("start " + program.path(), errno);
    this.reason = words.reason();
    this.advice = words.advice();
  }

  /** What came of a program that another one was to become ({@link CommandPrefix}). */
  static StartException behindPrefix(Program program, int status) {
    if (status == CommandPrefix.NOT_EXECUTED) {
      return new StartException(program, Errno.EACCES);
    }
    StartException absent = new StartException(program, Errno.ENOENT);
    boolean isThere = absent.advice.isEmpty() && new File(program.path()).exists();
    return isThere
        ? new StartException(
            program,
            Errno.EPERM,
            new Words(
                Errno.EPERM.toString(),
                "this process cannot become user "
                    + program.account().map(Account::name).orElse("")
                    + ": "
                    + Privilege.ofThisThread().advice(Capability.SETUID, Capability.SETGID)))
        : absent;
  }

  @Override
  public String reason() {
    return reason;
  }

  /** Not the usual one: of a right to the network there is no question here. */
  @Override
  public String advice() {
    return advice.isEmpty() && !errno().isPermission() ? super.advice() : advice;
  }

  private static Words words(Program program, Errno errno) {
    try {
      Path file = Path.of(program.path()).toAbsolutePath();
      if (errno.equals(Errno.ENOENT)) {
        return absent(file);
      }
      if (errno.equals(Errno.ETXTBSY)) {
        return new Words(errno.toString(), "somebody has the file open for writing");
      }
      return new Words(errno.toString(), errno.equals(Errno.EACCES) ? denied(program) : "");
    } catch (InvalidPathException e) {
      return new Words(errno.toString(), "");
    }
  }

  private static Words absent(Path file) {
    Optional<String> absent = interpreter(file).filter(name -> !Files.exists(Path.of(name)));
    return absent
        .map(
            name ->
                new Words(
                    "the interpreter of its first line does not exist, " + Quoted.quote(name),
                    name.endsWith("\r")
                        ? "its lines end as on Windows: take the carriage returns out"
                        : "install it, or mend the line"))
        .orElseGet(() -> new Words(Errno.ENOENT.toString(), ""));
  }

  private static Optional<String> interpreter(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START), StandardCharsets.US_ASCII);
      Matcher line = INTERPRETER.matcher(start);
      return line.lookingAt() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String denied(Program program) {
    return program.account().map(Account::name).orElse("this process")
        + " has to be allowed to execute it and the interpreter of its first line, on a file system"
        + " that is not mounted noexec";
  }
}
