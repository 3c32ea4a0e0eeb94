// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file with a key: a regular file, or a link to one; of this process's user or of root; neither
 * readable nor writable by group or others; at most {@value #LARGEST} octets. keepalived warns
 * where others may read it; here it is refused, for a key that others know is none.
 *
 * <p>A systemd credential is such a file, where the unit runs as root.
 */
final class KeyFile {
  /** The longest line that can be a key: {@code hex:}, 128 digits, and the end of a line. */
  static final int LARGEST = 256;

  private static final int GROUP_AND_OTHERS_READ_OR_WRITE = 0066;
  private static final int PERMISSIONS = 07777;
  private static final int ROOT = 0;

  private KeyFile() {}

  /**
   * What the decision is made from.
   *
   * @param regular whether it is a regular file
   * @param owner user id
   * @param mode permission bits
   * @param size in octets
   */
  record Facts(boolean regular, int owner, int mode, long size) {}

  /**
   * Whether such a file may hold a key.
   *
   * @param facts what it is like
   * @param user this process's user id
   * @return what is wrong and what to do; empty if nothing is
   */
  static Optional<String> problem(Facts facts, int user) {
    if (!facts.regular) {
      return Optional.of("is no regular file, nor a link to one: name the file with the key");
    }
    if (facts.owner != ROOT && facts.owner != user) {
      return Optional.of(
          "belongs to user "
              + facts.owner
              + ", who could change it, and not to root or to user "
              + user
              + ", who reads it: chown it");
    }
    if ((facts.mode & GROUP_AND_OTHERS_READ_OR_WRITE) != 0) {
      return Optional.of(
          String.format(
              "has mode %04o, so others than its owner may read or change it: chmod it to 0600,"
                  + " and change the key if somebody has read it",
              facts.mode));
    }
    if (facts.size > LARGEST) {
      return Optional.of(
          "has "
              + facts.size
              + " octets, more than any key ("
              + LARGEST
              + "): it must hold one line, hex: and 64 to 128 digits");
    }
    return Optional.empty();
  }

  /** Reads the one line, without its end, and hands it on. */
  static KeyReading read(Path path, String key, Function<String, KeyReading> line) {
    try {
      Optional<String> problem = problem(facts(path), user());
      if (problem.isPresent()) {
        return HmacKeyReader.refused(key + ": " + path + " " + problem.get());
      }
      byte[] content;
      try (InputStream in = Files.newInputStream(path)) {
        content = in.readNBytes(LARGEST + 1);
      }
      if (content.length > LARGEST) {
        return HmacKeyReader.refused(key + ": " + path + " grew while it was read: read it again");
      }
      // An octet that is no ASCII stays one character, so the reader finds and refuses it.
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return line.apply(withoutLineEnd(text));
    } catch (NoSuchFileException e) {
      return HmacKeyReader.refused(
          key + ": there is no file " + path + ": make it, with mode 0600 and one line hex:...");
    } catch (IOException e) {
      return HmacKeyReader.refused(
          key + ": " + path + " can't be read: " + e + ": check that the path can be reached");
    }
  }

  private static Facts facts(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:isRegularFile,uid,mode,size");
    return new Facts(
        Boolean.TRUE.equals(attributes.get("isRegularFile")),
        number(attributes.get("uid")).intValue(),
        number(attributes.get("mode")).intValue() & PERMISSIONS,
        number(attributes.get("size")).longValue());
  }

  private static Number number(@Nullable Object attribute) {
    return (Number) Objects.requireNonNull(attribute);
  }

  /** The JDK knows this process's user by name alone; the kernel shows the number. */
  private static int user() throws IOException {
    return number(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue();
  }

  private static String withoutLineEnd(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
