// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Quoted;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a check speaks TLS. Shared by threads, and equal to another of the same settings, trusted
 * certificates included. It remembers of each server which groups that exchanged keys in, and
 * offers those alone from then on, where that leaves out nothing else that the server needs: the
 * JDK makes a key pair for each kind that is offered. Where a handshake fails like that, all are
 * offered from then on, at once and over another connection.
 *
 * <p>Without {@link Builder#trusting}, any certificate is taken, also an expired one and one for
 * another host, as keepalived 2.2.7 does: a check asks whether the server works, and its
 * certificate is its clients' affair.
 */
public final class TlsClient {
  /** For so many days at the most a check may want a certificate to be valid. */
  public static final int LONGEST_DAYS = 100_000;

  /** Of so many servers it is remembered what they took. */
  private static final int MOST_REMEMBERED = 1 << 15;

  private record Settings(
      Optional<String> serverName,
      Optional<Authorities> authorities,
      OptionalInt leastDaysValid,
      List<String> protocols) {}

  private final Settings settings;
  private final SSLContext context;
  private final Map<InetSocketAddress, Optional<KeyExchange>> offers = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();

  private TlsClient(Settings settings, SSLContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * A client that takes any certificate, names no server and offers no protocol.
   *
   * @return the client
   */
  public static TlsClient takingAnyCertificate() {
    return builder().build();
  }

  /**
   * Begins a client that takes any certificate.
   *
   * @return what makes it
   */
  public static Builder builder() {
    return new Builder(
        new Settings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of()));
  }

  /**
   * Begins a client with these settings.
   *
   * @return what makes another
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Lays TLS under a conversation. That is told that it is connected when the handshake is done, so
   * nothing of it is sent to a server that is not trusted; and sees a connection that ends without
   * close_notify as {@link Conversation#cutOff}.
   *
   * @param conversation what is said over TLS
   * @param remote where it connects to
   * @return a conversation of what travels
   */
  public Conversation under(Conversation conversation, InetSocketAddress remote) {
    return new TlsConversation(this, remote, conversation);
  }

  /** What this server is offered alone; empty: all that the JDK has. */
  Optional<KeyExchange> offerTo(InetSocketAddress remote) {
    return offers.getOrDefault(remote, Optional.empty());
  }

  /** This server has taken that, and its certificates are those of the session. */
  void took(InetSocketAddress remote, KeyExchange family, SSLSession session) {
    if (offers.size() < MOST_REMEMBERED && family.sufficesFor(session)) {
      Object unused = offers.putIfAbsent(remote, Optional.of(family));
    }
  }

  /**
   * A handshake with this server has failed: where it was offered one family alone, never again.
   */
  void refused(InetSocketAddress remote, Optional<KeyExchange> offered) {
    if (offered.isPresent()) {
      Object unused = offers.put(remote, Optional.empty());
    }
  }

  /**
   * An engine of one connection, which costs nothing when it is dropped. The JDK takes a session up
   * again by the name and the port that it is told, and then nobody shows a certificate: one that
   * has been replaced or is too old by now would not be seen. So it is told a number that no other
   * connection has in the place of the port, which it uses for nothing else.
   *
   * @param offered the key exchange that is offered alone; empty: all that the JDK has
   */
  SSLEngine engine(InetSocketAddress remote, Optional<KeyExchange> offered) {
    String address = IpAddresses.format(remote.getAddress());
    SSLEngine engine =
        context.createSSLEngine(settings.serverName.orElse(address), connections.incrementAndGet());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    // Empty rather than unset, or the JDK would send a name of its own choice.
    parameters.setServerNames(
        settings
            .serverName
            .map(SNIHostName::new)
            .map(List::<javax.net.ssl.SNIServerName>of)
            .orElse(List.of()));
    parameters.setApplicationProtocols(settings.protocols.toArray(String[]::new));
    if (settings.authorities.isPresent()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    offered.ifPresent(family -> parameters.setAlgorithmConstraints(family.alone()));
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * The name that is sent (SNI) and that a verified certificate must have.
   *
   * @return the name, or empty: none is sent, and a verified certificate must have the address
   */
  public Optional<String> serverName() {
    return settings.serverName;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsClient that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "TLS"
        + settings.serverName.map(name -> " to " + name).orElse("")
        + settings.authorities.map(known -> ", trusting " + known.source()).orElse("");
  }

  /** Makes a client. Not thread-safe. */
  public static final class Builder {
    private Optional<String> serverName;
    private Optional<Authorities> authorities;
    private OptionalInt leastDaysValid;
    private List<String> protocols;

    private Builder(Settings from) {
      serverName = from.serverName;
      authorities = from.authorities;
      leastDaysValid = from.leastDaysValid;
      protocols = from.protocols;
    }

    /**
     * Names the server (SNI, RFC 6066, section 3).
     *
     * @param name a host name, no address
     * @return this builder
     * @throws IllegalArgumentException if it is no host name
     */
    public Builder serverName(String name) {
      try {
        serverName = Optional.of(new SNIHostName(name).getAsciiName());
        return this;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            Quoted.quote(name) + " is no host name that TLS could send: " + e.getMessage(), e);
      }
    }

    /**
     * Trusts the certificates of a file and those that they have signed, and these only if they are
     * for the server's name (for its address, if no name is given). The file is read now.
     *
     * @param file certificates in PEM, one or more
     * @return this builder
     * @throws IOException if the file cannot be read or has no certificate; says which and why
     */
    public Builder trusting(Path file) throws IOException {
      authorities = Optional.of(Authorities.read(file));
      return this;
    }

    /**
     * Trusts certificates as {@link #trusting(Path)} does, which are at hand already.
     *
     * @param source where they come from, for messages
     * @param pem certificates in PEM, one or more
     * @return this builder
     * @throws IllegalArgumentException if there is no certificate; says where and why
     */
    public Builder trusting(String source, String pem) {
      authorities = Optional.of(Authorities.of(source, pem.getBytes(US_ASCII)));
      return this;
    }

    /**
     * Fails the check of a server whose certificate ends soon.
     *
     * @param days how long it must still be valid, 0 to 100000; 0 refuses the expired alone
     * @return this builder
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder leastDaysValid(int days) {
      if (days < 0 || days > LONGEST_DAYS) {
        throw new IllegalArgumentException(
            "a certificate must be valid for 0 to " + LONGEST_DAYS + " days more, got " + days);
      }
      leastDaysValid = OptionalInt.of(days);
      return this;
    }

    /**
     * Offers protocols (ALPN, RFC 7301); a server that takes none of them refuses the handshake or
     * goes on without.
     *
     * @param names for example {@code http/1.1}, the best first
     * @return this builder
     * @throws IllegalArgumentException if a name is empty
     */
    public Builder protocols(String... names) {
      List<String> offered = List.of(names);
      if (offered.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("a protocol of ALPN has a name, for example http/1.1");
      }
      protocols = offered;
      return this;
    }

    /**
     * The client.
     *
     * @return the client
     * @throws IllegalStateException if this Java has no TLS
     */
    public TlsClient build() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        Optional<X509ExtendedTrustManager> judge =
            authorities.isPresent() ? Optional.of(authorities.get().judge()) : Optional.empty();
        context.init(null, new TrustManager[] {new ServerTrust(judge, leastDaysValid)}, null);
        // None is taken up again; without a limit thousands were kept.
        context.getClientSessionContext().setSessionCacheSize(1);
        return new TlsClient(
            new Settings(
                Objects.requireNonNull(serverName), authorities, leastDaysValid, protocols),
            context);
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("this Java cannot speak TLS: " + e.getMessage(), e);
      }
    }
  }
}
