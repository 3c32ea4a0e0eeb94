// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file in which a program remembers what it did, or tells how it is. It is replaced as a whole,
 * so that a reader sees the old or the new one, it has mode 0600, and no link in its place is ever
 * followed. Not for two writers at a time.
 */
public final class PrivateFile {
  /** The file's mode, for files beside it. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFile() {}

  /** What a replaced file outlives. */
  public enum Endurance {
    /** The program's end, however it ends: all that matters where the content is of one boot. */
    PROCESS,
    /** A power cut as well. A slow disk is waited for. */
    MACHINE
  }

  /**
   * Why a file is not to be believed.
   *
   * @param file its path; no link is followed
   * @return what it is or whose, after the file's name; empty where it is a file of this user or of
   *     root that others can't write
   * @throws IOException if it can't be looked at
   */
  public static Optional<String> distrusted(Path file) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return Optional.of(Files.isSymbolicLink(file) ? "is a link" : "is no file");
    }
    return foreign(file);
  }

  /**
   * Why the content of a file or directory may be somebody else's.
   *
   * @param file its path; no link is followed
   * @return why, after its name; empty where this user and root alone can write it
   * @throws IOException if it can't be looked at
   */
  public static Optional<String> foreign(Path file) throws IOException {
    FileAccess access = FileAccess.of(file, NOFOLLOW_LINKS);
    if (access.isForeignTo(FileAccess.user())) {
      return Optional.of("belongs to user " + access.owner());
    }
    return access.isWrittenByOthers() ? Optional.of("can be written by others") : Optional.empty();
  }

  /**
   * Reads it.
   *
   * @param file its path; no link is followed
   * @param limit how many bytes at the most
   * @return the content, a char for each byte (ISO 8859-1)
   * @throws IOException if it can't be read
   */
  public static FileContent read(Path file, int limit) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, READ, NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), limit) + 1);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // A read may give a part.
      }
      boolean whole = bytes.hasRemaining();
      String text = StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
      return whole ? new FileContent.Text(text) : new FileContent.TooLong(text);
    }
  }

  /**
   * Replaces it, or makes it.
   *
   * @param file its path; a link in its place is replaced
   * @param text the content, a byte for each char (ISO 8859-1)
   * @param endurance what the content has to outlive
   * @throws IOException if that failed; the file is as it was
   */
  public static void replace(Path file, String text, Endurance endurance) throws IOException {
    replace(file, text.getBytes(StandardCharsets.ISO_8859_1), endurance);
  }

  /**
   * Replaces it, or makes it.
   *
   * @param file its path; a link in its place is replaced
   * @param content the content
   * @param endurance what the content has to outlive
   * @throws IOException if that failed; the file is as it was
   */
  public static void replace(Path file, byte[] content, Endurance endurance) throws IOException {
    // Hidden: who watches for the file, or removes all that begins like it, passes this one over.
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try {
      write(fresh, content, endurance);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Makes it; what is there already stays.
   *
   * @param file its path; no link is followed
   * @param text the content, a byte for each char (ISO 8859-1)
   * @param endurance what the content has to outlive
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
   * @throws IOException if that failed; there is no part of it
   */
  public static void create(Path file, String text, Endurance endurance) throws IOException {
    try {
      write(file, text.getBytes(StandardCharsets.ISO_8859_1), endurance);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Why a file could not be replaced.
   *
   * @param e what {@link #replace} threw
   * @return such as {@code No space left on device}, without the file's name
   */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
    return reason == null
        ? e instanceof AccessDeniedException ? "not permitted" : e.getClass().getSimpleName()
        : reason;
  }

  private static void write(Path fresh, byte[] content, Endurance endurance) throws IOException {
    try (FileChannel channel =
        FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS), OWNER_ONLY)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (endurance == Endurance.MACHINE) {
        channel.force(true);
      }
    }
  }
}
