// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * What is asked (RFC 1035 section 4.1.2).
 *
 * @param recordClass 1 for the Internet
 */
record DnsQuestion(DnsName name, RecordType type, int recordClass) {
  private static final int INTERNET = 1;

  DnsQuestion(DnsName name, RecordType type) {
    this(name, type, INTERNET);
  }

  int length() {
    return name.length() + 4;
  }

  void encode(ByteBuffer out) {
    name.encode(out);
    out.putShort((short) type.number()).putShort((short) recordClass);
  }

  static DnsQuestion decode(MessageReader in) throws MalformedMessageException {
    return new DnsQuestion(in.name(), new RecordType(in.u16()), in.u16());
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}
