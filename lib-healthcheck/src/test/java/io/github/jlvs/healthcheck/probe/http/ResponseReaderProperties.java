// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every answer, whatever pieces it comes in. */
class ResponseReaderProperties {
  private static final List<HttpExpectation> EXPECTATIONS =
      List.of(
          HttpExpectation.DEFAULT,
          HttpExpectation.DEFAULT.withDigest(new BodyDigest("5d41402abc4b2a76b9719d911017c592")),
          HttpExpectation.DEFAULT.withPattern(new BodyPattern(Pattern.compile("l+"), false, 1, 4)),
          HttpExpectation.DEFAULT.withPattern(BodyPattern.notFound(Pattern.compile("x"))));

  @Property
  void piecesChangeNothing(
      @ForAll("answers") byte[] answer, @ForAll @IntRange(min = 1, max = 40) int size) {
    for (HttpExpectation expected : EXPECTATIONS) {
      HttpUrl url = HttpUrl.get("/").withExpected(expected);
      assertThat(verdict(url, answer, size)).isEqualTo(verdict(url, answer, answer.length));
    }
  }

  @Property
  void aGoodAnswerIsTaken(
      @ForAll @Size(max = 500) byte[] body,
      @ForAll @IntRange(min = 200, max = 299) int status,
      @ForAll @IntRange(min = 0, max = 2) int framing,
      @ForAll @IntRange(min = 1, max = 100) int size)
      throws NoSuchAlgorithmException {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    HttpUrl url =
        HttpUrl.get("/").withExpected(HttpExpectation.DEFAULT.withDigest(new BodyDigest(digest)));
    boolean bodiless = status == 204;
    byte[] answer = answer(status, framing, bodiless ? new byte[0] : body, size);
    if (!bodiless) {
      assertThat(verdict(url, answer, size)).isEqualTo(ProbeResult.SUCCESS);
    } else {
      assertThat(verdict(HttpUrl.get("/"), answer, size)).isEqualTo(ProbeResult.SUCCESS);
    }
  }

  private static byte[] answer(int status, int framing, byte[] body, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text("HTTP/1." + (framing % 2) + " " + status + " Reason\r\nServer: x\r\n"));
    if (framing == 0) {
      out.writeBytes(text("Content-Length: " + body.length + "\r\n\r\n"));
      out.writeBytes(body);
    } else if (framing == 1) {
      out.writeBytes(text("Transfer-Encoding: chunked\r\n\r\n"));
      for (int from = 0; from < body.length; from += size) {
        int length = Math.min(size, body.length - from);
        out.writeBytes(text(Integer.toHexString(length) + "\r\n"));
        out.write(body, from, length);
        out.writeBytes(text("\r\n"));
      }
      out.writeBytes(text("0\r\n\r\n"));
    } else {
      out.writeBytes(text("\r\n"));
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  /** Sound pieces in any order, and any bytes. */
  @Provide
  Arbitrary<byte[]> answers() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.0 100 Continue\r\n\r\n",
            "HTTP/1.1 404\n",
            "Content-Length: 5\r\n",
            "Content-Length: 6\r\n",
            "Transfer-Encoding: chunked\r\n",
            "\r\n",
            "hello",
            "5\r\n",
            "0\r\n\r\n",
            "SSH-2.0-x",
            "\u0015",
            "x".repeat(50),
            "y".repeat(17_000));
    Arbitrary<String> beginnings = Arbitraries.of("HTTP/1.1 200 OK\r\n", "");
    return Combinators.combine(beginnings, pieces.list().ofMaxSize(10))
        .as((beginning, list) -> text(beginning + String.join("", list)));
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static ProbeResult verdict(HttpUrl url, byte[] answer, int size) {
    ResponseReader reader = new ResponseReader(url);
    for (int from = 0; from < answer.length; from += size) {
      int length = Math.min(size, answer.length - from);
      Optional<ProbeResult> verdict = reader.take(ByteBuffer.wrap(answer, from, length));
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return reader.closed();
  }
}
