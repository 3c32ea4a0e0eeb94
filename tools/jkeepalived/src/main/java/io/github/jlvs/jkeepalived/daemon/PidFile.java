// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The file that tells others which process the daemon is. It is made anew and never through a link;
 * one that a dead process left behind is replaced. A living process counts where it may be a
 * keepalived or a jkeepalived: process numbers are used again.
 */
public final class PidFile implements AutoCloseable {
  private static final int LONGEST = 32;

  private final Path path;
  private final long pid;

  private PidFile(Path path, long pid) {
    this.path = path;
    this.pid = pid;
  }

  /** Why a file could not be made. */
  public enum Reason {
    /** The daemon runs already. */
    RUNNING,
    /** Somebody else may. */
    NOT_PERMITTED,
    /** There is no place for it. */
    IMPOSSIBLE
  }

  /** The file could not be made. */
  public static final class PidFileException extends Exception {
    private final Reason reason;

    PidFileException(String message, Reason reason) {
      super(message);
      this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }
  }

  /**
   * Makes the file.
   *
   * @param option what names another, for the message
   * @throws PidFileException if the daemon runs already, or the file can't be written
   */
  public static PidFile create(Path path, String option, long pid) throws PidFileException {
    return create(path, option, pid, PidFile::commandLine);
  }

  /**
   * Makes the file.
   *
   * @param commandLines the command line of a living process; empty text where it can't be read,
   *     nothing where there is no such process
   */
  static PidFile create(
      Path path, String option, long pid, LongFunction<Optional<String>> commandLines)
      throws PidFileException {
    try {
      return write(path, pid);
    } catch (FileAlreadyExistsException exists) {
      return replace(path, option, pid, commandLines);
    } catch (IOException e) {
      throw failed(path, option, e);
    }
  }

  private static PidFile replace(
      Path path, String option, long pid, LongFunction<Optional<String>> commandLines)
      throws PidFileException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new PidFileException(advise(path, option, "it is a directory"), Reason.IMPOSSIBLE);
    }
    OptionalLong other = written(path);
    if (other.isPresent()
        && other.getAsLong() != pid
        && commandLines.apply(other.getAsLong()).filter(PidFile::mayBeDaemon).isPresent()) {
      throw new PidFileException(
          "already running as process "
              + other.getAsLong()
              + " ("
              + path
              + "); stop that one first",
          Reason.RUNNING);
    }
    try {
      Files.delete(path);
      return write(path, pid);
    } catch (IOException e) {
      throw failed(path, option, e);
    }
  }

  /** The process that the file names. Whatever is no regular file names none. */
  private static OptionalLong written(Path path) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return OptionalLong.empty();
    }
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (IOException | NumberFormatException unreadable) {
      return OptionalLong.empty();
    }
  }

  private static Optional<String> commandLine(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !hasEnded(pid))
        .map(process -> process.info().commandLine().orElse(""));
  }

  /**
   * Whether all that is left of a process is its number, which its parent has not asked for yet
   * (proc(5): state Z), or never will, as in containers without an init.
   */
  static boolean hasEnded(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // Behind the name, which may have any character.
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean mayBeDaemon(String commandLine) {
    return commandLine.isEmpty() || commandLine.toLowerCase(Locale.ROOT).contains("keepalived");
  }

  private static PidFile write(Path path, long pid) throws IOException {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
      ByteBuffer text = ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        file.write(text);
      }
    }
    return new PidFile(path, pid);
  }

  private static PidFileException failed(Path path, String option, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new PidFileException(
          "cannot write "
              + path
              + ": permission denied; run it as root, or choose another with "
              + option,
          Reason.NOT_PERMITTED);
    }
    String why =
        e instanceof NoSuchFileException
            ? "its directory does not exist"
            : String.valueOf(e.getMessage());
    return new PidFileException(advise(path, option, why), Reason.IMPOSSIBLE);
  }

  private static String advise(Path path, String option, String why) {
    return "cannot write " + path + ": " + why + "; choose another with " + option;
  }

  /** Removes the file, unless another process has put its own in its place. */
  @Override
  public void close() {
    OptionalLong now = written(path);
    if (now.isEmpty() || now.getAsLong() != pid) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next start replaces it.
    }
  }
}
