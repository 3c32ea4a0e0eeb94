// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code virtual_server_group}s of a configuration, and which virtual servers they have. */
final class ServerGroups {
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final Map<String, ServerGroup> defined = new LinkedHashMap<>();

  /** The names of those that are wrong: told already, where they are defined. */
  private final Set<String> wrong = new HashSet<>();

  private final Map<String, Integer> users = new HashMap<>();

  /** The services of all groups' virtual servers. */
  private int services;

  ServerGroups(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Takes a definition; of two with one name the first counts, as in keepalived. */
  void define(Statement block) {
    Optional<ServerGroup> read = new ServerGroupReader(context).read(block);
    if (read.isEmpty()) {
      block.arguments().stream().findFirst().ifPresent(name -> wrong.add(name.text()));
      return;
    }
    Word name = read.get().name();
    ServerGroup before = defined.putIfAbsent(name.text(), read.get());
    if (before != null) {
      diagnostics.warning(
          name.position(),
          "virtual_server_group "
              + Quoted.quote(name.text())
              + " is defined on "
              + before.name().position().seenFrom(name.position())
              + " already: that one counts");
    }
  }

  /** Which one the next virtual server of a group is, from 0; in the order of the text. */
  int nextNumber(String name) {
    return users.merge(name, 1, Integer::sum) - 1;
  }

  /** The group of a name, wherever it is defined; nothing where an error says why. */
  Optional<ServerGroup> find(Word name) {
    Optional<ServerGroup> found = Optional.ofNullable(defined.get(name.text()));
    if (found.isEmpty() && !wrong.contains(name.text())) {
      context
          .words()
          .wrong(
              name,
              "there is no virtual_server_group "
                  + Quoted.quote(name.text())
                  + Suggestion.hint(name.text(), defined.keySet()));
    }
    return found;
  }

  /** Whether the services of one more virtual server fit into the table; an error where not. */
  boolean haveRoom(int more, Word name) {
    services += more;
    boolean haveRoom = services <= ServerGroupReader.MOST;
    if (!haveRoom && services - more <= ServerGroupReader.MOST) {
      diagnostics.error(
          name.position(),
          "with this one the virtual servers of groups are "
              + services
              + " services: "
              + ServerGroupReader.MOST
              + " are possible (a 'fwmark' that the packet filter sets stands for any number)");
    }
    return haveRoom;
  }

  /** Says which ones no virtual server is of. */
  void finish() {
    defined.values().stream()
        .map(ServerGroup::name)
        .filter(name -> !users.containsKey(name.text()))
        .forEach(
            name ->
                diagnostics.warning(
                    name.position(),
                    "virtual_server_group "
                        + Quoted.quote(name.text())
                        + " is not used by any virtual_server: its services are not in the"
                        + " table"));
  }
}
