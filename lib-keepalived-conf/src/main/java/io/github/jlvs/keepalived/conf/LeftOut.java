// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.text.Block;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which blocks of a file are left out for their errors, and what is to be said of each. A virtual
 * router that changes state together with one that is left out is left out as well: alone it would
 * be master here while the other is master elsewhere. So is a virtual server whose group is.
 */
final class LeftOut {
  private final Set<Position> blocks = new HashSet<>();
  private final List<Diagnostic> said = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();

  /** A reading begins: what there is, is noted anew. */
  void begin() {
    extents.clear();
  }

  /** The statement without what is left out of it; nothing where it is left out itself. */
  Optional<Statement> without(Statement statement) {
    Extent.of(statement).ifPresent(extents::add);
    if (blocks.isEmpty() || statement.block().isEmpty()) {
      return Optional.of(statement);
    }
    if (blocks.contains(statement.position())) {
      return Optional.empty();
    }
    Block block = statement.block().get();
    List<Statement> left =
        block.statements().stream().filter(s -> !blocks.contains(s.position())).toList();
    return Optional.of(
        left.size() == block.statements().size()
            ? statement
            : new Statement(
                statement.keyword(),
                statement.arguments(),
                statement.argumentText(),
                Optional.of(new Block(block.open(), left, block.close()))));
  }

  /**
   * Leaves out the blocks of these errors; false where one is in none that may be left out, or is
   * there though its block is left out already: what is wrong with the text itself, such as a quote
   * that is not closed, may reach further than its block.
   */
  boolean take(List<Diagnostic> errors) {
    int before = blocks.size();
    for (Diagnostic error : errors) {
      Optional<Extent> block =
          extents.stream().flatMap(e -> e.around(error.position()).stream()).findFirst();
      if (block.isEmpty()) {
        return false;
      }
      blocks.add(block.get().from());
      say(error.position(), error.message() + ": ", block.get(), "");
      together(block.get());
      withGroup(block.get());
    }
    return blocks.size() > before;
  }

  private void together(Extent router) {
    for (Extent group : extents) {
      if (group.members().stream().anyMatch(router::isRouter) && blocks.add(group.from())) {
        for (Extent member : extents) {
          boolean more =
              group.members().stream().anyMatch(member::isRouter) && blocks.add(member.from());
          if (more) {
            say(
                member.from(),
                "",
                member,
                " as well, because it changes state together with " + router.statement());
          }
        }
      }
    }
  }

  private void withGroup(Extent group) {
    for (Extent server : extents) {
      if (server.isOf(group) && blocks.add(server.from())) {
        say(server.from(), "", server, " as well, because it is one of " + group.statement());
      }
    }
  }

  private void say(Position at, String why, Extent block, String because) {
    said.add(
        new Diagnostic(
            at,
            Severity.WARNING,
            why + block.statement() + " is left out" + because + " (--lenient)"));
  }

  /** What is left out, and why. */
  List<Diagnostic> said() {
    return List.copyOf(said);
  }
}
