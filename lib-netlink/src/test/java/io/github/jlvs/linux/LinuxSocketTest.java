// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options of sockets, asked of the kernel this test runs on. */
class LinuxSocketTest {
  private static final int SO_COOKIE = 57;
  private static final int NO_SUCH_OPTION = 9999;

  /** Behind the header of UDP. */
  private static final int PAYLOAD_AT = 8;

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
    PacketFilter b = PacketFilter.all().octetIs(PAYLOAD_AT, 'b');
    assertThat(receivedOf(b, "a", "", "b1", "ab", "b2")).containsExactly("b1", "b2");
    assertThat(receivedOf(PacketFilter.all(), "a", "b")).containsExactly("a", "b");
  }

  @Test
  void allConditionsOfAFilterMustHold() {
    PacketFilter both =
        PacketFilter.all().octetIs(PAYLOAD_AT, 'b').halfwordIs(PAYLOAD_AT + 1, 0x6364);
    assertThat(receivedOf(both, "bc", "bcd", "acd", "bcde", "bdc")).containsExactly("bcd", "bcde");
    PacketFilter lower = PacketFilter.all().halfwordLacks(PAYLOAD_AT, 0x2020);
    assertThat(receivedOf(lower, "aB", "AB", "Ab", "A", "ABc")).containsExactly("AB", "ABc");
  }

  private static List<String> receivedOf(PacketFilter filter, String... sent) {
    List<String> found = new ArrayList<>();
    try (LinuxSocket receiver = datagrams();
        LinuxSocket sender = datagrams()) {
      receiver.bind(SocketAddress.inet(InetAddress.getLoopbackAddress(), 0));
      receiver.acceptOnly(filter);
      ByteBuffer bound = ByteBuffer.allocateDirect(64);
      int unused = receiver.localAddress(bound);
      int port = Short.toUnsignedInt(bound.getShort(2));
      SocketAddress to = SocketAddress.inet(InetAddress.getLoopbackAddress(), port);
      for (String text : sent) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        assertThat(sender.sendTo(data, to)).isEqualTo(bytes.length);
      }
      ByteBuffer into = ByteBuffer.allocateDirect(9);
      for (int length = receiver.receive(into); length >= 0; length = receiver.receive(into)) {
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        found.add(new String(bytes, StandardCharsets.US_ASCII));
      }
      return found;
    }
  }

  @Test
  void aFilterOnWhatIsNoSocketIsRefusedWithWhatItWasToDo() {
    LinuxSocket closed = datagrams();
    closed.close();
    assertThatThrownBy(() -> closed.acceptOnly(PacketFilter.all().octetIs(9, 112)))
        .hasMessageContaining("closed");
  }

  private static LinuxSocket datagrams() {
    return LinuxSocket.openNonBlocking("test", LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0);
  }

  private static LinuxSocket open() {
    return LinuxSocket.open("test", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0);
  }
}
