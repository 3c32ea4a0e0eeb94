// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A message (RFC 1035 section 4), as far as a check looks at it: of its records only that they are
 * there.
 *
 * @param question what is asked, at most one (RFC 9619); some servers leave it out of an error
 */
record DnsMessage(DnsHeader header, Optional<DnsQuestion> question) {
  /** The largest over TCP, whose length has two octets (RFC 7766 section 8). */
  static final int LONGEST = 65_535;

  static DnsMessage query(int id, DnsQuestion question) {
    return new DnsMessage(DnsHeader.ofQuery(id), Optional.of(question));
  }

  /** The octets, from position to limit, without records. */
  ByteBuffer encode() {
    ByteBuffer out =
        ByteBuffer.allocate(DnsHeader.LENGTH + question.map(DnsQuestion::length).orElse(0));
    out.putShort((short) header.id()).putShort((short) header.flags());
    out.putShort((short) (question.isPresent() ? 1 : 0));
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    question.ifPresent(asked -> asked.encode(out));
    return out.flip();
  }

  /**
   * Reads a message from position to limit. Octets behind its last record are left alone, and so
   * are the records of a message that was cut to fit into a datagram.
   */
  static DnsMessage decode(ByteBuffer message) throws MalformedMessageException {
    MessageReader in = new MessageReader(message);
    DnsHeader header = new DnsHeader(in.u16(), in.u16());
    int questions = in.u16();
    int records = in.u16() + in.u16() + in.u16();
    if (questions > 1) {
      throw new MalformedMessageException(
          "malformed message: it has " + questions + " questions, and one was asked");
    }
    Optional<DnsQuestion> question =
        questions == 0 ? Optional.empty() : Optional.of(DnsQuestion.decode(in));
    for (int i = 0; i < records && !header.isTruncated(); i++) {
      skipRecord(in);
    }
    return new DnsMessage(header, question);
  }

  /** Name, type, class, time to live, and what is in it behind its length. */
  private static void skipRecord(MessageReader in) throws MalformedMessageException {
    in.skipName();
    in.skip(8);
    in.skip(in.u16());
  }
}
