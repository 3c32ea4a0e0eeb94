// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import static io.github.jlvs.healthcheck.probe.tls.KeyExchange.ECDHE;
import static io.github.jlvs.healthcheck.probe.tls.KeyExchange.FFDHE;
import static io.github.jlvs.healthcheck.probe.tls.KeyExchange.XDH;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.Conversation.Finish;
import io.github.jlvs.healthcheck.probe.Conversation.Reconnect;
import io.github.jlvs.healthcheck.probe.Conversation.Send;
import io.github.jlvs.healthcheck.probe.Conversation.Step;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server is offered what it took the last time, and all there is where that is not known. */
class KeyExchangeTest {
  private static final InetSocketAddress WEB = new InetSocketAddress("10.1.80.93", 443);
  private static final InetSocketAddress OTHER = new InetSocketAddress("10.1.80.94", 443);

  private final TlsClient client = TlsClient.takingAnyCertificate();

  /** Is content with a connection that stands. */
  private static final class Greeting implements Conversation {
    @Override
    public Step connected() {
      return new Send(ByteBuffer.wrap("ask".getBytes(US_ASCII)));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return new Finish(ProbeResult.SUCCESS);
    }

    @Override
    public Step closed() {
      return new Finish(ProbeResult.failed("closed"));
    }
  }

  private List<String> offeredTo(InetSocketAddress remote) {
    return ClientHello.of(client.under(new Greeting(), remote)).shares();
  }

  /** One connection, whatever comes of it. */
  private static Step converse(Conversation talk, ServerEngine server) throws SSLException {
    Step step = talk.connected();
    while (step instanceof Send send) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        if (server.hears(send.bytes(), out).equals("ask")) {
          out.writeBytes(server.says("answer"));
        }
      } catch (SSLException refused) {
        out.writeBytes(server.says(""));
      }
      step = talk.received(ByteBuffer.wrap(out.toByteArray()));
    }
    return step;
  }

  private Step check(ServerEngine server) throws SSLException {
    return converse(client.under(new Greeting(), WEB), server);
  }

  @Test
  void eachConnectionHasAWholeHandshakeSoThatACertificateIsSeenEachTime() throws Exception {
    for (int connection = 1; connection <= 3; connection++) {
      assertThat(ClientHello.of(client.under(new Greeting(), WEB)).resumes()).isFalse();
      assertThat(check(ServerEngine.of("TLSv1.3"))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerIsOfferedTheFamilyAloneThatItTook(KeyExchange taken) throws Exception {
    assertThat(offeredTo(WEB)).containsExactly("1d", "17");
    assertThat(check(ServerEngine.that(taken))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    String first = taken == XDH ? "1d" : taken == ECDHE ? "17" : "100";
    assertThat(offeredTo(WEB)).containsExactly(first);
    assertThat(check(ServerEngine.that(taken))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    assertThat(offeredTo(OTHER)).containsExactly("1d", "17");
  }

  @Test
  void aServerThatTakesAnotherNowIsOfferedAllAtOnceAndFromThenOnAndTheCheckSucceeds()
      throws Exception {
    assertThat(check(ServerEngine.that(XDH))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    Conversation talk = client.under(new Greeting(), WEB);
    assertThat(converse(talk, ServerEngine.that(ECDHE))).isInstanceOf(Reconnect.class);
    assertThat(converse(talk, ServerEngine.that(ECDHE))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    assertThat(offeredTo(WEB)).containsExactly("1d", "17");
    assertThat(check(ServerEngine.that(XDH))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    assertThat(offeredTo(WEB)).containsExactly("1d", "17");
  }

  @Test
  void aServerThatClosesInTheHandshakeIsTriedOnceMoreAndNoMoreThanThat() throws Exception {
    assertThat(check(ServerEngine.that(XDH))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    Conversation talk = client.under(new Greeting(), WEB);
    assertThat(ClientHello.of(talk).shares()).containsExactly("1d");
    assertThat(talk.closed()).isInstanceOf(Reconnect.class);
    assertThat(ClientHello.of(talk).shares()).containsExactly("1d", "17");
    assertThat(talk.closed())
        .isEqualTo(
            new Finish(
                ProbeResult.failed("the server closed the connection in the TLS handshake")));
  }

  @Test
  void aConnectionThatBreaksInTheHandshakeIsAFailureAndThoseAfterItOfferAll() throws Exception {
    assertThat(check(ServerEngine.that(XDH))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    Conversation talk = client.under(new Greeting(), WEB);
    assertThat(ClientHello.of(talk).shares()).containsExactly("1d");
    assertThat(talk.broken("reset")).isEqualTo(ProbeResult.failed("reset"));
    assertThat(offeredTo(WEB)).containsExactly("1d", "17");
  }

  @Test
  void aServerThatSignsOnACurveIsOfferedAll() throws Exception {
    for (int connection = 1; connection <= 3; connection++) {
      assertThat(check(ServerEngine.of("TLSv1.3"))).isEqualTo(new Finish(ProbeResult.SUCCESS));
      assertThat(offeredTo(WEB)).containsExactly("1d", "17");
    }
  }

  @Test
  void aServerOfTls12IsOfferedAll() throws Exception {
    assertThat(check(ServerEngine.of("TLSv1.2"))).isEqualTo(new Finish(ProbeResult.SUCCESS));
    assertThat(offeredTo(WEB)).containsExactly("1d", "17");
  }

  @Test
  void groupsAreOfTheFamilyThatTheirNumberSays() {
    assertThat(KeyExchange.of(0x16)).isEmpty();
    assertThat(KeyExchange.of(0x17)).contains(ECDHE);
    assertThat(KeyExchange.of(0x19)).contains(ECDHE);
    assertThat(KeyExchange.of(0x1e)).contains(XDH);
    assertThat(KeyExchange.of(0x104)).contains(FFDHE);
    assertThat(KeyExchange.of(0x11ec)).isEmpty();
  }
}
