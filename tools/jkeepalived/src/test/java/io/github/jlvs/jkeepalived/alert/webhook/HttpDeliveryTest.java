// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jlvs.jkeepalived.alert.DeliveryException;
import io.github.jlvs.jkeepalived.alert.FakeServer;
import io.github.jlvs.jkeepalived.alert.TestTrust;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HttpDeliveryTest {
  private static final WebhookMessage MESSAGE = new WebhookMessage("{\"name\":\"V\u00e4\"}");

  private final HttpDelivery delivery =
      new HttpDelivery(Duration.ofSeconds(60), TestTrust.client().getSocketFactory());

  /** For servers that do not answer. */
  private final HttpDelivery impatient =
      new HttpDelivery(Duration.ofMillis(400), TestTrust.client().getSocketFactory());

  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers each request so, and closes. */
  private FakeServer server(String answer) {
    return FakeServer.plain(conversation(answer));
  }

  private FakeServer.Conversation conversation(String answer) {
    return (in, out) -> {
      StringBuilder request = new StringBuilder();
      int length = 0;
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
        if (line.startsWith("Content-Length: ")) {
          length = Integer.parseInt(line.substring(16));
        }
      }
      byte[] body = new byte[length];
      for (int i = 0; i < length; i++) {
        body[i] = (byte) in.read();
      }
      requests.add(request + "\n" + new String(body, StandardCharsets.UTF_8));
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    };
  }

  private static WebhookUrl url(String text) {
    return new WebhookUrl(URI.create(text));
  }

  @Test
  void a_message_is_posted_as_json() throws Exception {
    try (FakeServer server = server("HTTP/1.1 204 No Content\r\n\r\n")) {
      delivery.deliver(url("http://127.0.0.1:" + server.port() + "/hook?a=b"), MESSAGE);

      assertThat(requests).hasSize(1);
      assertThat(requests.get(0))
          .startsWith("POST /hook?a=b HTTP/1.1\n")
          .contains("Content-Type: application/json\n", "User-Agent: jkeepalived\n")
          .doesNotContain("Authorization")
          .endsWith("\n{\"name\":\"V\u00e4\"}");
    }
  }

  @Test
  void a_user_of_the_address_is_sent_as_such_and_shown_nowhere() throws Exception {
    try (FakeServer server = server("HTTP/1.1 403 hush\r\nContent-Length: 0\r\n\r\n")) {
      DeliveryException failure =
          failure(url("http://u:hush@127.0.0.1:" + server.port() + "/hush"));

      assertThat(requests.get(0))
          .contains("Authorization: Basic dTpodXNo\n")
          .contains("POST /hush");
      assertThat(failure).hasMessage("it answered with status 403");
    }
  }

  @Test
  void what_an_answer_means() throws Exception {
    assertThat(answered("HTTP/1.1 500 x\r\n\r\n")).isEqualTo("try again");
    assertThat(answered("HTTP/1.1 503 x\r\n\r\n")).isEqualTo("try again");
    assertThat(answered("HTTP/1.1 429 x\r\n\r\n")).isEqualTo("try again");
    assertThat(answered("HTTP/1.1 404 x\r\n\r\n")).isEqualTo("refused");
    assertThat(answered("HTTP/1.1 302 x\r\nLocation: http://127.0.0.1/\r\n\r\n"))
        .isEqualTo("refused");
    assertThat(answered("no HTTP at all\r\n\r\n")).isEqualTo("try again");
    assertThat(answered("")).isEqualTo("try again");
  }

  private String answered(String answer) throws Exception {
    requests.clear();
    try (FakeServer server = server(answer)) {
      DeliveryException failure = failure(url("http://127.0.0.1:" + server.port()));
      assertThat(requests).as("no request comes twice").hasSize(1);
      return failure.isRefused() ? "refused" : "try again";
    }
  }

  @Test
  void nobody_there_nobody_that_answers_and_one_that_never_ends() throws Exception {
    int port;
    try (FakeServer server = server("")) {
      port = server.port();
    }
    assertThat(failure(url("http://127.0.0.1:" + port + "/hush")))
        .hasMessageContaining("Connection refused")
        .hasMessageNotContaining("hush");
    try (FakeServer server = FakeServer.plain((in, out) -> FakeServer.hang())) {
      assertThat(failure(impatient, url("http://127.0.0.1:" + server.port())))
          .hasMessage("it did not answer in time");
    }
    FakeServer.Conversation dribble =
        (in, out) -> {
          out.write("HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(20);
          }
        };
    try (FakeServer server = FakeServer.plain(dribble)) {
      assertThat(failure(impatient, url("http://127.0.0.1:" + server.port()))).isNotNull();
    }
  }

  @Test
  void over_tls_the_server_has_to_prove_who_it_is() throws Exception {
    FakeServer.Conversation ok = conversation("HTTP/1.1 200 ok\r\n\r\n");
    try (FakeServer server = FakeServer.tls(ok)) {
      String hostAndPort = "localhost:" + server.port() + "/";
      delivery.deliver(url("https://" + hostAndPort), MESSAGE);
      assertThat(requests).hasSize(1);

      assertThat(failure(url("https://127.0.0.1:" + server.port() + "/hush")))
          .hasMessageStartingWith("no encrypted connection: ")
          .hasMessageNotContaining("hush");
      DeliveryException unknown =
          catchThrowableOfType(
              DeliveryException.class,
              () -> new HttpDelivery().deliver(url("https://" + hostAndPort), MESSAGE));
      assertThat(unknown).hasMessageStartingWith("no encrypted connection: ");
      assertThat(requests).hasSize(1);
    }
  }

  private DeliveryException failure(WebhookUrl url) {
    return failure(delivery, url);
  }

  private static DeliveryException failure(HttpDelivery by, WebhookUrl url) {
    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> by.deliver(url, MESSAGE));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }
}
