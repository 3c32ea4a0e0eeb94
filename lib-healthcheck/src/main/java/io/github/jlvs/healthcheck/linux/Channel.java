// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;

/** An open socket of a check, and how its bytes go over it. Buffers are direct. */
sealed interface Channel extends AutoCloseable {
  LinuxSocket socket();

  /** The bytes that were sent, or {@code -errno}. */
  default int send(ByteBuffer data) {
    return socket().send(data);
  }

  /** The bytes that came, after which the buffer is theirs; or {@code -errno}. */
  default int receive(ByteBuffer into) {
    int count = socket().read(into.clear());
    into.limit(Math.max(count, 0));
    return count;
  }

  /** Whether it has an end; if not, zero bytes are an empty datagram. */
  boolean isStream();

  default Descriptor descriptor() {
    return socket().descriptor();
  }

  default int connect(SocketAddress remote) {
    return socket().tryConnect(remote);
  }

  default int pendingError() {
    return socket().pendingError();
  }

  @Override
  default void close() {
    socket().close();
  }

  /** TCP. */
  record Stream(LinuxSocket socket) implements Channel {
    @Override
    public boolean isStream() {
      return true;
    }
  }

  /** UDP. */
  record Datagrams(LinuxSocket socket) implements Channel {
    @Override
    public boolean isStream() {
      return false;
    }
  }

  /** ICMP echo. */
  record Echoes(LinuxSocket socket, EchoMessage message) implements Channel {
    @Override
    public int send(ByteBuffer data) {
      int sent = socket.send(message.request(data));
      return sent < 0 ? sent : data.remaining();
    }

    @Override
    public int receive(ByteBuffer into) {
      int count = Channel.super.receive(into);
      return count < 0 ? count : message.reply(into);
    }

    @Override
    public boolean isStream() {
      return false;
    }
  }
}
