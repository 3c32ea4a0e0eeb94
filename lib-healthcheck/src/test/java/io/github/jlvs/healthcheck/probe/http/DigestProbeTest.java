// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digests that a check finds on its way. */
class DigestProbeTest {
  private static final BodyDigest HELLO = new BodyDigest("5d41402abc4b2a76b9719d911017c592");
  private static final HttpProbe PAGE =
      HttpProbe.to(new InetSocketAddress("192.0.2.1", 80), HttpUrl.get("/"));

  private final List<BodyDigest> found = new ArrayList<>();
  private final Conversation talk = new DigestProbe(PAGE, found::add).open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
      })
  void a_whole_body_has_one_whatever_its_framing(String answer) {
    assertThat(answered(answer)).isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
    assertThat(found).containsExactly(HELLO);
  }

  @Test
  void a_body_without_a_length_ends_with_the_connection() {
    assertThat(answered("HTTP/1.0 200 OK\r\n\r\nhello")).isInstanceOf(Conversation.Await.class);
    assertThat(found).isEmpty();
    assertThat(talk.closed()).isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
    assertThat(found).containsExactly(HELLO);
  }

  @Test
  void half_a_body_has_none_and_fails() {
    answered("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    assertThat(talk.closed())
        .isInstanceOfSatisfying(
            Conversation.Finish.class,
            step -> assertThat(step.result()).isInstanceOf(ProbeResult.Failure.class));
    assertThat(found).isEmpty();
  }

  @Test
  void an_answer_of_another_status_has_none() {
    answered("HTTP/1.0 404 Not Found\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(found).isEmpty();
  }

  private Conversation.Step answered(String text) {
    assertThat(talk.connected()).isInstanceOf(Conversation.Send.class);
    return talk.received(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }
}
