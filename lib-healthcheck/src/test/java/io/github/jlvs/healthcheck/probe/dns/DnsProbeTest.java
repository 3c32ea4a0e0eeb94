// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.Transport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a try makes of the messages that come, without a socket. */
class DnsProbeTest {
  private static final int ID = 0x1234;
  private static final Transport.Udp UDP =
      new Transport.Udp(
          new InetSocketAddress("10.1.80.93", 53),
          Optional.of(new InetSocketAddress("10.1.80.91", 7777)),
          Optional.of("eth0"),
          5);

  private static final DnsProbe PROBE =
      new DnsProbe(UDP, DnsName.of("www.example.org"), RecordType.A);

  private static final DnsQuestion QUESTION =
      new DnsQuestion(DnsName.of("www.example.org"), RecordType.A);

  private final Conversation talk = new DnsConversation(PROBE, ID);

  @Test
  void one_datagram_asks_the_question() {
    assertThat(sent()).isEqualTo(DnsMessage.query(ID, QUESTION).encode());
    assertThat(PROBE.checkName()).isEqualTo("DNS_CHECK");
    assertThat(DnsProbe.to(UDP.remote()).open().task()).isEqualTo("SOA .");
  }

  @Test
  void every_try_draws_an_identification() {
    long different =
        IntStream.range(0, 20)
            .mapToObj(i -> ((Conversation.Send) PROBE.open().connected()).bytes().getShort(0))
            .distinct()
            .count();
    assertThat(different).isGreaterThan(10);
  }

  @Test
  void any_answer_without_an_error_is_well_be_there_a_record_or_none() {
    assertThat(received(answer(0))).isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
    Conversation other = new DnsConversation(PROBE, ID);
    byte[] record = Answers.with(answer(0), 1, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 10, 0, 1, 7);
    assertThat(other.received(ByteBuffer.wrap(record)))
        .isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
  }

  @ParameterizedTest
  @CsvSource({"1, FORMERR", "2, SERVFAIL", "3, NXDOMAIN", "5, REFUSED", "12, RCODE12"})
  void an_error_is_a_failure_by_its_name(int code, String name) {
    assertThat(received(answer(code)))
        .isEqualTo(failed(Cause.STATUS, "A www.example.org: " + name));
  }

  @Test
  void an_error_may_leave_the_question_out_and_an_answer_may_not() {
    assertThat(received(Answers.message(ID, Answers.RESPONSE, Optional.empty())))
        .isEqualTo(new Conversation.Await());
    assertThat(received(Answers.message(ID, Answers.RESPONSE | 1, Optional.empty())))
        .isEqualTo(failed(Cause.STATUS, "A www.example.org (other messages: 1): FORMERR"));
  }

  @Test
  void what_does_not_answer_this_query_is_passed_over() {
    DnsQuestion otherName = new DnsQuestion(DnsName.of("www.example.com"), RecordType.A);
    DnsQuestion otherType = new DnsQuestion(QUESTION.name(), RecordType.AAAA);
    DnsQuestion otherClass = new DnsQuestion(QUESTION.name(), RecordType.A, 3);
    int refused = Answers.RESPONSE | 5;
    for (byte[] message :
        new byte[][] {
          {},
          new byte[11],
          Answers.message(ID + 1, refused, Optional.of(QUESTION)),
          Answers.message(ID, 0x0105, Optional.of(QUESTION)),
          Answers.message(ID, refused | 0x2000, Optional.of(QUESTION)),
          Answers.message(ID, refused, Optional.of(otherName)),
          Answers.message(ID, refused, Optional.of(otherType)),
          Answers.message(ID, Answers.RESPONSE, Optional.of(otherClass))
        }) {
      assertThat(received(message)).isEqualTo(new Conversation.Await());
    }
    assertThat(talk.task()).isEqualTo("A www.example.org (other messages: 8)");
    DnsQuestion inCapitals = new DnsQuestion(DnsName.of("WWW.EXAMPLE.ORG"), RecordType.A);
    assertThat(received(Answers.message(ID, Answers.RESPONSE, Optional.of(inCapitals))))
        .isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
  }

  @Test
  void an_answer_that_cannot_be_read_is_a_failure() {
    assertThat(received(Answers.with(answer(0), 2)))
        .isEqualTo(
            failed(
                Cause.FAILED,
                "A www.example.org: malformed message: it ends after 33 octets, in the middle"));
  }

  @Test
  void an_answer_that_was_cut_is_asked_for_again_by_tcp_the_same_way() {
    Conversation.Step step =
        received(Answers.message(ID, Answers.RESPONSE | Answers.TRUNCATED, Optional.of(QUESTION)));
    assertThat(step)
        .isEqualTo(
            new Conversation.Switch(
                new Transport.Tcp(UDP.remote(), UDP.local(), UDP.device(), UDP.firewallMark())));
    assertThat(sent()).isEqualTo(LengthPrefixed.encode(DnsMessage.query(ID, QUESTION).encode()));

    ByteBuffer other = framed(Answers.message(ID + 1, Answers.RESPONSE, Optional.empty()));
    ByteBuffer right = framed(answer(0));
    ByteBuffer both = ByteBuffer.allocate(200).put(other).put(right).flip();
    while (both.remaining() > 1) {
      assertThat(talk.received(ByteBuffer.wrap(new byte[] {both.get()})))
          .isEqualTo(new Conversation.Await());
    }
    assertThat(talk.received(both)).isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
  }

  @Test
  void by_tcp_an_answer_is_whole_whatever_it_says_of_itself() {
    byte[] cut = Answers.message(ID, Answers.RESPONSE | Answers.TRUNCATED, Optional.of(QUESTION));
    received(cut);
    sent();
    assertThat(talk.received(framed(cut))).isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
  }

  @Test
  void a_connection_that_ends_before_the_answer_is_a_failure() {
    received(Answers.message(ID, Answers.RESPONSE | Answers.TRUNCATED, Optional.of(QUESTION)));
    sent();
    assertThat(talk.closed())
        .isEqualTo(
            failed(
                Cause.CLOSED,
                "A www.example.org by TCP, for the answer by UDP was cut:"
                    + " connection closed before the answer was whole"));
  }

  private static byte[] answer(int code) {
    return Answers.to(DnsMessage.query(ID, QUESTION).encode(), code);
  }

  private static ByteBuffer framed(byte[] message) {
    return LengthPrefixed.encode(ByteBuffer.wrap(message));
  }

  private Conversation.Step received(byte[] message) {
    return talk.received(ByteBuffer.wrap(message));
  }

  private ByteBuffer sent() {
    return ((Conversation.Send) talk.connected()).bytes();
  }

  private static Conversation.Finish failed(Cause cause, String detail) {
    return new Conversation.Finish(new ProbeResult.Failure(cause, detail));
  }
}
