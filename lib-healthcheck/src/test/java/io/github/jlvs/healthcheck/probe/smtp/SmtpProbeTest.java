// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.Conversation.Await;
import io.github.jlvs.healthcheck.probe.Conversation.Finish;
import io.github.jlvs.healthcheck.probe.Conversation.Send;
import io.github.jlvs.healthcheck.probe.Conversation.Step;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SmtpProbeTest {
  private static final SmtpProbe PROBE = SmtpProbe.to(new InetSocketAddress("127.0.0.1", 25));
  private static final String WELL =
      "220-mail.example.org\r\n220 ready\r\n250-a\r\n250 b\r\n221 bye\r\n";

  @Example
  void greets_and_leaves() {
    Conversation talk = PROBE.open();
    assertThat(talk.connected()).isEqualTo(new Await());
    assertThat(sent(talk.received(bytes("220-a\r\n220 b\r\n"))))
        .isEqualTo("HELO smtpchecker.keepalived.org\r\n");
    assertThat(sent(talk.received(bytes("250 ok\n")))).isEqualTo("QUIT\r\n");
    assertThat(talk.received(bytes("500 what\r\n"))).isEqualTo(new Finish(ProbeResult.SUCCESS));
  }

  @Example
  void says_what_was_wrong() {
    assertThat(verdict("554 no\r\n", 9))
        .isEqualTo(new Failure(Cause.GREETING, "greeting: code 554, expected 220"));
    assertThat(verdict("220 hi\r\n500 no\r\n", 9))
        .isEqualTo(new Failure(Cause.STATUS, "HELO: code 500, expected 250"));
    assertThat(verdict("220-hi\r\n554 no\r\n", 9))
        .isEqualTo(
            new Failure(
                Cause.GREETING,
                "greeting: the lines of the reply have different codes: 220 and 554"));
    assertThat(verdict("220 hi\r\n250 ok\r\n", 9))
        .isEqualTo(
            new Failure(
                Cause.CLOSED, "QUIT: the server closed the connection without a whole reply"));
  }

  @Example
  void what_is_no_reply_is_quoted_and_answers_a_farewell_all_the_same() {
    assertThat(verdict("SSH-2.0-OpenSSH_9.2\r\n", 9))
        .isEqualTo(
            new Failure(Cause.GREETING, "greeting: the reply is no SMTP: \"SSH-2.0-OpenSSH_9.2\""));
    assertThat(verdict("220\r\n250 \u0085\r\nbye\r\n", 9)).isEqualTo(ProbeResult.SUCCESS);
  }

  @Example
  void a_reset_is_an_end_without_an_answer() {
    assertThat(PROBE.open().broken("greeting: Connection reset by peer"))
        .isEqualTo(new Failure(Cause.CLOSED, "greeting: Connection reset by peer"));
  }

  @Example
  void neither_a_line_nor_a_reply_goes_on_for_ever() {
    assertThat(verdict("220 " + "x".repeat(2000), 100))
        .isEqualTo(
            new Failure(Cause.GREETING, "greeting: a line of the reply is longer than 1024 bytes"));
    assertThat(verdict("220-x\r\n".repeat(5000), 100))
        .isEqualTo(new Failure(Cause.GREETING, "greeting: the reply is longer than 16384 bytes"));
  }

  @Example
  void a_name_is_no_second_command() {
    assertThatThrownBy(() -> new SmtpProbe(PROBE.transport(), "a\r\nDATA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 255 printable ASCII characters");
  }

  @Property
  void the_pieces_do_not_count(@ForAll @IntRange(min = 1, max = 70) int piece) {
    assertThat(verdict(WELL, piece)).isEqualTo(ProbeResult.SUCCESS);
  }

  @Property
  void garbage_has_one_verdict(
      @ForAll @Size(max = 3000) byte[] garbage,
      @ForAll @IntRange(min = 1, max = 70) int piece,
      @ForAll boolean greeted) {
    String came = (greeted ? "220 hi\r\n" : "") + new String(garbage, ISO_8859_1);
    assertThat(verdict(came, piece)).isEqualTo(verdict(came, came.length() + 1));
  }

  /** What is found when these bytes come in such pieces, and then the end. */
  private static ProbeResult verdict(String came, int piece) {
    Conversation talk = PROBE.open();
    talk.connected();
    for (int from = 0; from < came.length(); from += piece) {
      Step step = talk.received(bytes(came.substring(from, Math.min(from + piece, came.length()))));
      if (step instanceof Finish finish) {
        return finish.result();
      }
    }
    return ((Finish) talk.closed()).result();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static String sent(Step step) {
    return ISO_8859_1.decode(((Send) step).bytes()).toString();
  }
}
