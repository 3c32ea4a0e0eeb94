// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a server's first record tells in clear (RFC 8446, sections 4.1.3, 4.1.4 and 5.1). Numbers
 * are in network byte order; no length is trusted.
 */
final class ServerHello {
  private static final int HEADER = 5;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int KEY_SHARE = 51;

  /** Type and length of the message, version, random. */
  private static final int BEFORE_SESSION = 4 + 2 + 32;

  /** Cipher suite and compression method. */
  private static final int BEHIND_SESSION = 2 + 1;

  private ServerHello() {}

  /** Whether all of the record is there. */
  static boolean isWhole(ByteBuffer record) {
    return record.remaining() >= HEADER
        && record.remaining() >= HEADER + u16(record, record.position() + 3);
  }

  /**
   * The family of the group that the server has chosen, or asks for in a HelloRetryRequest.
   *
   * @param record one that is whole, from its position; more may follow
   * @return empty where the record does not tell: of another message, of TLS 1.2, malformed
   */
  static Optional<KeyExchange> keyExchange(ByteBuffer record) {
    int begin = record.position();
    if ((record.get(begin) & 0xff) != HANDSHAKE) {
      return Optional.empty();
    }
    ByteBuffer hello = record.slice(begin + HEADER, u16(record, begin + 3));
    if (hello.remaining() <= BEFORE_SESSION || hello.get() != SERVER_HELLO) {
      return Optional.empty();
    }
    hello.position(BEFORE_SESSION);
    int session = hello.get() & 0xff;
    if (hello.remaining() < session + BEHIND_SESSION + 2) {
      return Optional.empty();
    }
    hello.position(hello.position() + session + BEHIND_SESSION);
    int extensions = hello.getShort() & 0xffff;
    return extensions > hello.remaining()
        ? Optional.empty()
        : keyShare(hello.slice(hello.position(), extensions));
  }

  private static Optional<KeyExchange> keyShare(ByteBuffer extensions) {
    while (extensions.remaining() >= 4) {
      int type = extensions.getShort() & 0xffff;
      int size = extensions.getShort() & 0xffff;
      if (size > extensions.remaining()) {
        break;
      }
      if (type == KEY_SHARE && size >= 2) {
        return KeyExchange.of(u16(extensions, extensions.position()));
      }
      extensions.position(extensions.position() + size);
    }
    return Optional.empty();
  }

  private static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }
}
