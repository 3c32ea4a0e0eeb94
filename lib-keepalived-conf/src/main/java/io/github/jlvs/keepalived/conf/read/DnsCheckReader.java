// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.dns.DnsName;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.dns.RecordType;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** Reads {@code DNS_CHECK}. */
final class DnsCheckReader implements CheckReader {
  private static final CheckOptions.Usual USUAL = new CheckOptions.Usual(3, Optional.empty());

  private static final Argument<Optional<RecordType>> TYPE =
      Argument.only(
          String.join(", ", RecordType.names()) + ", in letters of any case",
          "a type of record",
          DnsCheckReader::type);

  private static final Argument<Optional<DnsName>> NAME =
      Argument.only("a domain name", "a domain name", DnsCheckReader::name);

  static final DeclaredBlock<DnsCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.DNS_CHECK,
          Keywords.<DnsCheckReader>none()
              .on(
                  keyword("type", TYPE).byDefault("SOA").says("What it asks for"),
                  (reader, type) -> reader.type = type)
              .on(
                  keyword("name", NAME)
                      .byDefault(Standard.value(".", "which is the root"))
                      .says("The name that it asks for"),
                  (reader, name) -> reader.name = name)
              .with(CheckConnection.KEYWORDS, reader -> reader.connection)
              .with(CheckOptions.ofNetwork(USUAL), reader -> reader.options));

  private final Statement check;
  private final ReaderContext context;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();
  private Optional<RecordType> type = Optional.empty();
  private Optional<DnsName> name = Optional.empty();

  DnsCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
    this.connection = new CheckConnection(check, context);
  }

  DnsCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    return this;
  }

  private static Optional<RecordType> type(Word word, Words words) {
    Optional<RecordType> known = RecordType.named(word.text());
    if (known.isEmpty()) {
      words.unknown(word, "a type of record that can be asked for", RecordType.names());
    }
    return known;
  }

  private static Optional<DnsName> name(Word word, Words words) {
    try {
      return Optional.of(DnsName.of(word.text()));
    } catch (IllegalArgumentException e) {
      words.wrong(word, Quoted.quote(word.text()) + " is not a domain name: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return connection
        .datagramsTo(server.address())
        .map(
            transport ->
                new Check(
                    options.within(outer.options()).policy(USUAL),
                    new DnsProbe(
                        transport, name.orElse(DnsName.ROOT), type.orElse(RecordType.SOA))));
  }
}
