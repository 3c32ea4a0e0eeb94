// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Reads the value of keepalived.conf's {@code key ID VALUE}:
 *
 * <ul>
 *   <li>{@code hex:} and 64 to 128 hexadecimal digits;
 *   <li>{@code file:} and the absolute path of a file whose one line is {@code hex:...} or the key
 *       itself; {@link io.github.jlvs.linux.SecretFile} reads it;
 *   <li>anything else is the key itself: 32 to 64 printable characters of ASCII.
 * </ul>
 *
 * <p>Whatever is wrong is told by {@link KeyReading.Refused}, never by an exception, and without a
 * character of the key.
 */
public final class HmacKeyReader {
  static final String HEX = "hex:";
  private static final String FILE = "file:";

  private HmacKeyReader() {}

  /**
   * Reads a value.
   *
   * @param id the number in the trailer, 0 to 255
   * @param value what stands behind the number
   * @return the key, the file that it stands in, or why there is none
   */
  public static KeyReading read(int id, String value) {
    if (id < 0 || id > HmacKey.HIGHEST_ID) {
      return refused("key " + id + ": the number must be 0 to " + HmacKey.HIGHEST_ID);
    }
    String key = "key " + id;
    if (!value.startsWith(FILE)) {
      return line(id, key, value);
    }
    Path path;
    try {
      path = Path.of(value.substring(FILE.length()));
    } catch (InvalidPathException e) {
      return refused(key + ": what follows file: is no path: " + e.getReason());
    }
    if (!path.isAbsolute()) {
      return refused(key + ": what follows file: is no absolute path: write all of it, from / on");
    }
    return new KeyReading.InFile(path);
  }

  /**
   * Reads what a key file holds.
   *
   * @param id the number in the trailer, 0 to 255
   * @param path the file, for what is told
   * @param line its first line without the end
   * @return the key, or why there is none
   */
  public static KeyReading readLine(int id, Path path, String line) {
    return line(id, "key " + id + " in " + path, line);
  }

  /** A value that is no file: from the configuration, or the line of a key file. */
  private static KeyReading line(int id, String where, String line) {
    if (line.startsWith(FILE)) {
      return refused(where + ": a key file can't name another one: put the key itself into it");
    }
    return line.startsWith(HEX)
        ? hex(id, where, line.substring(HEX.length()))
        : text(id, where, line);
  }

  private static KeyReading hex(int id, String where, String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        return refused(
            where + ": character " + (i + 1) + " after hex: is no hexadecimal digit (0-9, a-f)");
      }
    }
    if (digits.length() % 2 != 0) {
      return refused(
          where
              + ": "
              + digits.length()
              + " digits after hex: is an odd number, an octet has two:"
              + " one is missing or too many");
    }
    return octets(id, where, HexFormat.of().parseHex(digits));
  }

  private static KeyReading text(int id, String where, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return refused(
            where
                + ": character "
                + (i + 1)
                + " is not printable ASCII, and not all programs would read the same key:"
                + " write the key as hex:");
      }
    }
    return octets(id, where, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static KeyReading octets(int id, String where, byte[] octets) {
    if (octets.length < HmacKey.SHORTEST || octets.length > HmacKey.LONGEST) {
      return refused(
          where
              + ": a key of "
              + octets.length
              + " octets, it must have "
              + HmacKey.SHORTEST
              + " to "
              + HmacKey.LONGEST
              + ": make one with \"openssl rand -hex 32\" and write it as hex:");
    }
    return new KeyReading.Read(HmacKey.of(id, octets));
  }

  private static KeyReading refused(String problem) {
    return new KeyReading.Refused(problem);
  }
}
