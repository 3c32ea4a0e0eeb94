// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Options of sockets, asked of the kernel this test runs on. */
class LinuxSocketTest {
  private static final int SO_COOKIE = 57;
  private static final int NO_SUCH_OPTION = 9999;

  @Test
  void anOptionOf64BitsIsReadWhole() {
    try (LinuxSocket one = open();
        LinuxSocket other = open()) {
      long cookie = one.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE);

      assertThat(cookie).isNotZero();
      assertThat(one.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE)).isEqualTo(cookie);
      assertThat(other.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE)).isNotEqualTo(cookie);
    }
  }

  @Test
  void anOptionThatTheKernelDoesNotKnowIsRefusedWithItsNumber() {
    try (LinuxSocket socket = open()) {
      assertThatThrownBy(() -> socket.longOption(LinuxSocket.SOL_SOCKET, NO_SUCH_OPTION))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("9999")
          .hasMessageContaining("ENOPROTOOPT");
    }
  }

  @Test
  void onlyDatagramsWithTheOctetAskedForAreReceived() {
    int firstOfThePayload = 8; // behind the header of UDP
    try (LinuxSocket receiver = datagrams();
        LinuxSocket sender = datagrams()) {
      receiver.bind(SocketAddress.inet(InetAddress.getLoopbackAddress(), 0));
      receiver.acceptOnly(firstOfThePayload, 'b');
      ByteBuffer bound = ByteBuffer.allocateDirect(64);
      int unused = receiver.localAddress(bound);
      int port = Short.toUnsignedInt(bound.getShort(2));
      SocketAddress to = SocketAddress.inet(InetAddress.getLoopbackAddress(), port);
      for (String text : new String[] {"a", "", "b1", "ab", "b2"}) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        assertThat(sender.sendTo(data, to)).isEqualTo(bytes.length);
      }

      assertThat(received(receiver)).isEqualTo("b1");
      assertThat(received(receiver)).isEqualTo("b2");
      assertThat(receiver.receive(ByteBuffer.allocateDirect(9))).isEqualTo(-Errno.EAGAIN.number());
    }
  }

  @Test
  void aFilterOnWhatIsNoSocketIsRefusedWithWhatItWasToDo() {
    LinuxSocket closed = datagrams();
    closed.close();
    assertThatThrownBy(() -> closed.acceptOnly(9, 112)).hasMessageContaining("closed");
  }

  private static String received(LinuxSocket from) {
    ByteBuffer into = ByteBuffer.allocateDirect(9);
    byte[] bytes = new byte[from.receive(into)];
    into.get(0, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static LinuxSocket datagrams() {
    return LinuxSocket.openNonBlocking("test", LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0);
  }

  private static LinuxSocket open() {
    return LinuxSocket.open("test", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0);
  }
}
