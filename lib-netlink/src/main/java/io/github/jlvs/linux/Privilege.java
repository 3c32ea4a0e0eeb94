// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a thread may do to its own user namespace. Of use before something is tried, and for advice
 * behind a refusal: one who is root there need not be told to become root.
 *
 * @param root whether its effective user id is 0
 * @param held its effective capabilities, as far as they are known here
 */
public record Privilege(boolean root, Set<Capability> held) {
  private static final Path STATUS = Path.of("/proc/thread-self/status");
  private static final int HEAD = 2048;

  /** Of a set, which stands alone on its line. */
  private static final int DIGITS = 16;

  private static final Pattern ROOT = Pattern.compile("^Uid:\\s+\\d+\\s+0\\s", Pattern.MULTILINE);

  /** _LINUX_CAPABILITY_VERSION_3: 64 bits in two halves. */
  private static final int VERSION = 0x20080522;

  private static final int HEADER_SIZE = 8;
  private static final int HALF_SIZE = 12;

  /** Makes the set unmodifiable. */
  public Privilege {
    held = Set.copyOf(held);
  }

  /**
   * That of the calling thread.
   *
   * @return not root and without capabilities where /proc does not tell
   */
  public static Privilege ofThisThread() {
    try {
      return ofStatus(status());
    } catch (IOException e) {
      return new Privilege(false, Set.of());
    }
  }

  /** That of proc_pid_status(5), whose line has real, effective, saved and file system user. */
  static Privilege ofStatus(String status) {
    long effective = set(status, "Eff");
    Set<Capability> held = EnumSet.allOf(Capability.class);
    held.removeIf(each -> (each.bit() & effective) == 0);
    return new Privilege(ROOT.matcher(status).find(), held);
  }

  /**
   * Takes from the calling thread, and from those that it begins later, all capabilities but these.
   * Others keep theirs. None comes back but by an execve(2), which gives root's programs all again.
   *
   * @param kept those that stay, as far as they are there
   * @throws LinuxException if the kernel refuses that, or /proc does not tell what there is
   */
  public static void reduceTo(Set<Capability> kept) {
    String status;
    try {
      status = status();
    } catch (IOException e) {
      throw new LinuxException("read " + STATUS + " (is /proc mounted?)", Errno.EIO, e);
    }
    long bits = kept.stream().mapToLong(Capability::bit).reduce(0, (one, other) -> one | other);
    long permitted = set(status, "Prm") & bits;
    long inheritable = set(status, "Inh") & bits;
    ByteBuffer header = direct(HEADER_SIZE).putInt(0, VERSION);
    ByteBuffer sets = direct(2 * HALF_SIZE);
    for (int shift = 0; shift < Long.SIZE; shift += Integer.SIZE) {
      sets.putInt((int) (permitted >>> shift));
      sets.putInt((int) (permitted >>> shift));
      sets.putInt((int) (inheritable >>> shift));
    }
    LinuxException.check("give up capabilities", SystemCalls.get().capset(header, sets.flip()));
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Those lines are among the first thirty. */
  private static String status() throws IOException {
    try (InputStream status = Files.newInputStream(STATUS)) {
      return new String(status.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
  }

  private static long set(String status, String which) {
    String label = "\nCap" + which + ":\t";
    int at = status.indexOf(label);
    int from = at + label.length();
    return at < 0 || status.length() < from + DIGITS
        ? 0
        : Long.parseUnsignedLong(status, from, from + DIGITS, 16);
  }

  /**
   * Which of them are not held.
   *
   * @param needed capabilities
   * @return in that order
   */
  public List<Capability> missing(Collection<Capability> needed) {
    return needed.stream().filter(each -> !held.contains(each)).toList();
  }

  /**
   * What one to whom the kernel said EPERM can do. Names those alone that are missing, or all where
   * none is: what is held may be worth nothing in the namespace that was asked.
   *
   * @param needed what it takes
   * @return a clause
   */
  public String advice(Capability... needed) {
    List<Capability> missing = missing(List.of(needed));
    String named = named(missing.isEmpty() ? Arrays.asList(needed) : missing);
    return root
        ? "root is not enough here, it takes "
            + named
            + ": give it to the container, or where a user namespace makes the root (rootless"
            + " containers), run it outside of that"
        : "run it as root or with " + named;
  }

  /**
   * Capabilities in a sentence.
   *
   * @param capabilities at least one
   * @return for example {@code the capabilities CAP_SETUID and CAP_SETGID}
   */
  public static String named(Collection<Capability> capabilities) {
    return (capabilities.size() == 1 ? "the capability " : "the capabilities ")
        + capabilities.stream().map(Capability::toString).collect(Collectors.joining(" and "));
  }
}
