// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.BytePattern;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.healthcheck.probe.UdpReply;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code UDP_CHECK}. */
final class UdpCheckReader implements CheckReader {
  private static final int LARGEST_DATAGRAM = 65_507;
  private static final String DIGITS = "hexadecimal digits, two for each byte";

  static final DeclaredBlock<UdpCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.UDP_CHECK,
          Keywords.<UdpCheckReader>none()
              .on(
                  keyword("payload", Argument.of(DIGITS, UdpCheckReader::payload))
                      .byDefault(Standard.inWords("32 bytes of text"))
                      .says("What the datagram carries"),
                  (reader, bytes) -> reader.payload = bytes)
              .on(
                  keyword(
                          "require_reply",
                          Argument.of(
                              "nothing, or " + DIGITS + ", `x` for any", UdpCheckReader::reply))
                      .byDefault(Standard.inWords("no answer is needed"))
                      .says("A right answer comes, and begins with these bytes"),
                  (reader, reply) -> reader.reply = Optional.of(reply))
              .on(
                  keyword("min_reply_length", number(0, LARGEST_DATAGRAM))
                      .byDefault(UdpReply.ANY.shortest())
                      .says("The fewest bytes of a right answer"),
                  (reader, bytes) -> reader.shortest = bytes)
              .on(
                  keyword("max_reply_length", number(0, LARGEST_DATAGRAM))
                      .byDefault(UdpReply.ANY.longest())
                      .says("The most bytes of a right answer"),
                  (reader, bytes) -> reader.longest = bytes)
              .with(CheckConnection.KEYWORDS, reader -> reader.connection)
              .with(CheckOptions.ofNetwork(CheckOptions.Usual.OF_MOST), reader -> reader.options));

  private final Statement check;
  private final ReaderContext context;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();
  private Optional<BytePattern> payload = Optional.empty();
  private Optional<UdpReply> reply = Optional.empty();
  private Optional<Integer> shortest = Optional.empty();
  private Optional<Integer> longest = Optional.empty();

  UdpCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
    this.connection = new CheckConnection(check, context);
  }

  UdpCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    int fewest = shortest.orElse(UdpReply.ANY.shortest());
    int most = longest.orElse(UdpReply.ANY.longest());
    if (fewest > most) {
      context
          .diagnostics()
          .error(
              check.position(),
              "no answer has at least "
                  + fewest
                  + " and at most "
                  + most
                  + " bytes (write 'max_reply_length')");
    } else {
      reply = reply.map(wanted -> new UdpReply(wanted.content(), fewest, most));
    }
    if (reply.isEmpty() && (shortest.isPresent() || longest.isPresent())) {
      context
          .diagnostics()
          .warning(
              check.position(),
              "without 'require_reply' no answer is needed, and its length does not count");
    }
    return this;
  }

  private static Optional<BytePattern> payload(Statement line, Words words) {
    Optional<BytePattern> bytes = bytes(line, words);
    if (bytes.isPresent() && !bytes.get().isExact()) {
      words.wrong(line.arguments().get(0), "a payload has every digit: 'x' is for 'require_reply'");
      return Optional.empty();
    }
    return bytes;
  }

  private static UdpReply reply(Statement line, Words words) {
    return line.arguments().isEmpty()
        ? UdpReply.ANY
        : bytes(line, words).map(UdpReply.ANY::withContent).orElse(UdpReply.ANY);
  }

  private static Optional<BytePattern> bytes(Statement line, Words words) {
    Optional<Word> first = words.at(line, 0, DIGITS);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String all = line.arguments().stream().map(Word::text).collect(Collectors.joining(" "));
    Optional<BytePattern> bytes = BytePattern.parse(all);
    if (bytes.isEmpty()) {
      words.wrong(first.get(), "bytes are written as " + DIGITS + ", such as 'ab12 0f'");
    } else if (bytes.get().length() > LARGEST_DATAGRAM) {
      words.wrong(first.get(), "a datagram carries at most " + LARGEST_DATAGRAM + " bytes");
      return Optional.empty();
    }
    return bytes;
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return connection
        .datagramsTo(server.address())
        .map(
            transport ->
                new Check(
                    options.within(outer.options()).policy(CheckOptions.Usual.OF_MOST),
                    new UdpProbe(transport, payload.orElse(UdpProbe.DEFAULT_PAYLOAD), reply)));
  }
}
