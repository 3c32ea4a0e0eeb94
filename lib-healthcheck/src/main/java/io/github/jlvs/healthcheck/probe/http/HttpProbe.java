// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * keepalived's {@code HTTP_GET} and {@code SSL_GET}: the server is well when it answers every URL
 * as expected. One try asks for all of them, one connection after the other, and ends with the
 * first that fails, which its result names.
 *
 * @param transport where to connect to, and from where
 * @param tls how to speak TLS; empty for plain HTTP
 * @param version what requests say of their version
 * @param urls what to ask for, one or more
 */
public record HttpProbe(
    Transport.Tcp transport, Optional<TlsClient> tls, HttpVersion version, List<HttpUrl> urls)
    implements NetworkProbe {
  private static final long PLAIN = 16 * 1024;
  private static final long OVER_TLS = 112 * 1024;

  /**
   * Refuses a check that asks for nothing.
   *
   * @throws IllegalArgumentException if there is no URL
   */
  public HttpProbe {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(version, "version");
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(
          "an HTTP check of " + transport.remote() + " needs a URL to ask for: give / for example");
    }
  }

  /**
   * Asks over plain HTTP/1.0.
   *
   * @param remote where to connect to; resolved, port 1 to 65535
   * @param urls what to ask for, one or more
   * @return the probe
   */
  public static HttpProbe to(InetSocketAddress remote, HttpUrl... urls) {
    return new HttpProbe(
        new Transport.Tcp(remote), Optional.empty(), HttpVersion.HTTP_1_0, List.of(urls));
  }

  /**
   * This probe over TLS.
   *
   * @param client how to speak TLS
   * @return the probe
   */
  public HttpProbe withTls(TlsClient client) {
    return new HttpProbe(transport, Optional.of(client), version, urls);
  }

  /**
   * This probe with another version.
   *
   * @param other what requests say of their version
   * @return the probe
   */
  public HttpProbe withVersion(HttpVersion other) {
    return new HttpProbe(transport, tls, other, urls);
  }

  @Override
  public String checkName() {
    return tls.isPresent() ? "SSL_GET" : "HTTP_GET";
  }

  /** A head, what a pattern looks at (as bytes and as text), and an engine of TLS with records. */
  @Override
  public long memory() {
    long searched =
        urls.stream()
            .flatMap(url -> url.expected().pattern().stream())
            .mapToLong(BodyPattern::searchedBytes)
            .max()
            .orElse(0);
    return PLAIN + 3 * searched + (tls.isPresent() ? OVER_TLS : 0);
  }

  @Override
  public Conversation open() {
    return open(Optional.empty());
  }

  Conversation open(Optional<Consumer<BodyDigest>> found) {
    Conversation talk = new HttpConversation(this, found);
    return tls.isPresent() ? tls.get().under(talk, transport.remote()) : talk;
  }
}
