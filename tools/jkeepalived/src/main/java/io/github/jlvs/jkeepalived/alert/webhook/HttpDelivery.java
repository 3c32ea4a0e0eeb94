// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

import io.github.jlvs.jkeepalived.alert.Delivery;
import io.github.jlvs.jkeepalived.alert.DeliveryException;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Brings messages to webhooks: a POST for each. Any answer of 2xx will do; a redirection is
 * followed nowhere.
 */
public final class HttpDelivery implements Delivery<WebhookUrl, WebhookMessage> {
  private static final String LIMIT_THREAD = "jkeepalived-webhook-limit";
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Duration each;
  private final TrustedBy trust;

  /** Ends what takes longer than all limits of single reads allow; made by the first message. */
  private Optional<Timer> limits = Optional.empty();

  /** Has a connection trust somebody. */
  interface TrustedBy {
    /** Prepares a connection that is not open yet. */
    void prepare(HttpsURLConnection connection);
  }

  /** Trusts whom the Java runtime trusts. */
  public HttpDelivery() {
    this(Duration.ofSeconds(10), connection -> {});
  }

  HttpDelivery(Duration each, SSLSocketFactory trust) {
    this(each, connection -> connection.setSSLSocketFactory(trust));
  }

  private HttpDelivery(Duration each, TrustedBy trust) {
    this.each = each;
    this.trust = trust;
  }

  @Override
  public void deliver(WebhookUrl url, WebhookMessage message) throws DeliveryException {
    try {
      int status = post(url, message.json().getBytes(StandardCharsets.UTF_8));
      if (status / 100 != 2) {
        throw answered(status);
      }
    } catch (IOException e) {
      throw DeliveryException.tryAgain(words(e));
    }
  }

  private static DeliveryException answered(int status) {
    // Less than a status is no HTTP.
    String answer = status < 0 ? "its answer is no HTTP" : "it answered with status " + status;
    boolean later =
        status >= 500
            || status < 0
            || status == REQUEST_TIMEOUT
            || status == TOO_EARLY
            || status == TOO_MANY_REQUESTS;
    return later ? DeliveryException.tryAgain(answer) : DeliveryException.refused(answer);
  }

  private int post(WebhookUrl url, byte[] body) throws IOException {
    HttpURLConnection connection = open(url.uri());
    TimerTask end =
        new TimerTask() {
          @Override
          public void run() {
            connection.disconnect();
          }
        };
    limits = Optional.of(limits.orElseGet(() -> new Timer(LIMIT_THREAD, true)));
    limits.get().schedule(end, 3 * each.toMillis());
    try {
      connection.setConnectTimeout((int) each.toMillis());
      connection.setReadTimeout((int) each.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("User-Agent", "jkeepalived");
      connection.setRequestProperty("Connection", "close");
      connection.setDoOutput(true);
      // Of known length, a request that fails is not repeated behind our back.
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return connection.getResponseCode();
    } finally {
      boolean unused = end.cancel();
      connection.disconnect();
    }
  }

  private HttpURLConnection open(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) withoutUser(uri).toURL().openConnection();
    if (connection instanceof HttpsURLConnection encrypted) {
      trust.prepare(encrypted);
    }
    String user = uri.getUserInfo();
    if (user != null) {
      byte[] octets = user.getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
    }
    return connection;
  }

  /** No exception's text can show what is not there. */
  private static URI withoutUser(URI uri) throws IOException {
    String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    try {
      return new URI(uri.getScheme() + "://" + host + path + query);
    } catch (URISyntaxException e) {
      throw new IOException("its address cannot be used");
    }
  }

  /** The text of some exceptions is the address with its path, which may be a secret. */
  private static String words(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "its name is not known to the name service";
    } else if (failure instanceof SocketTimeoutException) {
      return "it did not answer in time";
    } else if (failure instanceof SSLException) {
      return "no encrypted connection: " + failure.getMessage();
    }
    String message = String.valueOf(failure.getMessage());
    return message.contains("/") ? failure.getClass().getSimpleName() : message;
  }
}
