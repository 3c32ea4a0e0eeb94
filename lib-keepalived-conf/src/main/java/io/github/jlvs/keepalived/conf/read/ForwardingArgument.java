// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
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
      Argument.of(String.join(", ", METHODS), ForwardingArgument::read);

  private ForwardingArgument() {}

  private static Optional<Forwarding> read(Statement statement, Words words) {
    Optional<Forwarding> forwarding =
        words
            .at(statement, 0, "a forwarding method")
            .flatMap(word -> new ChoiceValue("a forwarding method", METHODS).read(word, words))
            .map(word -> Method.valueOf(word).forwarding());
    boolean tunnelType =
        forwarding.equals(Optional.of(Forwarding.IPIP)) && statement.arguments().size() > 1;
    if (tunnelType) {
      Word option = statement.arguments().get(1);
      words
          .diagnostics()
          .error(
              option.position(),
              "options of a tunnel, such as "
                  + Quoted.quote(option.text())
                  + ", are not supported yet");
    } else {
      words.atMost(statement, 1);
    }
    return forwarding;
  }

  /** The word that stands for a method. */
  static String word(Forwarding forwarding) {
    for (Method method : Method.values()) {
      if (method.forwarding().equals(forwarding)) {
        return method.name();
      }
    }
    throw new IllegalArgumentException("no word for " + forwarding);
  }
}
