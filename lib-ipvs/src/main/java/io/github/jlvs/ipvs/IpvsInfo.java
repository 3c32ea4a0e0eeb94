// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * Version and connection-table size of the kernel's IPVS.
 *
 * @param version the version, one byte a part: {@code 0x010201} is 1.2.1
 * @param connectionTableSize buckets of the connection hash table, an unsigned 32-bit number
 */
public record IpvsInfo(int version, long connectionTableSize) {
  public IpvsInfo {
    Require.range("connection table size", connectionTableSize, 0, Require.UNSIGNED_32);
  }

  /**
   * The version with dots.
   *
   * @return for example {@code 1.2.1}
   */
  public String versionText() {
    return (version >> 16 & 0xFF) + "." + (version >> 8 & 0xFF) + "." + (version & 0xFF);
  }

  /** The first line of ipvsadm's list. */
  @Override
  public String toString() {
    return "IP Virtual Server version " + versionText() + " (size=" + connectionTableSize + ")";
  }
}
