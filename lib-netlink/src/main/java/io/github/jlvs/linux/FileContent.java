// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a small file holds at one moment, or why that is not known. */
public sealed interface FileContent {
  /** There is no such file. */
  FileContent ABSENT = new Absent();

  /** What is there is a directory, a FIFO, a device or a socket. */
  FileContent NOT_A_FILE = new NotAFile();

  /**
   * The whole content.
   *
   * @param text a char for each byte (ISO 8859-1)
   */
  record Text(String text) implements FileContent {}

  /** There is no such file. */
  record Absent() implements FileContent {}

  /** What is there is a directory, a FIFO, a device or a socket. */
  record NotAFile() implements FileContent {}

  /**
   * It is longer than what is read.
   *
   * @param start what was read, a char for each byte
   */
  record TooLong(String start) implements FileContent {}

  /**
   * It may not be read, or reading failed.
   *
   * @param errno why
   */
  record Unreadable(Errno errno) implements FileContent {}

  /**
   * Reads a file. Never waits for a FIFO's other end, and opens neither that nor a device where it
   * was none a moment before; a file of a network may take its time.
   *
   * @param file its path, through links
   * @param limit how many bytes at the most
   * @return the content
   */
  static FileContent read(Path file, int limit) {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        return NOT_A_FILE;
      }
    } catch (NoSuchFileException e) {
      return ABSENT;
    } catch (IOException e) {
      // open(2) says why.
    }
    int fd =
        SystemCalls.get()
            .open(file.toString(), OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC | OpenFlags.O_NOCTTY);
    if (fd < 0) {
      return failed(Errno.ofResult(fd));
    }
    try (Descriptor opened = new Descriptor(fd, file.toString())) {
      // It may have been replaced since it was looked at.
      return Files.isRegularFile(Path.of("/proc/self/fd", Integer.toString(fd)))
          ? read(opened, limit)
          : NOT_A_FILE;
    }
  }

  private static FileContent read(Descriptor file, int limit) {
    ByteBuffer into = ByteBuffer.allocateDirect(limit + 1);
    while (into.hasRemaining()) {
      int length = SystemCalls.get().read(file.number(), into);
      if (length < 0) {
        return failed(Errno.ofResult(length));
      }
      if (length == 0) {
        return new Text(text(into, into.position()));
      }
      into.position(into.position() + length);
    }
    return new TooLong(text(into, limit));
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static FileContent failed(Errno errno) {
    return errno.equals(Errno.ENOENT) ? ABSENT : new Unreadable(errno);
  }
}
