// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads the {@code sorry_server...} keywords. */
final class SorryServerReader {
  /** It has no setting for another. */
  private static final int WEIGHT = 1;

  private record Given(Optional<Located<InetAddress>> address, int port) {}

  static final Keywords<SorryServerReader> KEYWORDS =
      Keywords.<SorryServerReader>none()
          .on(
              keyword(
                      "sorry_server",
                      Argument.of("an address and a port, 0 to 65535", SorryServerReader::given))
                  .says("The server that takes over when the quorum is lost"),
              SorryServerReader::take)
          .on(
              keyword("sorry_server_inhibit", presence())
                  .says("It stays in the table with weight 0 while it is not needed"),
              (reader, at) -> reader.inhibit = true)
          .on(
              keyword("sorry_server_lvs_method", ForwardingArgument.METHOD)
                  .byDefault(Standard.sameAs("lb_kind"))
                  .says("How packets reach it"),
              (reader, method) -> reader.method = method);

  private final ReaderContext context;
  private Optional<Located<InetAddress>> address = Optional.empty();
  private Optional<Forwarding> method = Optional.empty();
  private int port;
  private boolean inhibit;

  SorryServerReader(ReaderContext context) {
    this.context = context;
  }

  Optional<ServerBlock<SorryServer>> within(ServerDefaults outer) {
    Forwarding by = method.orElse(outer.forwarding());
    address.ifPresent(a -> outer.checkFamily(a, by, context.diagnostics()));
    return address.map(Located::value).map(a -> block(a, by, outer));
  }

  private ServerBlock<SorryServer> block(InetAddress at, Forwarding by, ServerDefaults outer) {
    return new ServerBlock<>(
        new SorryServer(outer.address(at, port), inhibit),
        Destination.of(new DestinationId(at, port), by, WEIGHT),
        Duration.ZERO,
        UpDownScripts.NONE,
        Optional.empty());
  }

  private static Given given(Statement statement, Words words) {
    words.atMost(statement, 2);
    Optional<Located<InetAddress>> address =
        words
            .at(statement, 0, "an address and a port")
            .flatMap(
                word ->
                    new AddressValue()
                        .read(word, words)
                        .map(a -> new Located<>(a, word.position())));
    Optional<Word> port = statement.arguments().stream().skip(1).findFirst();
    return new Given(address, port.flatMap(word -> NumberValue.port().read(word, words)).orElse(0));
  }

  private void take(Given given) {
    address = given.address;
    port = given.port;
  }
}
