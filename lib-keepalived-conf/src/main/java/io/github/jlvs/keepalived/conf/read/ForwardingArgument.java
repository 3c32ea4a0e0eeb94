// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How packets reach a real server. */
final class ForwardingArgument {
  /** The words of the configuration. */
  private enum Method {
    NAT,
    DR,
    TUN;

    Forwarding forwarding() {
      return switch (this) {
        case NAT -> Forwarding.MASQUERADE;
        case DR -> Forwarding.DIRECT_ROUTE;
        case TUN -> Forwarding.IPIP;
      };
    }
  }

  private static final List<String> METHODS =
      Arrays.stream(Method.values()).map(Enum::name).toList();

  static final Argument<Optional<Forwarding>> METHOD =
      Argument.of(
          String.join(", ", METHODS) + "; behind TUN " + TunnelWords.DESCRIPTION,
          ForwardingArgument::read);

  private ForwardingArgument() {}

  private static Optional<Forwarding> read(Statement statement, Words words) {
    Optional<Method> method =
        words
            .at(statement, 0, "a forwarding method")
            .flatMap(word -> new ChoiceValue("a forwarding method", METHODS).read(word, words))
            .map(Method::valueOf);
    if (method.equals(Optional.of(Method.TUN))) {
      return new TunnelWords(statement, words).read().map(ForwardingArgument::tunnel);
    }
    words.atMost(statement, 1);
    return method.map(Method::forwarding);
  }

  private static Forwarding tunnel(Encapsulation encapsulation) {
    return encapsulation.equals(Encapsulation.IPIP)
        ? Forwarding.IPIP
        : new Forwarding.Tunnel(encapsulation);
  }

  /** The word that stands for a method. */
  static String word(Forwarding forwarding) {
    if (forwarding instanceof Forwarding.Tunnel) {
      return Method.TUN.name();
    }
    for (Method method : Method.values()) {
      if (method.forwarding().equals(forwarding)) {
        return method.name();
      }
    }
    throw new IllegalArgumentException("no word for " + forwarding);
  }
}
