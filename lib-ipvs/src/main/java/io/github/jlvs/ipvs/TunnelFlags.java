// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * The checksum flags of a GUE or GRE tunnel ({@code IP_VS_TUNNEL_ENCAP_FLAG_*}): an open set.
 *
 * @param bits the kernel's bits, 0..65535
 */
public record TunnelFlags(int bits) {
  /** No checksum in the outer header. */
  public static final TunnelFlags NO_CHECKSUM = new TunnelFlags(0);

  /** A checksum in the outer header. */
  public static final TunnelFlags CHECKSUM = new TunnelFlags(1);

  /** Remote checksum offload (GUE). */
  public static final TunnelFlags REMOTE_CHECKSUM = new TunnelFlags(2);

  public TunnelFlags {
    Require.range("tunnel flags", bits, 0, 0xFFFF);
  }

  /**
   * Whether all of the other flags are set here.
   *
   * @param other the flags asked for
   * @return true if none is missing
   */
  public boolean contains(TunnelFlags other) {
    return (bits & other.bits) == other.bits;
  }

  /** ipvsadm's short form: {@code -c}, {@code +c} or {@code r+c}. */
  @Override
  public String toString() {
    if (contains(REMOTE_CHECKSUM)) {
      return "r+c";
    }
    return contains(CHECKSUM) ? "+c" : "-c";
  }
}
