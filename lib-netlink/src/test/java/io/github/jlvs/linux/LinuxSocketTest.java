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

  /** The first octet, of which an IPv4 header says its length in words, is of the source port. */
  @Test
  void a_condition_behind_an_ipv4_header_is_found_by_the_length_that_the_header_says() {
    try (LinuxSocket sender = datagrams()) {
      int words = boundPort(sender) >> 8 & 0xf;
      PacketFilter behind = PacketFilter.all().halfwordBehindIpv4HeaderIs(PAYLOAD_AT, 0x4243);
      String there = "a".repeat(words * Integer.BYTES) + "BC";
      assertThat(receivedOf(sender, behind, there, "a" + there, there + "a", "aaaa" + there))
          .containsExactly(there, there + "a");
    }
  }

  private static int boundPort(LinuxSocket socket) {
    socket.bind(SocketAddress.inet(InetAddress.getLoopbackAddress(), 0));
    ByteBuffer bound = ByteBuffer.allocateDirect(64);
    int unused = socket.localAddress(bound);
    return Short.toUnsignedInt(bound.getShort(2));
  }

  private static List<String> receivedOf(PacketFilter filter, String... sent) {
    try (LinuxSocket sender = datagrams()) {
      return receivedOf(sender, filter, sent);
    }
  }

  private static List<String> receivedOf(LinuxSocket sender, PacketFilter filter, String... sent) {
    List<String> found = new ArrayList<>();
    try (LinuxSocket receiver = datagrams()) {
      int port = boundPort(receiver);
      receiver.acceptOnly(filter);
      SocketAddress to = SocketAddress.inet(InetAddress.getLoopbackAddress(), port);
      for (String text : sent) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        assertThat(sender.sendTo(data, to)).isEqualTo(bytes.length);
      }
      ByteBuffer into = ByteBuffer.allocateDirect(80);
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
