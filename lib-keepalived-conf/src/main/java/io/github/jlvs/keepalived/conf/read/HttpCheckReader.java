// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code HTTP_GET} and {@code SSL_GET}. */
final class HttpCheckReader implements CheckReader {
  private static final CheckOptions.Usual USUAL =
      new CheckOptions.Usual(1, Optional.of(Duration.ofSeconds(3)));

  private static final Map<String, HttpVersion> VERSIONS =
      Map.of(
          "1.0", HttpVersion.HTTP_1_0,
          "1.0C", HttpVersion.HTTP_1_0_CLOSE,
          "1.0c", HttpVersion.HTTP_1_0_CLOSE,
          "1.1", HttpVersion.HTTP_1_1);

  static final DeclaredBlock<HttpCheckReader> HTTP_GET =
      new DeclaredBlock<>(
          BlockKind.HTTP_GET,
          common()
              .checked(
                  keyword("enable_sni", flag()).byDefault("off").says("Without effect without TLS"))
              .checked(keyword("sni_name", HostName.NAME).says("Without effect without TLS")));

  static final DeclaredBlock<HttpCheckReader> SSL_GET =
      new DeclaredBlock<>(
          BlockKind.SSL_GET,
          common()
              .on(
                  keyword("enable_sni", flag())
                      .byDefault("off")
                      .says("TLS names the host that the request names"),
                  (reader, on) -> reader.sni = on)
              .on(
                  keyword("sni_name", HostName.NAME).says("The host that TLS names instead"),
                  (reader, name) -> reader.sniName = name)
              .on(
                  keyword("ca_file", NamedFile.PATH)
                      .byDefault(Standard.inWords("any certificate is taken"))
                      .says("Trusted certificates, in PEM: one of them signed the server's"),
                  (reader, file) -> reader.authorities = file)
              .on(
                  keyword("days_to_expiry", Argument.number(0, TlsClient.LONGEST_DAYS))
                      .byDefault(Standard.inWords("its end does not matter"))
                      .says("So long the server's certificate must still be valid"),
                  (reader, days) -> reader.daysToExpiry = days));

  /** What both have. */
  private static Keywords<HttpCheckReader> common() {
    return Keywords.<HttpCheckReader>none()
        .onEach(
            block("url", "", UrlReader.BLOCK)
                .says("A request of the check, which succeeds when all of them do"),
            (reader, url) -> reader.urls.add(new UrlReader(url, reader.context).read()))
        .on(
            keyword("virtualhost", HostName.NAME)
                .byDefault(Standard.ofBlockAround())
                .says("The host that the requests name"),
            (reader, host) -> reader.host = host)
        .on(
            keyword(
                    "http_protocol",
                    Argument.only(
                        "1.0, 1.0C or 1.1",
                        "a version of HTTP",
                        new ChoiceValue(
                            "a version of HTTP", List.of("1.0", "1.0C", "1.0c", "1.1"))))
                .byDefault("1.0")
                .says("The version of HTTP; but for 1.0 the server is asked to close"),
            (reader, version) ->
                reader.version = version.map(VERSIONS::get).orElse(HttpVersion.HTTP_1_0))
        .with(CheckConnection.KEYWORDS, reader -> reader.connection)
        .with(CheckOptions.ofNetwork(USUAL), reader -> reader.options)
        .with(CheckOptions.OLD_RETRY, reader -> reader.options)
        .checked(
            keyword("fast_recovery", flag())
                .byDefault("off")
                .says("A server comes back after one try of all urls, as it does anyway"));
  }

  private final Statement check;
  private final ReaderContext context;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();
  private final List<UrlReader> urls = new ArrayList<>();
  private Optional<String> host = Optional.empty();
  private HttpVersion version = HttpVersion.HTTP_1_0;
  private boolean sni;
  private Optional<String> sniName = Optional.empty();
  private Optional<NamedFile> authorities = Optional.empty();
  private Optional<Integer> daysToExpiry = Optional.empty();

  HttpCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
    this.connection = new CheckConnection(check, context);
  }

  HttpCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(isTls() ? SSL_GET : HTTP_GET, this, context).read(check.children());
    if (urls.isEmpty()) {
      context
          .diagnostics()
          .error(
              check.position(),
              "'url' is missing in this "
                  + check.name()
                  + ": it asks for nothing (write url, and a path in it)");
    }
    whoSeesPasswords()
        .ifPresent(who -> urls.forEach(url -> url.positionOfUser().ifPresent(at -> warn(at, who))));
    return this;
  }

  private Optional<String> whoSeesPasswords() {
    if (!isTls()) {
      return Optional.of("whoever watches the network sees the password: SSL_GET would hide it");
    }
    return authorities.isPresent()
        ? Optional.empty()
        : Optional.of("whoever answers gets the password: 'ca_file' would refuse all but some");
  }

  private void warn(Position at, String message) {
    context.diagnostics().warning(at, message);
  }

  private boolean isTls() {
    return check.name().equals(BlockKind.SSL_GET.title());
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    Optional<String> hostAround = host.or(outer::virtualHost);
    List<HttpUrl> asked = urls.stream().flatMap(url -> url.within(hostAround).stream()).toList();
    Optional<Transport.Tcp> transport = connection.to(server.address());
    if (transport.isEmpty() || asked.isEmpty()) {
      return Optional.empty();
    }
    Optional<TlsClient> tls = isTls() ? Optional.of(tls(asked)) : Optional.empty();
    return Optional.of(
        new Check(
            options.within(outer.options()).policy(USUAL),
            new HttpProbe(transport.get(), tls, version, asked)));
  }

  private TlsClient tls(List<HttpUrl> asked) {
    List<String> hosts =
        asked.stream().flatMap(url -> url.virtualHost().stream()).distinct().toList();
    Optional<String> named = sniName.or(() -> sni ? hosts.stream().findFirst() : Optional.empty());
    if (sniName.isEmpty() && sni && hosts.size() > 1) {
      warn(
          check.position(),
          "TLS names one host for all urls of this SSL_GET: "
              + Quoted.quote(hosts.get(0))
              + " (write an SSL_GET for each host)");
    }
    return context
        .tlsClients()
        .client(new TlsClients.Wanted(named, authorities, daysToExpiry), check.position());
  }
}
