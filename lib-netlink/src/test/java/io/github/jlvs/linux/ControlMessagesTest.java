// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ControlMessagesTest {
  private static final int HEADER = 16;
  private static final int IPV6 = LinuxSocket.IPPROTO_IPV6;

  /** How many octets stand behind a content. */
  private static final int BEHIND = 64;

  /** Of linux/in6.h. */
  private static final int IPV6_PKTINFO = 50;

  private static final int IPV6_HOPLIMIT = 52;

  /** Of a message of 20 octets with 28 behind it: too short, too long, and negative. */
  private static final List<Long> IMPOSSIBLE =
      List.of(
          0L,
          1L,
          HEADER - 1L,
          49L,
          (long) Integer.MAX_VALUE,
          1L << 32,
          (1L << 32) + HEADER,
          Long.MAX_VALUE - 6,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          -1L);

  /**
   * A message as it stands in the buffer.
   *
   * @param size what its header says of its length, header included
   * @param data what stands behind the header, whatever that says
   */
  private record Message(long size, int level, int type, List<Byte> data) {
    Message(int level, int type, List<Byte> data) {
      this(HEADER + data.size(), level, type, data);
    }

    static Message of(int level, int type, int... octets) {
      return new Message(
          level, type, Arrays.stream(octets).mapToObj(octet -> (byte) octet).toList());
    }

    Message claiming(long length) {
      return new Message(length, level, type, data);
    }

    void write(ByteBuffer to) {
      to.putLong(size).putInt(level).putInt(type);
      data.forEach(to::put);
      while (to.position() % Long.BYTES != 0) {
        to.put((byte) 0);
      }
    }
  }

  @Test
  void theDataOfTheMessageThatIsAskedForAreFound() {
    ByteBuffer control = buffer(Message.of(IPV6, IPV6_HOPLIMIT, 255, 0, 0, 0));

    assertThat(ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, Integer.BYTES)).hasValue(HEADER);
    assertThat(control.position()).isZero();
    assertThat(control.limit()).isEqualTo(24);
  }

  @Test
  void messagesOfAnotherLevelOrTypeAreSkippedWithWhatFillsThemUp() {
    ByteBuffer control =
        buffer(
            Message.of(LinuxSocket.SOL_SOCKET, IPV6_HOPLIMIT, 1, 0, 0, 0),
            Message.of(IPV6, IPV6_PKTINFO, 2, 2, 2, 2, 2, 2, 2, 2, 2),
            Message.of(IPV6, IPV6_HOPLIMIT, 3, 0, 0, 0),
            Message.of(IPV6, IPV6_HOPLIMIT, 4, 0, 0, 0));

    OptionalInt found = ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, Integer.BYTES);

    assertThat(found).hasValue(24 + 32 + HEADER);
    assertThat(control.get(found.orElseThrow())).isEqualTo((byte) 3);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(ControlMessages.find(buffer(), IPV6, IPV6_HOPLIMIT, 0)).isEmpty();
    assertThat(
            ControlMessages.find(
                buffer(Message.of(IPV6, IPV6_PKTINFO, 1, 2, 3, 4)), IPV6, IPV6_HOPLIMIT, 0))
        .isEmpty();
  }

  @Test
  void oneWithFewerDataThanAreAskedForIsNotTheOne() {
    ByteBuffer control =
        buffer(
            Message.of(IPV6, IPV6_HOPLIMIT, 1, 0, 0), Message.of(IPV6, IPV6_HOPLIMIT, 2, 0, 0, 0));

    assertThat(ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, Integer.BYTES))
        .hasValue(24 + HEADER);
    assertThat(ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, Integer.BYTES + 1)).isEmpty();
  }

  /** The kernel does not fill up the last one. */
  @Test
  void theLastMessageMayEndWithTheBuffer() {
    ByteBuffer control = buffer(Message.of(IPV6, IPV6_HOPLIMIT, 255, 0, 0, 0)).limit(20);

    assertThat(ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, Integer.BYTES)).hasValue(HEADER);
    assertThat(ControlMessages.find(control, IPV6, IPV6_PKTINFO, 0)).isEmpty();
  }

  @Test
  void messagesBeginAtThePosition() {
    ByteBuffer control =
        buffer(
            Message.of(IPV6, IPV6_HOPLIMIT, 1, 0, 0, 0),
            Message.of(IPV6, IPV6_HOPLIMIT, 2, 0, 0, 0));

    assertThat(ControlMessages.find(control.position(24), IPV6, IPV6_HOPLIMIT, Integer.BYTES))
        .hasValue(24 + HEADER);
  }

  /** Where one message ends is not known then, nor where another begins. */
  @Test
  void nothingIsFoundFromALengthOnThatCanNotBe() {
    Message good = Message.of(IPV6, IPV6_HOPLIMIT, 255, 0, 0, 0);
    for (long length : IMPOSSIBLE) {
      assertThat(ControlMessages.find(buffer(good.claiming(length), good), IPV6, IPV6_HOPLIMIT, 0))
          .as("length %d", length)
          .isEmpty();
    }
  }

  /** Octets around the buffer that would be a message of the kind make no difference. */
  @Property
  void whateverItHoldsNothingOutsideOfTheBufferIsReadOrFound(
      @ForAll("contents") byte[] content,
      @ForAll @IntRange(max = 24) int before,
      @ForAll @IntRange(max = 24) int length) {
    ByteBuffer control = amongHeaders(content, before);

    OptionalInt found = ControlMessages.find(control, IPV6, IPV6_HOPLIMIT, length);

    assertThat(ControlMessages.find(amongZeros(content, before), IPV6, IPV6_HOPLIMIT, length))
        .isEqualTo(found);
    assertThat(control.position()).isEqualTo(before);
    assertThat(control.remaining()).isEqualTo(content.length);
    found.ifPresent(
        at -> {
          assertThat(at).isGreaterThanOrEqualTo(before + HEADER);
          assertThat(at + length).isLessThanOrEqualTo(control.limit());
          assertThat(control.getInt(at - 8)).isEqualTo(IPV6);
          assertThat(control.getInt(at - 4)).isEqualTo(IPV6_HOPLIMIT);
        });
  }

  /** Messages with lengths of all kinds, cut off anywhere; and octets that are none at all. */
  @Provide
  Arbitrary<byte[]> contents() {
    Arbitrary<Long> claimed =
        Arbitraries.oneOf(
            Arbitraries.of(IMPOSSIBLE),
            Arbitraries.longs().between(HEADER, HEADER + 32),
            Arbitraries.longs());
    Arbitrary<Message> message =
        Combinators.combine(
                Arbitraries.of(IPV6, LinuxSocket.SOL_SOCKET),
                Arbitraries.of(IPV6_HOPLIMIT, IPV6_PKTINFO),
                Arbitraries.bytes().list().ofMaxSize(24))
            .as(Message::new);
    Arbitrary<Message> anyMessage =
        Arbitraries.oneOf(message, Combinators.combine(message, claimed).as(Message::claiming));
    Arbitrary<byte[]> cut =
        Combinators.combine(
                anyMessage.list().ofMaxSize(5), Arbitraries.integers().between(0, 5 * 40))
            .as((messages, end) -> octets(messages, end));
    return Arbitraries.oneOf(cut, Arbitraries.bytes().array(byte[].class).ofMaxSize(100));
  }

  private static byte[] octets(List<Message> messages, int end) {
    ByteBuffer all = buffer(messages.toArray(new Message[0]));
    byte[] octets = new byte[Math.min(end, all.limit())];
    all.get(octets);
    return octets;
  }

  private static ByteBuffer buffer(Message... messages) {
    ByteBuffer buffer = ByteBuffer.allocate(messages.length * 40).order(ByteOrder.nativeOrder());
    for (Message each : messages) {
      each.write(buffer);
    }
    return buffer.flip();
  }

  private static ByteBuffer amongZeros(byte[] content, int before) {
    ByteBuffer buffer = ByteBuffer.allocate(before + content.length + BEHIND);
    return between(buffer.order(ByteOrder.nativeOrder()), content, before);
  }

  /** In front of the content and behind it stand headers of the kind, as far as there is room. */
  private static ByteBuffer amongHeaders(byte[] content, int before) {
    ByteBuffer buffer =
        ByteBuffer.allocate(before + content.length + BEHIND).order(ByteOrder.nativeOrder());
    while (buffer.remaining() >= HEADER) {
      buffer.putLong(HEADER).putInt(IPV6).putInt(IPV6_HOPLIMIT);
    }
    return between(buffer, content, before);
  }

  private static ByteBuffer between(ByteBuffer around, byte[] content, int before) {
    around.clear().position(before);
    around.put(content);
    return around.flip().position(before);
  }
}
