// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written is read back, in both byte orders; and no bytes lead a reader astray. */
class AttributeProperties {
  private static final int DEPTH = 6;

  @Property
  void everyKindOfAttributeIsReadBack(
      @ForAll("orders") ByteOrder order,
      @ForAll @IntRange(max = 0x3fff) int type,
      @ForAll int number,
      @ForAll long large,
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll("texts") String text) {
    MessageWriter writer = new MessageWriter(order);
    writer.begin(77, NetlinkFlags.NLM_F_ACK);
    writer.fixed32(number);
    writer.u8(type, number);
    writer.u16(type, number);
    writer.u16BigEndian(type, number);
    writer.u32(type, number);
    writer.u32BigEndian(type, number);
    writer.u64(type, large);
    writer.bytes(type, bytes);
    writer.string(type, text);
    writer.flag(type);
    writer.nested(type, inside -> inside.u32Pair(type, number, ~number));
    writer.end();

    Reply reply = only(writer.written());
    assertThat(reply.type()).isEqualTo(77);
    assertThat(reply.flags()).isEqualTo(NetlinkFlags.NLM_F_ACK);
    assertThat(reply.u32(0)).isEqualTo(number);
    AttributeReader attributes = reply.attributes(4);
    assertThat(next(attributes, type).u8()).isEqualTo(number & 0xff);
    assertThat(next(attributes, type).u16()).isEqualTo(number & 0xffff);
    assertThat(next(attributes, type).u16BigEndian()).isEqualTo(number & 0xffff);
    assertThat(next(attributes, type).u32()).isEqualTo(number);
    assertThat(next(attributes, type).u32BigEndian()).isEqualTo(number);
    assertThat(next(attributes, type).u64()).isEqualTo(large);
    assertThat(next(attributes, type).bytes()).isEqualTo(bytes);
    assertThat(next(attributes, type).string()).isEqualTo(text);
    assertThat(next(attributes, type).length()).isZero();
    AttributeReader nested = next(attributes, type).nested();
    assertThat(attributes.isMarkedNested()).isTrue();
    assertThat(next(nested, type).u32At(4)).isEqualTo(~number);
    assertThat(nested.next()).isFalse();
    assertThat(attributes.next()).isFalse();
  }

  @Property
  void networkOrderIsTheSameOnTheWireWhateverTheMachines(@ForAll("orders") ByteOrder order) {
    MessageWriter writer = new MessageWriter(order);
    writer.begin(16, 0);
    writer.u16BigEndian(1, 0x0102);
    writer.u32BigEndian(2, 0x03040506);
    writer.end();

    AttributeReader attributes = only(writer.written()).attributes(0);
    assertThat(next(attributes, 1).bytes()).containsExactly(1, 2);
    assertThat(next(attributes, 2).bytes()).containsExactly(3, 4, 5, 6);
  }

  @Property
  void noBytesMakeAReaderDoAnythingButReadOrRefuse(
      @ForAll("orders") ByteOrder order, @ForAll @Size(max = 200) byte[] bytes) {
    walk(AttributeReader.of(ByteBuffer.wrap(bytes).order(order)), 0);
  }

  /** Random bytes rarely get past a length: these have plausible lengths and types. */
  @Property
  void noPlausibleBytesEither(@ForAll @Size(max = 40) List<@IntRange(max = 24) Integer> shorts) {
    ByteBuffer buffer =
        ByteBuffer.allocate(shorts.size() * Short.BYTES).order(ByteOrder.nativeOrder());
    shorts.forEach(value -> buffer.putShort(value.shortValue()));
    walk(AttributeReader.of(buffer.flip()), 0);
  }

  @Property
  void noDatagramMakesTheMessageReaderDoAnythingButReadOrRefuse(
      @ForAll @Size(max = 20) List<@IntRange(max = 40) Integer> words) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(words.size() * Integer.BYTES).order(ByteOrder.nativeOrder());
    words.forEach(buffer::putInt);
    DatagramReader reader = new DatagramReader(buffer);
    reader.start(buffer.position());
    int seen = 0;
    try {
      while (reader.next()) {
        seen++;
        walk(reader.reply().attributes(0), 0);
      }
    } catch (MalformedMessageException refused) {
      assertThat(reader.next()).as("nothing follows what can't be believed").isFalse();
    }
    assertThat(seen).isLessThanOrEqualTo(words.size() / 4 + 1);
  }

  @Provide
  Arbitrary<ByteOrder> orders() {
    return Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('a', 'z').withChars('é', '世', ' ').ofMaxLength(40);
  }

  /** Asks every attribute for everything; only the documented exception may come. */
  private static void walk(AttributeReader attributes, int depth) {
    try {
      while (attributes.next()) {
        ask(attributes::u8);
        ask(attributes::u16);
        ask(attributes::u16BigEndian);
        ask(attributes::u32);
        ask(attributes::u32BigEndian);
        ask(attributes::u64);
        ask(attributes::string);
        ask(() -> attributes.bytes(3));
        ask(() -> attributes.u8At(7));
        ask(() -> attributes.u32At(Integer.MAX_VALUE));
        ask(() -> attributes.u64At(-1));
        assertThat(attributes.bytes()).hasSize(attributes.length());
        if (depth < DEPTH) {
          walk(attributes.nested(), depth + 1);
        }
      }
    } catch (MalformedMessageException documented) {
      assertThat(documented).hasMessageStartingWith("netlink: ");
    }
  }

  private static void ask(java.util.function.Supplier<?> question) {
    try {
      assertThat(question.get()).isNotNull();
    } catch (MalformedMessageException documented) {
      assertThat(documented).hasMessageStartingWith("netlink: ");
    }
  }

  private static AttributeReader next(AttributeReader attributes, int type) {
    assertThat(attributes.next()).isTrue();
    assertThat(attributes.type()).isEqualTo(type);
    return attributes;
  }

  private static Reply only(ByteBuffer written) {
    DatagramReader reader = new DatagramReader(written);
    reader.start(written.limit());
    assertThat(reader.next()).isTrue();
    return reader.reply();
  }
}
