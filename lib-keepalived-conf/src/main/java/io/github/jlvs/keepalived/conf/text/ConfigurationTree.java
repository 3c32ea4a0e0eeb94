// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The blocks of a configuration text, whatever its keywords are.
 *
 * @param statements the lines outside any brace
 */
public record ConfigurationTree(List<Statement> statements) {

  /** Makes the list unmodifiable. */
  public ConfigurationTree {
    statements = List.copyOf(statements);
  }

  /**
   * Reads a text. Never throws: what is wrong goes to the diagnostics, and the tree holds the rest.
   *
   * @param file the name that positions shall carry
   * @param text the text; includes and definitions in it are not looked at
   * @param root what may stand outside any brace
   * @param diagnostics receives what is wrong with quotes, comments and braces
   * @return the tree
   */
  public static ConfigurationTree parse(
      String file, String text, BlockSyntax root, Diagnostics diagnostics) {
    Diagnostics first = new Diagnostics();
    List<Statement> statements = new ArrayList<>();
    int surplus = read(SourceLine.split(file, text), root, 0, statements, first);
    if (surplus == 0) {
      diagnostics.addAll(first);
    } else {
      statements.clear();
      read(SourceLine.split(file, text), root, surplus, statements, diagnostics);
    }
    return new ConfigurationTree(statements);
  }

  private static int read(
      Iterator<SourceLine> lines,
      BlockSyntax root,
      int surplus,
      List<Statement> into,
      Diagnostics diagnostics) {
    TreeBuilder builder =
        new TreeBuilder(
            root,
            surplus,
            Room.ofThisJvm(),
            statement -> {
              into.add(statement);
              return false;
            },
            diagnostics);
    lines.forEachRemaining(builder::line);
    builder.finish();
    return builder.surplus();
  }

  /**
   * The tree as text: one statement a line, two blanks of indentation a block, no comments.
   *
   * @return a text that reads as this tree
   */
  public String print() {
    StringBuilder out = new StringBuilder();
    print(out, statements, "");
    return out.toString();
  }

  private static void print(StringBuilder out, List<Statement> statements, String indent) {
    for (Statement statement : statements) {
      out.append(indent).append(statement.keyword().raw());
      if (!statement.argumentText().isEmpty()) {
        out.append(' ').append(statement.argumentText());
      }
      if (statement.block().isPresent()) {
        // A quote that is not closed would swallow a brace on its line.
        List<Word> words = statement.words();
        boolean quoted = words.get(words.size() - 1).isQuoted();
        out.append(quoted ? "\n" + indent + "{\n" : " {\n");
        print(out, statement.block().get().statements(), indent + "  ");
        out.append(indent).append('}');
      }
      out.append('\n');
    }
  }
}
