// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS under a conversation, against an engine of the JDK in the place of the server. */
class TlsConversationTest {
  private static final InetSocketAddress WEB = new InetSocketAddress("10.1.80.93", 443);

  /** Says "ask" and hears "answer", over one connection and then over another. */
  private static final class AskTwice implements Conversation {
    private final StringBuilder heard = new StringBuilder();
    private int connections;

    @Override
    public Step connected() {
      connections++;
      heard.setLength(0);
      return new Send(ByteBuffer.wrap("ask".getBytes(US_ASCII)));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      heard.append(US_ASCII.decode(bytes));
      if (!heard.toString().equals("answer")) {
        return new Await();
      }
      return connections == 1 ? new Reconnect() : new Finish(ProbeResult.SUCCESS);
    }

    @Override
    public Step closed() {
      return new Finish(ProbeResult.failed("closed"));
    }

    @Override
    public Step cutOff() {
      return new Finish(ProbeResult.failed("cut off"));
    }
  }

  private final AskTwice asking = new AskTwice();
  private final Conversation talk = TlsClient.takingAnyCertificate().under(asking, WEB);

  @ParameterizedTest
  @CsvSource({"TLSv1.3,1", "TLSv1.3,100000", "TLSv1.2,1", "TLSv1.2,1000"})
  void theConversationIsTheSameInWhateverPiecesTheRecordsCome(String version, int piece)
      throws Exception {
    assertThat(converse(ServerEngine.of(version), piece, "answer")).isInstanceOf(Reconnect.class);
    assertThat(converse(ServerEngine.of(version), piece, "answer"))
        .isEqualTo(new Finish(ProbeResult.SUCCESS));
    assertThat(asking.connections).isEqualTo(2);
  }

  @Test
  void aConnectionThatEndsWithCloseNotifyIsClosedAndOneWithoutIsCutOff() throws Exception {
    ServerEngine server = ServerEngine.of("TLSv1.3");
    assertThat(converse(server, 1000, "ans")).isInstanceOf(Conversation.Await.class);
    assertThat(talk.closed()).isEqualTo(new Finish(ProbeResult.failed("cut off")));
    server.close();
    assertThat(talk.received(ByteBuffer.wrap(server.says(""))))
        .isEqualTo(new Finish(ProbeResult.failed("closed")));
  }

  @Test
  void aRecordThatIsLongerThanTlsAllowsIsRefused() {
    Step asked = talk.connected();
    assertThat(asked).isInstanceOf(Send.class);
    byte[] endless = new byte[100_000];
    endless[0] = 22;
    endless[1] = 3;
    endless[2] = 3;
    endless[3] = (byte) 0xff;
    endless[4] = (byte) 0xff;
    assertThat(talk.received(ByteBuffer.wrap(endless)))
        .isInstanceOfSatisfying(
            Finish.class, end -> assertThat(end.result()).isInstanceOf(ProbeResult.Failure.class));
    assertThat(asking.connections).isZero();
  }

  /** One connection, up to the step that ends it or to the end of what the server says. */
  private Step converse(ServerEngine server, int piece, String answer) throws Exception {
    Step step = talk.connected();
    boolean answered = false;
    while (step instanceof Send send) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      boolean asked = server.hears(send.bytes(), out).equals("ask");
      if (asked && !answered) {
        answered = true;
        out.writeBytes(server.says(answer));
      }
      step = inPieces(out.toByteArray(), piece);
    }
    return step;
  }

  private Step inPieces(byte[] bytes, int piece) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int from = 0; from < bytes.length; from += piece) {
      Step step = talk.received(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
      if (step instanceof Send send) {
        sent.writeBytes(send.bytes().array());
      } else if (!(step instanceof Conversation.Await)) {
        return step;
      }
    }
    return sent.size() == 0
        ? new Conversation.Await()
        : new Send(ByteBuffer.wrap(sent.toByteArray()));
  }
}
