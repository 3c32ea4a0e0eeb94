// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network namespace of one boot. Its inode number is given to another namespace once it is gone;
 * the cookie is not.
 *
 * @param boot the kernel's boot id
 * @param inode the inode number of its file in /proc
 * @param cookie the number from SO_NETNS_COOKIE; 0 on kernels before Linux 5.14, which have none
 */
public record NamespaceId(String boot, long inode, long cookie) {
  private static final Pattern TEXT =
      Pattern.compile("namespace (\\d{1,18}) cookie (\\d{1,18}) boot ([0-9a-f-]{1,64})");

  public NamespaceId {
    Objects.requireNonNull(boot, "boot");
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text a line without its end
   * @return the namespace, or empty where the line names none
   */
  public static Optional<NamespaceId> parse(String text) {
    Matcher namespace = TEXT.matcher(text);
    return namespace.matches()
        ? Optional.of(
            new NamespaceId(
                namespace.group(3),
                Long.parseLong(namespace.group(1)),
                Long.parseLong(namespace.group(2))))
        : Optional.empty();
  }

  /**
   * Whether they can be one namespace.
   *
   * @param other the other
   * @return false where a number of both tells them apart
   */
  public boolean mayBe(NamespaceId other) {
    boolean sameCookie = cookie == 0 || other.cookie == 0 || cookie == other.cookie;
    return boot.equals(other.boot) && inode == other.inode && sameCookie;
  }

  @Override
  public String toString() {
    return "namespace " + inode + " cookie " + cookie + " boot " + boot;
  }
}
