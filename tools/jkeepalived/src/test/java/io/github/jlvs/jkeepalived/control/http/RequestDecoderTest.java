// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a request, and what is said of what is none. */
class RequestDecoderTest {
  private static final String CURL =
      "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n";

  private static Decoded decode(String text) {
    return new RequestDecoder().take(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static int refusal(String text) {
    return ((Decoded.Refused) decode(text)).status();
  }

  private static Decoded.Whole whole(String method, String target) {
    return new Decoded.Whole(new HttpRequest(method, target));
  }

  private static Decoded.Whole ofCurl() {
    return new Decoded.Whole(new HttpRequest("GET", "/v1/status", Accept.parse("*/*"), ""));
  }

  @Test
  void several_fields_Accept_are_one() {
    assertThat(decode("GET / HTTP/1.0\r\nAccept: text/plain;q=0.5\r\naccept: a/b\r\n\r\n"))
        .isEqualTo(
            new Decoded.Whole(
                new HttpRequest("GET", "/", Accept.parse("text/plain;q=0.5,a/b"), "")));
  }

  @Test
  void that_of_curl_is_one() {
    assertThat(decode(CURL)).isEqualTo(ofCurl());
  }

  @Test
  void what_follows_it_is_left() {
    ByteBuffer octets = ByteBuffer.wrap((CURL + "GET").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(new RequestDecoder().take(octets)).isEqualTo(ofCurl());
    assertThat(octets.remaining()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/status HTTP/1.0\r\n\r\n",
        "GET /v1/status HTTP/1.1\nhOST:x\n\n",
        "GET http://localhost/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET HTTP://localhost:80/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/status HTTP/1.1\r\nHost:\r\nContent-Length: 0\r\n\r\n",
        "GET /v1/status HTTP/1.9\r\nHost: x\r\nX: \u00e4\tb\r\n\r\n"
      })
  void so_are_other_forms_that_RFC_9112_has(String text) {
    assertThat(decode(text)).isEqualTo(whole("GET", "/v1/status"));
  }

  @Test
  void of_an_address_alone_the_path_is_a_slash() {
    assertThat(decode("GET http://h HTTP/1.0\n\n")).isEqualTo(whole("GET", "/"));
    assertThat(decode("GET http://h?x HTTP/1.0\n\n")).isEqualTo(whole("GET", "/?x"));
  }

  @Test
  void another_method_is_a_request_as_well() {
    assertThat(decode("DELETE /v1/status?x HTTP/1.0\n\n"))
        .isEqualTo(whole("DELETE", "/v1/status?x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nHost: x\r"})
  void before_its_empty_line_it_is_unfinished(String text) {
    assertThat(decode(text)).isEqualTo(new Decoded.Unfinished());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "400|\\r\\n",
        "400|GET  / HTTP/1.1\\nHost: x\\n\\n",
        "400|GET /\\n\\n",
        "400| GET / HTTP/1.0\\n\\n",
        "400|GET / HTTP/1.0 \\n\\n",
        "400|G(T / HTTP/1.0\\n\\n",
        "400|GET v1 HTTP/1.0\\n\\n",
        "400|GET * HTTP/1.0\\n\\n",
        "400|GET ftp://h/ HTTP/1.0\\n\\n",
        "400|GET /\u00e4 HTTP/1.0\\n\\n",
        "400|GET / HTTP/1.1\\n\\n",
        "400|GET / HTTP/1.1\\nHost: a\\nHost: a\\n\\n",
        "400|GET / HTTP/1.1\\nHost : a\\n\\n",
        "400|GET / HTTP/1.1\\nHost: a\\n b\\n\\n",
        "400|GET / HTTP/1.1\\nHost: a\\nno field\\n\\n",
        "400|GET / HTTP/1.1\\nHost: a\\nX: \\0\\n\\n",
        "400|GET / HTTP/1.1\\nHost: a\\rX: b\\n\\n",
        "400|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa / HTTP/1.0\\n\\n",
        "413|GET / HTTP/1.1\\nHost: a\\nContent-Length: 5\\n\\n",
        "413|PUT / HTTP/1.1\\nHost: a\\nContent-Length: 5\\n\\n",
        "413|POST / HTTP/1.1\\nHost: a\\nContent-Length: 8193\\n\\n",
        "413|POST / HTTP/1.1\\nHost: a\\nContent-Length: 10000000000000000000\\n\\n",
        "400|POST / HTTP/1.1\\nHost: a\\nContent-Length: 0\\nContent-Length: 0\\n\\n",
        "400|POST / HTTP/1.1\\nHost: a\\nContent-Length: x\\n\\n",
        "400|POST / HTTP/1.1\\nHost: a\\nContent-Length: -1\\n\\n",
        "400|POST / HTTP/1.1\\nHost: a\\nContent-Length:\\n\\n",
        "400|POST / HTTP/1.1\\nContent-Length: 5\\n\\n12345",
        "413|POST / HTTP/1.1\\nHost: a\\nTransfer-Encoding: chunked\\n\\n",
        "505|GET / HTTP/2.0\\nHost: a\\n\\n",
        "505|PRI * HTTP/2.0\\r\\n\\r\\n",
        "505|GET / HTTP/0.9\\n\\n"
      })
  void what_is_none_is_refused(int status, String text) {
    assertThat(refusal(text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0")))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "000000000002", "02"})
  void a_POST_has_a_body_of_the_length_that_is_said(String length) {
    String head = "POST /y HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
    ByteBuffer octets = ByteBuffer.wrap((head + "{}x").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(decode(head + "{")).isEqualTo(new Decoded.Unfinished());
    assertThat(new RequestDecoder().take(octets))
        .isEqualTo(new Decoded.Whole(new HttpRequest("POST", "/y", Accept.ANYTHING, "{}")));
    assertThat(octets.remaining()).isEqualTo(1);
  }

  @Test
  void a_body_is_UTF_8_and_has_8192_octets_at_the_most() {
    String text = "\u00e4".repeat(RequestDecoder.LONGEST_BODY / 2);
    byte[] head =
        "POST /y HTTP/1.0\r\nContent-Length: 8192\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    RequestDecoder decoder = new RequestDecoder();

    assertThat(decoder.take(ByteBuffer.wrap(head))).isEqualTo(new Decoded.Unfinished());
    assertThat(decoder.take(ByteBuffer.wrap(body)))
        .isEqualTo(new Decoded.Whole(new HttpRequest("POST", "/y", Accept.ANYTHING, text)));
  }

  @Test
  void a_head_has_8192_octets_at_the_most() {
    String begin = "GET / HTTP/1.0\r\nX: ";
    String fits = begin + "a".repeat(RequestDecoder.LONGEST - begin.length() - 4) + "\r\n\r\n";

    assertThat(decode(fits)).isEqualTo(whole("GET", "/"));
    assertThat(refusal(fits.replace("X: ", "X: a"))).isEqualTo(431);
    assertThat(refusal("\0".repeat(RequestDecoder.LONGEST + 1))).isEqualTo(431);
  }
}
