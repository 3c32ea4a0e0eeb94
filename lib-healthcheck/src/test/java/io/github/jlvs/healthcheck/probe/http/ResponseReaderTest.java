// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer is worth, sound or hostile. */
class ResponseReaderTest {
  private static final HttpUrl PAGE = HttpUrl.get("/");

  /** Of {@code hello}, as md5sum has it. */
  private static final HttpUrl HELLO =
      PAGE.withExpected(
          HttpExpectation.DEFAULT.withDigest(new BodyDigest("5d41402abc4b2a76b9719d911017c592")));

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final ResponseReader page = new ResponseReader(PAGE);
  private final ResponseReader hello = new ResponseReader(HELLO);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 299\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 204 \nno colon here\n\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 304 Same\r\n\r\n"
      })
  void anAnswerThatIsWholeIsWell(String answer) {
    ResponseReader any =
        new ResponseReader(
            PAGE.withExpected(HttpExpectation.DEFAULT.withStatuses(new StatusRange(200, 399))));
    assertThat(verdict(any, answer)).contains(ProbeResult.SUCCESS);
  }

  /** As with keepalived: a server that stalls in the body is not well, one that ends in it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nsome",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nsome",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsome"
      })
  void theBodyIsWaitedForThoughNothingIsAskedOfIt(String answer) {
    assertThat(verdict(page, answer)).isEmpty();
    assertThat(page.closed()).isEqualTo(ProbeResult.SUCCESS);
    assertThat(page.cutOff()).isEqualTo(ProbeResult.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource({"404 Not Found,404", "101 Switching Protocols,101", "300,300"})
  void anotherStatusIsAFailure(String line, int status) {
    assertThat(failure(page, "HTTP/1.1 " + line + "\r\n\r\n"))
        .isEqualTo("status " + status + ", expected 200-299");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello and more",
        "Content-Length: 5, 5\r\ncontent-length:5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n0003;why=x\r\nllo\r\n0\r\nTrailer: x\r\n\r\n",
        "Content-Length: 9\r\nTransfer-Encoding: Chunked\r\n\r\n5\nhello\n0\n\n"
      })
  void aBodyIsTakenOutOfItsFraming(String rest) {
    assertThat(verdict(hello, OK + rest)).contains(ProbeResult.SUCCESS);
  }

  @Test
  void aBodyMayEndWithTheConnection() {
    assertThat(verdict(hello, OK + "\r\nhello")).isEmpty();
    assertThat(hello.closed()).isEqualTo(ProbeResult.SUCCESS);
  }

  @Test
  void aBodyThatEndsWithACutConnectionMayNotBeWhole() {
    assertThat(verdict(hello, OK + "\r\nhello")).isEmpty();
    assertThat(detail(hello.cutOff())).contains("ended without TLS's close_notify");
  }

  @Test
  void aBodyThatEndsEarlyFailsWhatNeedsIt() {
    assertThat(verdict(hello, OK + "Content-Length: 9\r\n\r\nhello")).isEmpty();
    assertThat(detail(hello.closed())).isEqualTo("the body ended early, after 5 bytes of 9");
    ResponseReader chunked = new ResponseReader(HELLO);
    assertThat(verdict(chunked, OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")).isEmpty();
    assertThat(detail(chunked.cutOff()))
        .isEqualTo("the body ended early, after 5 bytes, before its last chunk");
  }

  @ParameterizedTest
  @CsvSource({"GET,204", "GET,304", "HEAD,200"})
  void someAnswersHaveNoBodyWhateverTheySay(String method, int status) {
    BodyDigest ofNothing = new BodyDigest("d41d8cd98f00b204e9800998ecf8427e");
    HttpExpectation expected =
        HttpExpectation.DEFAULT.withStatuses(StatusRange.of(status)).withDigest(ofNothing);
    ResponseReader reader = new ResponseReader(PAGE.withMethod(method).withExpected(expected));
    assertThat(verdict(reader, "HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n"))
        .contains(ProbeResult.SUCCESS);
  }

  @Test
  void anotherBodyIsAFailure() {
    assertThat(failure(hello, OK + "Content-Length: 3\r\n\r\nbye"))
        .isEqualTo(
            "MD5 digest bfa99df33b137bc8fb5f5407d7e58da8,"
                + " expected 5d41402abc4b2a76b9719d911017c592");
  }

  @Test
  void aConnectionThatClosesTooSoonSaysWhen() {
    assertThat(detail(page.closed()))
        .isEqualTo("the server closed the connection without an answer");
    assertThat(verdict(page, "HTTP/1.1 200 OK\r\nServer:")).isEmpty();
    assertThat(detail(page.closed())).contains("closed the connection in the head of its answer");
    assertThat(verdict(hello, "HTT")).isEmpty();
    assertThat(detail(hello.closed())).contains("in the head of its answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-OpenSSH_9.2\\r\\n|the answer is no HTTP/1.0 or 1.1, it begins with \"SSH-2.0-O",
        "HTTP/2 200\\r\\n|no HTTP/1.0 or 1.1, it begins with \"HTTP/2 200\"",
        "HTTP/1.1 OK\\r\\n|no HTTP/1.0 or 1.1, it begins with \"HTTP/1.1 OK\"",
        "0123456789012345678901234567890123456789|begins with \"01234567890123456789012345678901\"",
        "HTTP/1.1 200\\r\\nContent-Length: -5\\r\\n|Content-Length \"-5\" is no length",
        "HTTP/1.1 200\\r\\nContent-Length:\\r\\n|Content-Length \"\" is no length",
        "HTTP/1.1 200\\r\\nContent-Length: 9223372036854775808\\r\\n|is no length",
        "HTTP/1.1 200\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n|lengths, 5 and 6"
      })
  void aHeadThatIsNoneIsNamedForWhatItIs(String answer, String said) {
    assertThat(failure(page, answer.replace("\\r\\n", "\r\n"))).containsIgnoringCase(said);
  }

  @Test
  void anAnswerInTlsIsNamedByItsFirstByte() {
    assertThat(failure(page, "\u0015")).isEqualTo("the server speaks TLS here: ask with SSL_GET");
    assertThat(failure(hello, "\u0016\u0003")).contains("speaks TLS");
  }

  @Test
  void anEmptyLineInTheBeginningIsNoStatus() {
    assertThat(failure(page, "\r\n\r\n"))
        .isEqualTo("the answer is no HTTP/1.0 or 1.1, it begins with \"\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8000000000000000|a chunk of hexadecimal \"8000000000000000\" bytes is too large",
        "ffffffffffffffffffffff|is too large",
        "-1|\"-1\" is no size of a chunk",
        "''|\"\" is no size of a chunk",
        "3\\r\\nhello|a chunk is longer than its size says"
      })
  void aChunkThatIsNoneIsNamedForWhatItIs(String chunk, String said) {
    String answer = OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk.replace("\\r\\n", "\r\n");
    assertThat(failure(hello, answer + "\r\n")).contains(said);
  }

  @Test
  void nothingIsReadWithoutEnd() {
    assertThat(failure(page, OK + "X-Long: " + "x".repeat(20_000)))
        .isEqualTo("the head of the answer is longer than 16384 bytes");
    assertThat(failure(new ResponseReader(PAGE), "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)))
        .isEqualTo("the head of the answer is longer than 16384 bytes");
    String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
    assertThat(failure(hello, chunked + "1;" + "x".repeat(2000)))
        .isEqualTo("the line with the size of a chunk is longer than 1024 bytes");
    assertThat(failure(new ResponseReader(HELLO), chunked + "0\r\n" + "X: y\r\n".repeat(5000)))
        .isEqualTo("what follows the last chunk is longer than 16384 bytes");
  }

  @Test
  void ofALargeBodyOnlyWhatThePatternLooksAtIsKept() {
    ResponseReader reader =
        new ResponseReader(
            HELLO.withExpected(
                HELLO.expected().withPattern(BodyPattern.found(Pattern.compile("needle")))));
    assertThat(verdict(reader, OK + "Content-Length: 1073741824\r\n\r\nneedle")).isEmpty();
    byte[] piece = new byte[1 << 20];
    Optional<ProbeResult> verdict = Optional.empty();
    for (int i = 0; i < 1024 && verdict.isEmpty(); i++) {
      verdict = reader.take(ByteBuffer.wrap(piece));
    }
    assertThat(detail(verdict.orElseThrow())).startsWith("MD5 digest");
  }

  @Test
  void failuresAreOfTheKindsThatKeepalivedsLogTellsApart() {
    assertThat(verdict(new ResponseReader(PAGE), "HTTP/1.1 503 Sorry\r\n\r\n"))
        .map(ResponseReaderTest::cause)
        .contains(Cause.STATUS);
    assertThat(verdict(new ResponseReader(PAGE), "no web server at all, and no status code\r\n"))
        .map(ResponseReaderTest::cause)
        .contains(Cause.STATUS);
    assertThat(cause(new ResponseReader(PAGE).closed())).isEqualTo(Cause.CLOSED);
    assertThat(verdict(hello, OK + "Content-Length: 5\r\n\r\nhallo"))
        .map(ResponseReaderTest::cause)
        .contains(Cause.DIGEST);
    ResponseReader half = new ResponseReader(HELLO);
    assertThat(verdict(half, OK + "Content-Length: 5\r\n\r\nhe")).isEmpty();
    assertThat(cause(half.closed())).isEqualTo(Cause.FAILED);
  }

  private static Cause cause(ProbeResult result) {
    return ((ProbeResult.Failure) result).cause();
  }

  @Test
  void aTextIsLookedForLetterByLetterAndCalledOne() {
    HttpUrl url =
        HELLO.withExpected(HttpExpectation.DEFAULT.withPattern(BodyPattern.text("a[bc]+")));
    assertThat(ended(new ResponseReader(url), "xa[bc]+")).isEqualTo(ProbeResult.SUCCESS);
    assertThat(detail(ended(new ResponseReader(url), "xab")))
        .isEqualTo("text \"a[bc]+\" not found");
  }

  private static ProbeResult ended(ResponseReader reader, String body) {
    return verdict(reader, OK + "Content-Length: " + body.length() + "\r\n\r\n" + body)
        .orElseThrow();
  }

  /** keepalived's regex_min_offset and regex_max_offset, the latter and one: seen of 2.2.7. */
  @Test
  void theOffsetsSayWhereAMatchMayBegin() {
    ProbeResult none =
        new ProbeResult.Failure(Cause.PATTERN, "regular expression \"needle\" not found");
    assertThat(matched("needle", 0, 100, "hay needle hay")).contains(ProbeResult.SUCCESS);
    assertThat(matched("needle", 4, 5, "hay needle hay")).contains(ProbeResult.SUCCESS);
    assertThat(matched("needle", 5, 100, "hay needle hay")).contains(none);
    assertThat(matched("needle", 0, 4, "hay needle hay")).contains(none);
    assertThat(matched("needle", 99, 100, "hay needle hay")).contains(none);
    assertThat(matched("(?<=hay )needle(?= hay)", 4, 5, "hay needle hay"))
        .contains(ProbeResult.SUCCESS);
    assertThat(detail(matched("^needle", 4, 5, "hay needle hay").orElseThrow()))
        .isEqualTo("regular expression \"^needle\" not found");
  }

  @Test
  void offsetsCountBytesAndABodyIsTakenForUtf8() {
    assertThat(matched("grün", 0, 100, "grün")).contains(ProbeResult.SUCCESS);
    assertThat(matched("n", 4, 5, "grün")).contains(ProbeResult.SUCCESS);
    assertThat(matched("n", 5, 6, "grün"))
        .contains(new ProbeResult.Failure(Cause.PATTERN, "regular expression \"n\" not found"));
  }

  private static Optional<ProbeResult> matched(String pattern, int from, int to, String body) {
    return matched(new BodyPattern(Pattern.compile(pattern), false, from, to), body);
  }

  private static Optional<ProbeResult> matched(BodyPattern pattern, String body) {
    HttpUrl url = PAGE.withExpected(HttpExpectation.DEFAULT.withPattern(pattern));
    byte[] bytes = body.getBytes(UTF_8);
    ResponseReader reader = new ResponseReader(url);
    assertThat(verdict(reader, OK + "Content-Length: " + bytes.length + "\r\n\r\n")).isEmpty();
    return reader.take(ByteBuffer.wrap(bytes));
  }

  @Test
  void aPatternMayBeWhatMustNotBeThere() {
    BodyPattern error = BodyPattern.notFound(Pattern.compile("error"));
    assertThat(matched(error, "all is well")).contains(ProbeResult.SUCCESS);
    assertThat(matched(error, "an error"))
        .contains(
            new ProbeResult.Failure(
                Cause.PATTERN,
                "regular expression \"error\" found in the body, where it must not be"));
  }

  @Test
  void anExpressionThatExplodesIsStopped() {
    assertThat(detail(matched("a*a*a*a*a*b", 0, 1000, "a".repeat(1000)).orElseThrow()))
        .isEqualTo(
            "regular expression \"a*a*a*a*a*b\" took too long: stopped after looking at 2000000"
                + " characters");
    assertThat(detail(matched("(a|b)*c", 0, 1 << 20, "ab".repeat(200_000)).orElseThrow()))
        .contains("took too long");
  }

  private static Optional<ProbeResult> verdict(ResponseReader reader, String bytes) {
    return reader.take(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
  }

  private static String failure(ResponseReader reader, String bytes) {
    return detail(verdict(reader, bytes).orElseThrow());
  }

  private static String detail(ProbeResult result) {
    return ((ProbeResult.Failure) result).detail();
  }
}
