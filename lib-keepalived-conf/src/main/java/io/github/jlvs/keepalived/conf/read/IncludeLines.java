// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;

/**
 * The forms of {@code include}. Their lines have given way to those of the files before there are
 * statements; what is left has its keyword in quotes, and includes nothing.
 */
final class IncludeLines {
  static final Keywords<ReaderContext> KEYWORDS =
      Keywords.<ReaderContext>none()
          .onEach(
              include(
                  "include", "Other files are read here, in any block; a wildcard may match none"),
              IncludeLines::quoted)
          .onEach(include("includer", "The same"), IncludeLines::quoted)
          .onEach(include("includem", "The same"), IncludeLines::quoted)
          .onEach(
              include("includew", "The same, and each wildcard must match"), IncludeLines::quoted)
          .onEach(
              include("includeb", "The same, and each choice in braces must match"),
              IncludeLines::quoted)
          .onEach(
              include("includea", "The same, and all of them must match"), IncludeLines::quoted);

  private IncludeLines() {}

  private static Keyword<Statement> include(String name, String line) {
    return keyword(name, asWritten("a file, with wildcards and choices in braces")).says(line);
  }

  private static void quoted(ReaderContext context, Statement statement) {
    context.unsupported().take(statement, Consequence.of("in quotes it reads no file"));
  }
}
