// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.argument.Argument;
import io.github.jlvs.jkeepalived.config.argument.ChoiceValue;
import io.github.jlvs.jkeepalived.config.argument.Words;
import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How packets reach a real server. */
final class ForwardingArgument {
  private static final List<String> METHODS =
      Arrays.stream(ForwardingMethod.values()).map(Enum::name).toList();

  static final Argument<Optional<ForwardingMethod>> METHOD =
      Argument.of(String.join(", ", METHODS), ForwardingArgument::read);

  private ForwardingArgument() {}

  private static Optional<ForwardingMethod> read(Statement statement, Words words) {
    Optional<ForwardingMethod> method =
        words
            .at(statement, 0, "a forwarding method")
            .flatMap(word -> new ChoiceValue("a forwarding method", METHODS).read(word, words))
            .map(ForwardingMethod::valueOf);
    boolean tunnelType =
        method.equals(Optional.of(ForwardingMethod.TUN)) && statement.arguments().size() > 1;
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
    return method;
  }
}
