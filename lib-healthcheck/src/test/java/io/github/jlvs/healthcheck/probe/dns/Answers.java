// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a name server sends. */
final class Answers {
  /** The bits of a header: an answer, cut, and what the query had. */
  static final int RESPONSE = 0x8100;

  static final int TRUNCATED = 0x0200;

  private Answers() {}

  /** An answer to a query, with a code of its own. */
  static byte[] to(ByteBuffer query, int code) {
    ByteBuffer asked = query.slice();
    asked.putShort(2, (short) (RESPONSE | code));
    byte[] answer = new byte[asked.remaining()];
    asked.get(answer);
    return answer;
  }

  static byte[] message(int id, int flags, Optional<DnsQuestion> question) {
    ByteBuffer encoded = new DnsMessage(new DnsHeader(id, flags), question).encode();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  /** The same with so many records claimed as answers, and with octets behind it. */
  static byte[] with(byte[] message, int records, int... octets) {
    ByteBuffer out = ByteBuffer.allocate(message.length + octets.length).put(message);
    for (int octet : octets) {
      out.put((byte) octet);
    }
    return out.putShort(6, (short) records).array();
  }
}
