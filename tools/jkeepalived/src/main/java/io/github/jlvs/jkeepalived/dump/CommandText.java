// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.keepalived.conf.model.Command;
import java.util.stream.Collectors;

/** A command, each of its words in quotes. */
final class CommandText {
  private CommandText() {}

  static String of(Command command) {
    return command.words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }
}
