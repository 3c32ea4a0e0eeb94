// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words after {@code use_vmac} and {@code use_ipvlan} that mean the same after both. */
final class UpperWords {
  private final List<Word> rest = new ArrayList<>();
  private Optional<String> name = Optional.empty();

  UpperWords(Statement statement, Words words) {
    List<Word> arguments = statement.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      boolean last = i + 1 == arguments.size();
      if (word.text().equals("name") && !last) {
        i++;
        name = new InterfaceValue().read(arguments.get(i), words);
      } else if (word.text().equals("group") && !last) {
        i++;
        words
            .diagnostics()
            .warning(
                word.position(),
                "'group' is not read: the interface is in link group 0, 'default'");
      } else if (!word.text().equals("netlink_notify_msg")) {
        rest.add(word);
      }
    }
  }

  /** What follows {@code name}, which may then be any word. */
  Optional<String> name() {
    return name;
  }

  List<Word> rest() {
    return rest;
  }
}
