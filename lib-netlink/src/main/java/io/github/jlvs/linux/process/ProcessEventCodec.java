// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of the process events connector: a netlink header (linux/netlink.h), a {@code struct
 * cn_msg} (linux/connector.h) and a {@code struct proc_event} (linux/cn_proc.h), in native byte
 * order.
 */
final class ProcessEventCodec {
  /** The multicast group of the connector. */
  static final int GROUP = 1;

  private static final int NLMSG_DONE = 3;
  private static final int NETLINK_HEADER = 16;
  private static final int CONNECTOR_HEADER = 20;
  private static final int CN_IDX_PROC = 1;
  private static final int CN_VAL_PROC = 1;
  private static final int LISTEN = 1;
  private static final int IGNORE = 2;

  /** What, processor and time; then what the kind of event has. */
  private static final int EVENT_HEADER = 16;

  private static final int NONE = 0;
  private static final int FORK = 1;
  private static final int EXEC = 2;
  private static final int COMM = 0x200;
  private static final int EXIT = 0x80000000;
  private static final int NAME_LENGTH = 16;

  private ProcessEventCodec() {}

  /** The wish to hear events, or to hear no more. */
  static ByteBuffer subscription(boolean listen) {
    int size = NETLINK_HEADER + CONNECTOR_HEADER + Integer.BYTES;
    ByteBuffer message = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    message.putInt(size).putShort((short) NLMSG_DONE).putShort((short) 0).putInt(0).putInt(0);
    message.putInt(CN_IDX_PROC).putInt(CN_VAL_PROC).putInt(0).putInt(0);
    message.putShort((short) Integer.BYTES).putShort((short) 0);
    message.putInt(listen ? LISTEN : IGNORE);
    return message.flip();
  }

  /**
   * Takes a datagram apart, from the buffer's position to its limit; messages of other connectors
   * are passed over.
   *
   * @throws IllegalArgumentException if a length runs past the end
   */
  static List<ProcessEvent> decode(ByteBuffer region) {
    ByteBuffer bytes = region.slice().order(ByteOrder.nativeOrder());
    List<ProcessEvent> events = new ArrayList<>();
    int at = 0;
    while (at < bytes.limit()) {
      int left = bytes.limit() - at;
      require(left >= NETLINK_HEADER, at, "ends within a netlink header");
      int length = bytes.getInt(at);
      require(length >= NETLINK_HEADER && length <= left, at, "claims another length than it has");
      message(bytes, at + NETLINK_HEADER, at + length).ifPresent(events::add);
      at = (int) Math.min(bytes.limit(), at + ((length + 3L) & ~3L));
    }
    return events;
  }

  private static Optional<ProcessEvent> message(ByteBuffer bytes, int at, int end) {
    require(end - at >= CONNECTOR_HEADER, at, "ends within a connector's header");
    if (bytes.getInt(at) != CN_IDX_PROC || bytes.getInt(at + 4) != CN_VAL_PROC) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(bytes.getShort(at + 16));
    int event = at + CONNECTOR_HEADER;
    require(length <= end - event, at, "claims more than it has");
    require(length >= EVENT_HEADER + Integer.BYTES, event, "ends within an event");
    return Optional.of(event(bytes, event, length - EVENT_HEADER));
  }

  private static ProcessEvent event(ByteBuffer bytes, int event, int left) {
    int at = event + EVENT_HEADER;
    int kind = bytes.getInt(event);
    switch (kind) {
      case NONE -> {
        int error = bytes.getInt(at);
        return new ProcessEvent.Acknowledged(
            error > 0 ? Optional.of(new Errno(error)) : Optional.empty());
      }
      case FORK -> {
        require(left >= 16, at, "is no fork");
        return new ProcessEvent.Forked(
            bytes.getInt(at + 4), bytes.getInt(at + 8), bytes.getInt(at + 12));
      }
      case EXEC -> {
        require(left >= 8, at, "is no exec");
        return new ProcessEvent.Executed(bytes.getInt(at + 4));
      }
      case COMM -> {
        require(left >= 8 + NAME_LENGTH, at, "is no change of a name");
        return new ProcessEvent.Renamed(
            bytes.getInt(at), bytes.getInt(at + 4), name(bytes, at + 8));
      }
      case EXIT -> {
        require(left >= 8, at, "is no exit");
        return new ProcessEvent.Exited(bytes.getInt(at), bytes.getInt(at + 4));
      }
      default -> {
        return new ProcessEvent.Other(kind);
      }
    }
  }

  private static String name(ByteBuffer bytes, int at) {
    byte[] name = new byte[NAME_LENGTH];
    bytes.get(at, name);
    int length = 0;
    while (length < NAME_LENGTH - 1 && name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static void require(boolean holds, int at, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("process event: at byte " + at + " " + otherwise);
    }
  }
}
