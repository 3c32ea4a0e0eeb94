// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables of keywords in docs/keepalived-conf.md are what the readers declare. With {@code
 * -Djlvs.keywords=write} this test writes them.
 */
class KeywordDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "keepalived-conf.md");
  private static final String BEGIN = "<!-- keywords: begin -->\n\n";
  private static final String END = "<!-- keywords: end -->";

  @Test
  void the_tables_are_those_of_the_declarations() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(begin).as("where the tables begin").isBetween(BEGIN.length(), end);
    if (System.getProperty("jlvs.keywords", "").equals("write")) {
      Files.writeString(
          DOCUMENT, document.substring(0, begin) + KeywordTables.text() + document.substring(end));
      return;
    }

    assertThat(document.substring(begin, end))
        .as("the tables of keywords (-Djlvs.keywords=write writes them)")
        .isEqualTo(KeywordTables.text());
  }
}
