// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages as they are on the wire. A pointer to the name that was asked for is c0 0c. */
class DnsMessageTest {
  private static final DnsQuestion QUESTION =
      new DnsQuestion(DnsName.of("www.Example.org"), RecordType.A);

  private static final byte[] ANSWER =
      Answers.message(0x1234, Answers.RESPONSE, Optional.of(QUESTION));

  /** An address record of that name, ten seconds long. */
  private static final int[] RECORD = {
    0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 10, 0, 4, 10, 1, 80, 93,
  };

  @Test
  void a_query_is_the_one_that_keepalived_sends() {
    assertThat(hex(DnsMessage.query(0xed3a, QUESTION).encode()))
        .isEqualTo("ed3a0100000100000000000003777777074578616d706c65036f72670000010001");
    assertThat(
            hex(DnsMessage.query(0x57b2, new DnsQuestion(DnsName.ROOT, RecordType.SOA)).encode()))
        .isEqualTo("57b2010000010000000000000000060001");
  }

  @Test
  void an_answer_is_read_with_its_records_and_whatever_is_behind_them()
      throws MalformedMessageException {
    byte[] whole = Answers.with(ANSWER, 1, RECORD);
    DnsMessage read = decode(whole);
    assertThat(read.header().id()).isEqualTo(0x1234);
    assertThat(read.header().isResponse()).isTrue();
    assertThat(read.header().isTruncated()).isFalse();
    assertThat(read.header().code()).isEqualTo(ResponseCode.NOERROR);
    assertThat(read.question()).contains(QUESTION);
    assertThat(decode(Arrays.copyOf(whole, whole.length + 3))).isEqualTo(read);
  }

  @Test
  void records_that_are_not_there_are_missed() {
    assertMalformed(Answers.with(ANSWER, 1), "it ends after 33 octets, in the middle");
    assertMalformed(Answers.with(ANSWER, 2, RECORD), "it ends after 49 octets, in the middle");
    assertMalformed(Answers.with(ANSWER, 65_535), "it ends after 33 octets, in the middle");
    byte[] tooLong = Answers.with(ANSWER, 1, RECORD);
    tooLong[tooLong.length - 5] = 5;
    assertMalformed(tooLong, "it ends after 49 octets, in the middle");
  }

  @Test
  void the_records_of_a_cut_answer_are_left_alone() throws MalformedMessageException {
    byte[] cut = Answers.with(ANSWER, 9, RECORD);
    cut[2] |= Answers.TRUNCATED >> 8;
    assertThat(decode(cut).header().isTruncated()).isTrue();
  }

  @Test
  void every_shorter_message_is_malformed() {
    byte[] whole = Answers.with(ANSWER, 1, RECORD);
    for (int length = 0; length < whole.length; length++) {
      assertMalformed(
          Arrays.copyOf(whole, length), "it ends after " + length + " octets, in the middle");
    }
  }

  @Test
  void a_name_never_leads_round_in_a_circle() {
    int at = ANSWER.length;
    String loop = "the compressed name at octet " + at + " does not lead back";
    assertMalformed(Answers.with(ANSWER, 1, 0xc0, at), loop);
    assertMalformed(Answers.with(ANSWER, 1, 0xc0, at + 2, 0xc0, at), loop);
    // A label, and back to where the name began.
    assertMalformed(Answers.with(ANSWER, 1, 1, 'a', 0xc0, at), loop);
    // Back to a name that leads forward again.
    byte[] twice = Answers.with(ANSWER, 2, RECORD);
    byte[] behind = Answers.with(twice, 2, 0xc0, at + 3);
    assertMalformed(behind, "it ends after 51 octets, in the middle");
  }

  @Test
  void pointers_and_labels_end() {
    int[] pointers = new int[400];
    // Each points to the one before it, the first to the name that was asked for.
    for (int i = 0; i < pointers.length; i += 2) {
      int target = i == 0 ? DnsHeader.LENGTH : ANSWER.length + i - 2;
      pointers[i] = 0xc0 | target >> 8;
      pointers[i + 1] = target & 0xff;
    }
    MessageReader in = new MessageReader(ByteBuffer.wrap(Answers.with(ANSWER, 1, pointers)));
    assertThatThrownBy(
            () -> {
              in.skip(ANSWER.length + pointers.length - 2);
              in.name();
            })
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("malformed message: the compressed name at octet 431 does not lead back");

    int[] labels = new int[260];
    Arrays.fill(labels, 1);
    String longName = "the name at octet " + ANSWER.length + " is too long";
    assertMalformed(Answers.with(ANSWER, 1, labels), longName);
    assertMalformed(Answers.with(ANSWER, 1, 64), longName);
    assertMalformed(Answers.with(ANSWER, 1, 0x80), longName);
  }

  @Test
  void a_compressed_name_is_read_and_what_follows_it() throws MalformedMessageException {
    MessageReader in =
        new MessageReader(
            ByteBuffer.wrap(Answers.with(ANSWER, 1, 4, 'm', 'a', 'i', 'l', 0xc0, 16, 7)));
    in.skip(ANSWER.length);
    assertThat(in.name()).hasToString("mail.Example.org");
    assertThat(in.u8()).isEqualTo(7);
  }

  @Test
  void an_answer_to_several_questions_is_malformed() {
    byte[] two = ANSWER.clone();
    two[5] = 2;
    assertMalformed(two, "it has 2 questions, and one was asked");
  }

  @Test
  void codes_and_types_have_names() {
    assertThat(ResponseCode.named("NXDOMAIN")).contains(new ResponseCode(3));
    assertThat(ResponseCode.named("RCODE15")).contains(new ResponseCode(15));
    assertThat(ResponseCode.named("NXDOMAIN.")).isEmpty();
    assertThatThrownBy(() -> new ResponseCode(16)).isInstanceOf(IllegalArgumentException.class);
    assertThat(RecordType.names()).allMatch(name -> RecordType.named(name).isPresent());
    assertThat(RecordType.named("soa")).contains(RecordType.SOA);
    assertThat(RecordType.named("PTR")).isEmpty();
    assertThat(new RecordType(64)).hasToString("TYPE64");
    assertThatThrownBy(() -> new RecordType(65_536)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertMalformed(byte[] message, String why) {
    assertThatThrownBy(() -> decode(message))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("malformed message: " + why);
  }

  private static DnsMessage decode(byte[] message) throws MalformedMessageException {
    return DnsMessage.decode(ByteBuffer.wrap(message));
  }

  private static String hex(ByteBuffer bytes) {
    byte[] octets = new byte[bytes.remaining()];
    bytes.get(octets);
    return HexFormat.of().formatHex(octets);
  }
}
