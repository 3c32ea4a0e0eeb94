// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How this process leaves whoever started it in the background. A JVM can't fork, so the starter
 * does, hands over the writing end of a pipe and waits: one line in it says that the work has
 * begun, and its end without one that this process has ended. Not thread-safe.
 */
public final class Detachment implements AutoCloseable {
  private static final int STANDARD_INPUT = 0;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int WRITING = 1;
  private static final int READING_AND_WRITING = 2;

  private final Descriptor pipe;

  private Detachment(Descriptor pipe) {
    this.pipe = pipe;
  }

  /** Whether standard error is given up with the other two. */
  public enum StandardError {
    /** It leads nowhere afterwards, and holds up nobody who waits for its end. */
    GIVEN_UP,
    /** It stays what the starter gave it. */
    KEPT
  }

  /**
   * Begins a session of its own, which no key of a terminal reaches, and takes the pipe in charge.
   *
   * @param descriptor the number of the pipe's writing end; it is closed here, and no program that
   *     this process starts inherits what takes its place
   * @return the beginning; nobody is told yet
   * @throws LinuxException if there is no such descriptor, nobody reads from the pipe any more, or
   *     /proc is not mounted
   */
  public static Detachment begin(int descriptor) {
    // Opened anew, since the number that was inherited is passed on to every child. A FIFO whose
    // reader is gone would be waited for.
    String inherited = "/proc/self/fd/" + descriptor;
    int fd =
        SystemCalls.get().open(inherited, WRITING | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
    Descriptor own =
        new Descriptor(LinuxException.check("open " + inherited, fd), "the starter's pipe");
    int unused = SystemCalls.get().close(descriptor);
    // Fails in one that leads its group already, which then has what this is for.
    int unusedToo = SystemCalls.get().setsid();
    return new Detachment(own);
  }

  /**
   * Gives up the standard streams and tells the starter. A second call does nothing.
   *
   * @param line what the starter is told, without its end
   * @param standardError what becomes of standard error
   * @throws LinuxException if /dev/null can't be opened, or the starter was ended while it waited:
   *     whoever did that wants nothing that runs
   */
  public void complete(String line, StandardError standardError) {
    if (!pipe.isOpen()) {
      return;
    }
    List<Integer> streams =
        standardError == StandardError.KEPT
            ? List.of(STANDARD_INPUT, STANDARD_OUTPUT)
            : List.of(STANDARD_INPUT, STANDARD_OUTPUT, STANDARD_ERROR);
    try (Descriptor nowhere = Descriptor.open("/dev/null", READING_AND_WRITING)) {
      for (int stream : streams) {
        LinuxException.check(
            "give up descriptor " + stream, SystemCalls.get().dup2(nowhere.number(), stream));
      }
    }
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    int written =
        SystemCalls.get()
            .write(pipe.number(), ByteBuffer.allocateDirect(text.length).put(text).flip());
    pipe.close();
    int unused = LinuxException.check("tell the starter, which was ended while it waited", written);
  }

  /**
   * Whether the starter has been told.
   *
   * @return false as long as it waits
   */
  public boolean isComplete() {
    return !pipe.isOpen();
  }

  /** Closes the pipe; without a line before, the starter takes it for a start that failed. */
  @Override
  public void close() {
    pipe.close();
  }
}
