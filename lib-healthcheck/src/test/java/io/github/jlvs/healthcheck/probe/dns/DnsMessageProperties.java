// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DnsMessageProperties {
  @Property
  void what_is_written_is_read_again(@ForAll("messages") DnsMessage message)
      throws MalformedMessageException {
    assertThat(DnsMessage.decode(message.encode())).isEqualTo(message);
  }

  /** A whole message of the largest size too, which costs the most where names are compressed. */
  @Property
  void any_bytes_are_a_message_or_malformed(@ForAll("bytes") byte[] bytes) {
    try {
      DnsMessage message = DnsMessage.decode(ByteBuffer.wrap(bytes));
      assertThat(DnsMessage.decode(message.encode())).isEqualTo(message);
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageStartingWith("malformed message: ");
    }
  }

  @Property
  void over_tcp_pieces_change_nothing(
      @ForAll @Size(max = 5) List<@Size(max = 300) byte[]> messages,
      @ForAll @IntRange(min = 1, max = 40) int size) {
    ByteBuffer sent = ByteBuffer.allocate(5 * 302);
    messages.forEach(message -> sent.put(LengthPrefixed.encode(ByteBuffer.wrap(message))));
    sent.flip();
    LengthPrefixed stream = new LengthPrefixed();
    List<ByteBuffer> got = new ArrayList<>();
    while (sent.hasRemaining()) {
      int length = Math.min(size, sent.remaining());
      ByteBuffer piece = sent.slice(sent.position(), length);
      sent.position(sent.position() + length);
      while (piece.hasRemaining()) {
        stream.take(piece).ifPresent(got::add);
      }
    }
    assertThat(got).isEqualTo(messages.stream().map(ByteBuffer::wrap).toList());
  }

  @Provide
  Arbitrary<DnsMessage> messages() {
    Arbitrary<String> labels =
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(1).ofMaxLength(63);
    Arbitrary<DnsName> names = labels.list().ofMaxSize(3).map(DnsName::new);
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 0xffff);
    Arbitrary<DnsQuestion> questions =
        Combinators.combine(names, numbers.map(RecordType::new), numbers).as(DnsQuestion::new);
    return Combinators.combine(numbers, numbers, questions.optional())
        .as((id, flags, question) -> new DnsMessage(new DnsHeader(id, flags), question));
  }

  /** A sound beginning that claims many records, and then labels, pointers and any bytes. */
  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<byte[]> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                new byte[] {(byte) 0xc0, 12},
                new byte[] {(byte) 0xc0, 33},
                new byte[] {1, 'a', 0},
                new byte[] {0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0},
                new byte[63]),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(20));
    byte[] sound =
        Answers.message(
            1,
            Answers.RESPONSE,
            Optional.of(new DnsQuestion(DnsName.of("www.example.org"), RecordType.A)));
    return Combinators.combine(
            Arbitraries.of(new byte[0], sound, Answers.with(sound, 65_535)),
            pieces.list().ofMaxSize(30),
            Arbitraries.of(1, 1, 1, 100))
        .as(
            (beginning, list, times) -> {
              ByteBuffer out = ByteBuffer.allocate(DnsMessage.LONGEST + 64);
              out.put(beginning);
              for (int i = 0; i < times; i++) {
                for (byte[] piece : list) {
                  out.put(piece, 0, Math.min(piece.length, out.remaining()));
                }
              }
              byte[] bytes = new byte[out.position()];
              out.get(0, bytes);
              return bytes;
            });
  }
}
