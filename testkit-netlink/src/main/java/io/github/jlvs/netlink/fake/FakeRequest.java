// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.fake;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.NetlinkFlags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A request as it came to the fake kernel.
 *
 * @param type the message type
 * @param flags its NLM_F bits
 * @param sequence its number
 * @param payload what follows the message header: read-only, from index 0
 */
public record FakeRequest(int type, int flags, int sequence, ByteBuffer payload) {
  /** Keeps a view of its own. */
  public FakeRequest {
    payload = payload.slice().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Whether a whole table is asked for.
   *
   * @return true with NLM_F_DUMP
   */
  public boolean isDump() {
    return (flags & NetlinkFlags.NLM_F_DUMP) == NetlinkFlags.NLM_F_DUMP;
  }

  /**
   * Whether an acknowledgement is asked for.
   *
   * @return true with NLM_F_ACK
   */
  public boolean wantsAcknowledgement() {
    return (flags & NetlinkFlags.NLM_F_ACK) != 0;
  }

  /**
   * The attributes behind the protocol's fixed part.
   *
   * @param fixedLength its length in bytes
   * @return a reader before the first of them
   */
  public AttributeReader attributes(int fixedLength) {
    ByteBuffer view = payload.duplicate().order(ByteOrder.nativeOrder());
    return AttributeReader.of(view.position(Math.min(fixedLength, view.limit())));
  }
}
