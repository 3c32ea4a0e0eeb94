// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code persistence_...} keywords. */
final class PersistenceReader {
  /** What the kernel takes: 31 days. */
  private static final int LONGEST = 2_678_400;

  private static final Pattern ENGINE = Pattern.compile("[A-Za-z0-9_-]{1,15}");
  private static final int DEFAULT_SECONDS = Persistence.DEFAULT_TIMEOUT_SECONDS;
  private static final Argument<Optional<Integer>> SECONDS = number(0, LONGEST);

  static final Keywords<PersistenceReader> KEYWORDS =
      Keywords.<PersistenceReader>none()
          .on(
              keyword(
                      "persistence_timeout",
                      Argument.of(
                          "whole seconds, " + SECONDS.description() + "; nothing is 360",
                          PersistenceReader::timeout))
                  .byDefault(
                      Standard.value(0, "which is none")
                          .but(
                              360,
                              new Standard.When.AnyLine(
                                  List.of("persistence_granularity", "persistence_engine"))))
                  .says("A client gets the same server again within this time"),
              (reader, timeout) -> reader.timeout = timeout)
          .on(
              keyword(
                      "persistence_granularity",
                      asWritten("a netmask; for IPv6 a prefix length, 1 to 128"))
                  .byDefault(Standard.inWords("each address"))
                  .says("Clients that are taken for one"),
              (reader, line) -> reader.granularity = Optional.of(line))
          .on(
              keyword(
                      "persistence_engine",
                      Argument.only("a name", "a name", PersistenceReader::engine))
                  .says("The kernel's module that knows clients otherwise, such as `sip`"),
              (reader, engine) -> reader.engine = engine);

  private final ReaderContext context;
  private Optional<Integer> timeout = Optional.empty();
  private Optional<Statement> granularity = Optional.empty();
  private Optional<String> engine = Optional.empty();

  /** Of a group with thousands of services the line is read, and reported, once. */
  private final Map<AddressFamily, Integer> bitsOf = new EnumMap<>(AddressFamily.class);

  PersistenceReader(ReaderContext context) {
    this.context = context;
  }

  boolean isGiven() {
    return timeout.isPresent() || engine.isPresent() || granularity.isPresent();
  }

  VirtualService addTo(VirtualService service) {
    if (!isGiven()) {
      return service;
    }
    AddressFamily family = service.id().family();
    int bits =
        bitsOf.computeIfAbsent(
            family, each -> granularity.flatMap(s -> bits(s, each)).orElse(each.bits()));
    Persistence persistence =
        new Persistence(timeout.orElse(DEFAULT_SECONDS), Netmask.prefix(family, bits));
    VirtualService persistent = service.withPersistence(persistence);
    return engine.map(persistent::withPersistenceEngine).orElse(persistent);
  }

  private static Optional<String> engine(Word name, Words words) {
    if (ENGINE.matcher(name.text()).matches()) {
      return Optional.of(name.text());
    }
    words
        .diagnostics()
        .error(
            name.position(),
            Quoted.quote(name.text())
                + " is no name of a persistence engine: 1 to 15 letters, digits, '_' and '-'");
    return Optional.empty();
  }

  private static Optional<Integer> timeout(Statement statement, Words words) {
    Optional<Integer> seconds =
        statement.arguments().isEmpty()
            ? Optional.of(DEFAULT_SECONDS)
            : SECONDS.read(statement, words);
    // Zero is how thousands of files say that they want none; keepalived leaves it out too.
    return seconds.equals(Optional.of(0))
        ? Optional.empty()
        : Optional.of(seconds.orElse(DEFAULT_SECONDS));
  }

  private Optional<Integer> bits(Statement statement, AddressFamily family) {
    boolean ipv6 = family == AddressFamily.IPV6;
    Optional<Word> word = context.words().only(statement, ipv6 ? "a prefix length" : "a netmask");
    if (ipv6 || word.isEmpty()) {
      return word.flatMap(w -> context.read(NumberValue.integer(statement.name(), 1, 128), w));
    }
    Optional<Integer> bits =
        IpAddresses.parse(word.get().text())
            .filter(mask -> mask instanceof Inet4Address)
            .flatMap(mask -> ones((Inet4Address) mask));
    if (bits.isEmpty()) {
      context
          .diagnostics()
          .error(
              word.get().position(),
              Quoted.quote(word.get().text())
                  + " is not a netmask, such as 255.255.255.0 (a number of bits is none either)");
    }
    return bits;
  }

  private static Optional<Integer> ones(Inet4Address mask) {
    int value = IpAddresses.bits(mask);
    int ones = Integer.bitCount(value);
    boolean leading = ones > 0 && Integer.numberOfLeadingZeros(~value) == ones;
    return leading ? Optional.of(ones) : Optional.empty();
  }
}
