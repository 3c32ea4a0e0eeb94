// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.PipeCalls;
import io.github.jlvs.linux.internal.SystemCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A named pipe to write to (fifo(7)). Writing never blocks, and needs no reader: what fits into the
 * pipe (65,536 octets as a rule) waits there for one. Belongs to one thread at a time.
 */
public final class NamedPipe implements AutoCloseable {
  private static final int OWNER_ALONE = 0600;
  private static final int O_RDWR = 2;
  private static final int O_NOFOLLOW = 0x20000;
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;

  private final Path path;
  private final Descriptor descriptor;
  private final boolean made;

  private NamedPipe(Path path, Descriptor descriptor, boolean made) {
    this.path = path;
    this.descriptor = descriptor;
    this.made = made;
  }

  /**
   * Opens a pipe, and makes it where there is none: its owner alone may read and write it then.
   *
   * @param path where it is; a symbolic link at its end is not followed
   * @return the open pipe
   * @throws LinuxException if it can't be made or opened, or something else is there (EEXIST)
   */
  public static NamedPipe open(Path path) {
    int result = PipeCalls.get().mkfifo(path.toString(), OWNER_ALONE);
    boolean made = result == 0;
    if (!made && result != -Errno.EEXIST.number()) {
      throw new LinuxException("make the FIFO " + path, Errno.ofResult(result));
    }
    int flags = O_RDWR | noFollow() | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;
    int fd = SystemCalls.get().open(path.toString(), flags);
    if (fd < 0) {
      Errno errno = Errno.ofResult(fd);
      throw new LinuxException(
          "open the FIFO "
              + path
              + (Files.isSymbolicLink(path)
                  ? ": it is a symbolic link, which is not followed"
                  : ""),
          errno);
    }
    Descriptor descriptor = new Descriptor(fd, path.toString());
    if (!isPipe(fd)) {
      descriptor.close();
      throw new LinuxException("open the FIFO " + path + ": something else is there", Errno.EEXIST);
    }
    return new NamedPipe(path, descriptor, made);
  }

  /** On 64-bit ARM the flag has another value (asm/fcntl.h). */
  private static int noFollow() {
    return System.getProperty("os.arch", "").equals("aarch64") ? 0x8000 : O_NOFOLLOW;
  }

  private static Path opened(int fd) {
    return Path.of("/proc/self/fd/" + fd);
  }

  private static boolean isPipe(int fd) {
    try {
      Object mode = Files.getAttribute(opened(fd), "unix:mode");
      return mode instanceof Integer bits && (bits & S_IFMT) == S_IFIFO;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at /proc/self/fd: is /proc mounted?", e);
    }
  }

  /**
   * Writes a message: all of it or nothing, where it has at most 4096 octets.
   *
   * @param message direct memory
   * @return its length, or {@code -errno}: EAGAIN where the pipe is full
   */
  public int write(ByteBuffer message) {
    return SystemCalls.get().write(descriptor.number(), message);
  }

  /**
   * Gives the pipe to another user, who is to read it, where {@link #open} has made it; one that
   * was there belongs to whom it belongs.
   *
   * @param uid the user's number
   * @param gid the group's number
   * @throws LinuxException if this process may not do that
   */
  public void giveTo(int uid, int gid) {
    if (!made) {
      return;
    }
    try {
      // By the descriptor: by now something else may have the name.
      Path opened = opened(descriptor.number());
      Object unusedGroup = Files.setAttribute(opened, "unix:gid", gid);
      Object unusedOwner = Files.setAttribute(opened, "unix:uid", uid);
    } catch (IOException e) {
      throw new NotGiven(path + " to user " + Integer.toUnsignedString(uid), e);
    }
  }

  /** What it takes is another right than sockets take. */
  private static final class NotGiven extends LinuxException {
    private static final long serialVersionUID = 1L;

    NotGiven(String what, IOException cause) {
      super("give the FIFO " + what, Errno.EPERM, cause);
    }

    @Override
    public String advice() {
      return Privilege.ofThisThread().advice(Capability.CHOWN);
    }
  }

  /**
   * What an event loop watches for room.
   *
   * @return the descriptor, which stays this pipe's
   */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Closes it, and removes it where {@link #open} has made it and nothing else has its name by now.
   * A second call does nothing.
   *
   * @throws LinuxException if it can't be removed
   */
  @Override
  public void close() {
    if (!descriptor.isOpen()) {
      return;
    }
    try {
      if (made && isStillThere()) {
        boolean unused = Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new LinuxException("remove the FIFO " + path + " (" + e + ")", Errno.EIO, e);
    } finally {
      descriptor.close();
    }
  }

  /**
   * Whether its name still leads to it.
   *
   * @return false where it was removed, or something else has its place
   */
  public boolean isInPlace() {
    try {
      return descriptor.isOpen() && isStillThere();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isStillThere() throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS)
            .equals(Files.readAttributes(opened(descriptor.number()), "unix:dev,ino"));
  }
}
