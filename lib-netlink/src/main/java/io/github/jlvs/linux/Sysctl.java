// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A kernel parameter under /proc/sys, named by its path so that interface names with dots are safe:
 * {@code net/ipv4/conf/eth0.5/arp_ignore}. Parameters of the network are those of the calling
 * thread's namespace. Thread-safe.
 *
 * @param name the path below /proc/sys, with slashes
 */
public record Sysctl(String name) {
  private static final Path ROOT = Path.of("/proc/sys");

  /** A page: most are shorter. */
  private static final int USUAL = 4096;

  /**
   * Refuses names that would leave /proc/sys.
   *
   * @throws IllegalArgumentException if the name is empty, absolute or has dot segments
   */
  public Sysctl {
    Path relative = Path.of(name);
    if (name.isEmpty() || relative.isAbsolute() || !relative.normalize().equals(relative)) {
      throw new IllegalArgumentException("'" + name + "' is not a path below /proc/sys");
    }
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        throw new IllegalArgumentException("'" + name + "' is not a path below /proc/sys");
      }
    }
  }

  /**
   * A parameter of IPv4 on one interface.
   *
   * @param interfaceName the interface, or {@code all} or {@code default}
   * @param parameter for example {@code arp_ignore}
   * @return the parameter
   */
  public static Sysctl ipv4Interface(String interfaceName, String parameter) {
    return new Sysctl("net/ipv4/conf/" + interfaceName + "/" + parameter);
  }

  /**
   * A parameter of IPv6 of one interface.
   *
   * @param interfaceName the interface
   * @param parameter such as {@code disable_ipv6}
   * @return the parameter
   */
  public static Sysctl ipv6Interface(String interfaceName, String parameter) {
    return new Sysctl("net/ipv6/conf/" + interfaceName + "/" + parameter);
  }

  /**
   * Reads it.
   *
   * @return the value without its line end
   * @throws LinuxException if it doesn't exist or can't be read
   */
  public String read() {
    try {
      byte[] value = new byte[USUAL];
      int length = readOnce(value);
      while (length == value.length) {
        value = new byte[2 * value.length];
        length = readOnce(value);
      }
      return new String(value, 0, length, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Of many parameters the kernel gives nothing from a second read on. */
  private int readOnce(byte[] into) throws IOException {
    try (InputStream file = Files.newInputStream(ROOT.resolve(name))) {
      return Math.max(0, file.read(into));
    }
  }

  /**
   * Writes it.
   *
   * @param value the new value
   * @throws LinuxException if it doesn't exist, can't be written or refuses the value
   */
  public void write(String value) {
    try {
      Files.writeString(ROOT.resolve(name), value + "\n", StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw failed("write " + value + " to", e);
    }
  }

  private LinuxException failed(String verb, IOException e) {
    Errno errno = Errno.EIO;
    if (e instanceof NoSuchFileException) {
      errno = Errno.ENOENT;
    } else if (e instanceof AccessDeniedException) {
      errno = Errno.EACCES;
    } else if (String.valueOf(e.getMessage()).contains("Read-only")) {
      errno = Errno.EROFS;
    } else if (String.valueOf(e.getMessage()).contains("Invalid argument")) {
      errno = Errno.EINVAL;
    }
    return new LinuxException(verb + " kernel parameter " + name, errno, e);
  }
}
