// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernel's side of the connector: messages as Linux 6.1 sends them, 76 bytes each. */
final class EncodedEvents {
  private static final int SIZE = 76;
  private static final int EVENT = 36;
  private static final int DATA = EVENT + 16;

  private EncodedEvents() {}

  static ByteBuffer of(List<ProcessEvent> events) {
    ByteBuffer bytes = ByteBuffer.allocate(events.size() * SIZE).order(ByteOrder.nativeOrder());
    for (ProcessEvent event : events) {
      ByteBuffer message = bytes.slice(bytes.position(), SIZE).order(ByteOrder.nativeOrder());
      message.putInt(0, SIZE).putShort(4, (short) 3);
      message.putInt(16, 1).putInt(20, 1).putShort(32, (short) (SIZE - EVENT));
      encode(event, message);
      bytes.position(bytes.position() + SIZE);
    }
    return bytes.flip();
  }

  private static void encode(ProcessEvent event, ByteBuffer to) {
    if (event instanceof ProcessEvent.Forked fork) {
      numbers(to, 1, fork.parent(), fork.parent(), fork.thread(), fork.process());
    } else if (event instanceof ProcessEvent.Executed exec) {
      numbers(to, 2, exec.process(), exec.process());
    } else if (event instanceof ProcessEvent.Renamed renamed) {
      numbers(to, 0x200, renamed.thread(), renamed.process());
      to.put(DATA + 8, renamed.name().getBytes(StandardCharsets.ISO_8859_1));
    } else if (event instanceof ProcessEvent.Exited exited) {
      numbers(to, 0x80000000, exited.thread(), exited.process());
    } else if (event instanceof ProcessEvent.Acknowledged acknowledged) {
      numbers(to, 0, acknowledged.refused().map(Errno::number).orElse(0));
    } else if (event instanceof ProcessEvent.Other other) {
      numbers(to, other.kind());
    }
  }

  private static void numbers(ByteBuffer to, int kind, int... values) {
    to.putInt(EVENT, kind);
    for (int i = 0; i < values.length; i++) {
      to.putInt(DATA + i * Integer.BYTES, values[i]);
    }
  }
}
