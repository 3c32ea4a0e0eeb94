// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import io.github.jlvs.linux.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Lines in files, one for each part of the daemon, in the format of the console. A file is appended
 * to, and made with mode 0600; no link is followed, and none is written that belongs to somebody
 * else or that others may write. One that was moved away or removed is made anew with the next
 * line, so rotating them needs no signal. Lines are not held back.
 */
public final class FileSink implements Sink {
  private final Path file;
  private final String suffix;
  private final LineFormat format;
  private final Map<Part, Open> files = new EnumMap<>(Part.class);

  private record Open(FileChannel channel, Object key) {}

  /**
   * Writes to files beside each other.
   *
   * @param file the daemon's own; those of its parts have their name before its last dot
   * @param suffix what all of them have there as well; may be empty
   */
  public FileSink(Path file, String suffix, ZoneId zone) {
    this.file = file;
    this.suffix = suffix;
    this.format = new LineFormat(zone);
  }

  @Override
  public void write(Entry entry) throws IOException {
    Path path = path(entry.part());
    try {
      ByteBuffer line = ByteBuffer.wrap(format.line(entry).getBytes(StandardCharsets.UTF_8));
      FileChannel channel = open(entry.part(), path);
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new IOException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private FileChannel open(Part part, Path path) throws IOException {
    Optional<Open> before = Optional.ofNullable(files.get(part));
    Optional<Object> there = key(path);
    if (before.isPresent() && there.equals(Optional.of(before.get().key()))) {
      return before.get().channel();
    }
    close(part);
    Optional<String> distrusted =
        there.isPresent() ? PrivateFile.distrusted(path) : Optional.empty();
    if (distrusted.isPresent()) {
      throw new IOException("it " + distrusted.get() + "; choose another with --log-file");
    }
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            PrivateFile.OWNER_ONLY);
    files.put(part, new Open(channel, key(path).orElse(channel)));
    return channel;
  }

  /** Which file it is, whatever its name; empty where there is none. */
  private static Optional<Object> key(Path path) throws IOException {
    try {
      return Optional.of(
          Objects.requireNonNull(
              Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                  .fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Path path(Part part) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String end = dot < 0 ? "" : name.substring(dot);
    return file.resolveSibling(stem + part.fileSuffix() + suffix + end);
  }

  private void close(Part part) throws IOException {
    Optional<Open> open = Optional.ofNullable(files.remove(part));
    if (open.isPresent()) {
      open.get().channel().close();
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part : Part.values()) {
      close(part);
    }
  }
}
