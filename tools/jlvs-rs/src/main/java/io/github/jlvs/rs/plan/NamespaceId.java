// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

/**
 * A network namespace of one boot. Its inode number is given to another namespace once it is gone;
 * the cookie is not.
 *
 * @param boot the kernel's boot id
 * @param inode the inode number of its file in /proc
 * @param cookie the number from SO_NETNS_COOKIE; 0 on kernels before Linux 5.14, which have none
 */
public record NamespaceId(String boot, long inode, long cookie) {
  boolean mayBe(NamespaceId other) {
    boolean sameCookie = cookie == 0 || other.cookie == 0 || cookie == other.cookie;
    return boot.equals(other.boot) && inode == other.inode && sameCookie;
  }
}
