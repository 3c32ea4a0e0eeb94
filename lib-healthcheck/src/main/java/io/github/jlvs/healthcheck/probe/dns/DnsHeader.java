// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

/**
 * The head of a message, without what follows it (RFC 1035 section 4.1.1).
 *
 * @param id the identification, 0 to 65535
 * @param flags 16 bits
 */
record DnsHeader(int id, int flags) {
  static final int LENGTH = 12;

  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;

  /** Of a query that may be answered with the help of other servers, as keepalived sends it. */
  static DnsHeader ofQuery(int id) {
    return new DnsHeader(id, RECURSION_DESIRED);
  }

  boolean isResponse() {
    return (flags & RESPONSE) != 0;
  }

  /** 0 for a query and its answer. */
  int opcode() {
    return flags >> 11 & 0xf;
  }

  boolean isTruncated() {
    return (flags & TRUNCATED) != 0;
  }

  ResponseCode code() {
    return new ResponseCode(flags & 0xf);
  }
}
