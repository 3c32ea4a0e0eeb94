// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Datagrams that belong to nothing, without end, where an answer is awaited. */
class StrangersTest {
  @Test
  void they_do_not_keep_an_operation_waiting_for_ever() {
    NetlinkOptions options = NetlinkOptions.defaults().withTimeout(Duration.ofMillis(20));
    Request request = new Request("ask", 40, 0, out -> out.fixed32(1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          try (NetlinkSocket socket = new NetlinkSocket(new Crowd(), options)) {
            assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> socket.execute(request))
                .matches(e -> e.errno().equals(Errno.ETIMEDOUT));
          }
        });
  }

  /** Delivers an answer to some other request whenever it is asked. */
  private static final class Crowd implements Transport {
    private int sequence;

    @Override
    public void send(ByteBuffer datagram) {
      sequence = datagram.duplicate().order(ByteOrder.nativeOrder()).getInt(8);
    }

    @Override
    public int receive(ByteBuffer into) {
      ByteBuffer answer = into.duplicate().order(ByteOrder.nativeOrder()).clear();
      answer.putInt(20).putShort((short) NetlinkFlags.NLMSG_ERROR).putShort((short) 0);
      answer.putInt(sequence + 1).putInt(0).putInt(0);
      return answer.position();
    }

    @Override
    public void receiveTimeout(long nanos) {
      // Never waits.
    }

    @Override
    public int acknowledgementRoom() {
      return 1;
    }

    @Override
    public void join(int group) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Descriptor descriptor() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
