// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Optional;

/**
 * The words behind {@code TUN}, one after the other: which tunnel, to which port, what is summed.
 */
final class TunnelWords {
  static final String DESCRIPTION = "type ipip, type gue port NUMBER or type gre, and a checksum";

  private static final ChoiceValue TYPES =
      new ChoiceValue("a type of tunnel", List.of("ipip", "gue", "gre"));
  private static final ChoiceValue CHECKSUMS =
      new ChoiceValue("a checksum of a tunnel", List.of("nocsum", "csum", "remcsum"));
  private static final NumberValue PORT = new NumberValue("port", 1, 65535);

  private final Statement line;
  private final Words words;
  private int next = 1;

  TunnelWords(Statement line, Words words) {
    this.line = line;
    this.words = words;
  }

  /** Nothing, and an error, where they are no tunnel. */
  Optional<Encapsulation> read() {
    if (next >= line.arguments().size()) {
      return Optional.of(Encapsulation.IPIP);
    }
    Word first = line.arguments().get(next++);
    if (!first.text().equals("type")) {
      if (TYPES.known().contains(first.text())) {
        words.wrong(first, "write 'type' in front of " + Quoted.quote(first.text()));
      } else {
        words.unknown(first, "an option of a tunnel", List.of("type"));
      }
      return Optional.empty();
    }
    Optional<String> type =
        words.at(line, next, "a type of tunnel").flatMap(word -> TYPES.read(word, words));
    next++;
    return type.flatMap(this::ofType);
  }

  private Optional<Encapsulation> ofType(String type) {
    Optional<Integer> port = type.equals("gue") ? port() : Optional.of(0);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    Optional<TunnelFlags> flags = checksum(type);
    words.atMost(line, next);
    return flags.map(summed -> tunnel(type, port.get(), summed));
  }

  private static Encapsulation tunnel(String type, int port, TunnelFlags flags) {
    return switch (type) {
      case "gue" -> new Encapsulation.Gue(port, flags);
      case "gre" -> new Encapsulation.Gre(flags);
      default -> Encapsulation.IPIP;
    };
  }

  private Optional<Integer> port() {
    Optional<Word> keyword = words.at(line, next, "'port' and a number");
    if (keyword.isEmpty()) {
      return Optional.empty();
    }
    if (!keyword.get().text().equals("port")) {
      words.wrong(
          keyword.get(),
          Quoted.quote(keyword.get().text())
              + " is not expected: 'type gue' needs 'port' and its number first");
      return Optional.empty();
    }
    Optional<Integer> number =
        words
            .at(line, next + 1, "a port of the tunnel")
            .flatMap(word -> PORT.read(word, words))
            .map(Math::toIntExact);
    next += 2;
    return number;
  }

  /** IP in IP has none, and remote checksum offload belongs to GUE. */
  private Optional<TunnelFlags> checksum(String type) {
    if (next >= line.arguments().size()) {
      return Optional.of(TunnelFlags.NO_CHECKSUM);
    }
    Word word = line.arguments().get(next++);
    Optional<String> named = CHECKSUMS.read(word, words);
    if (named.isPresent() && !has(type, named.get())) {
      words.wrong(
          word, Quoted.quote(word.text()) + " is nothing that a tunnel of type " + type + " has");
      return Optional.empty();
    }
    return named.map(TunnelWords::flags);
  }

  private static boolean has(String type, String checksum) {
    return switch (checksum) {
      case "csum" -> !type.equals("ipip");
      case "remcsum" -> type.equals("gue");
      default -> true;
    };
  }

  private static TunnelFlags flags(String word) {
    return switch (word) {
      case "csum" -> TunnelFlags.CHECKSUM;
      case "remcsum" -> TunnelFlags.REMOTE_CHECKSUM;
      default -> TunnelFlags.NO_CHECKSUM;
    };
  }
}
