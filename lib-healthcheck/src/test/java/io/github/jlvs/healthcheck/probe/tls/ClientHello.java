// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import io.github.jlvs.healthcheck.probe.Conversation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client says first (RFC 8446, section 4.1.2).
 *
 * @param extensions by their number
 */
record ClientHello(Map<Integer, ByteBuffer> extensions) {
  private static final int PRE_SHARED_KEY = 41;
  private static final int KEY_SHARE = 51;

  /** What this conversation sends as soon as it is connected. */
  static ClientHello of(Conversation talk) {
    if (talk.connected() instanceof Conversation.Send send) {
      return read(send.bytes().duplicate());
    }
    throw new AssertionError("says nothing when it is connected");
  }

  private static ClientHello read(ByteBuffer bytes) {
    bytes.position(5 + 4 + 2 + 32);
    skip(bytes, bytes.get() & 0xff);
    skip(bytes, bytes.getShort());
    skip(bytes, bytes.get());
    int unused = bytes.getShort();
    Map<Integer, ByteBuffer> extensions = new HashMap<>();
    while (bytes.hasRemaining()) {
      int type = bytes.getShort();
      int size = bytes.getShort();
      extensions.put(type, bytes.slice(bytes.position(), size));
      skip(bytes, size);
    }
    return new ClientHello(extensions);
  }

  /** The groups that it offers keys of, as hexadecimal numbers. */
  List<String> shares() {
    ByteBuffer all = extensions.getOrDefault(KEY_SHARE, ByteBuffer.allocate(2)).duplicate();
    skip(all, 2);
    List<String> groups = new ArrayList<>();
    while (all.hasRemaining()) {
      groups.add(Integer.toHexString(all.getShort()));
      skip(all, all.getShort());
    }
    return groups;
  }

  /** Whether it wants to go on with a session of before. */
  boolean resumes() {
    return extensions.containsKey(PRE_SHARED_KEY);
  }

  private static void skip(ByteBuffer bytes, int count) {
    Object unused = bytes.position(bytes.position() + count);
  }
}
