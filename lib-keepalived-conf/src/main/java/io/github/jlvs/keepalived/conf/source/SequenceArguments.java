// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Characters;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the parentheses of a sequence.
 *
 * @param all the arguments, each one value or, in braces, several
 * @param end the index after the closing parenthesis
 */
record SequenceArguments(List<List<String>> all, int end) {

  static SequenceArguments read(String text, int open) throws Sequence.Wrong {
    Reader reader = new Reader(text, open + 1);
    List<List<String>> all = new ArrayList<>();
    do {
      all.add(reader.argument());
    } while (reader.more());
    return new SequenceArguments(all, reader.at);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    List<String> argument() throws Sequence.Wrong {
      skipBlanks();
      List<String> values = new ArrayList<>();
      if (at == text.length() || text.charAt(at) != '{') {
        values.add(value());
        return values;
      }
      do {
        at++;
        values.add(value());
      } while (at < text.length() && text.charAt(at) == ',');
      if (at == text.length() || text.charAt(at) != '}') {
        throw new Sequence.Wrong("'}' is missing");
      }
      at++;
      skipBlanks();
      return values;
    }

    /** Whether another argument follows the comma here, or the parenthesis closes. */
    boolean more() throws Sequence.Wrong {
      if (at == text.length() || (text.charAt(at) != ',' && text.charAt(at) != ')')) {
        throw new Sequence.Wrong("')' is missing");
      }
      return text.charAt(at++) == ',';
    }

    private String value() throws Sequence.Wrong {
      skipBlanks();
      int from = at;
      while (at < text.length() && ",(){} \t".indexOf(text.charAt(at)) < 0) {
        int reference = text.startsWith("${", at) ? Characters.endOfReference(text, at) : -1;
        at = reference > 0 ? reference : at + 1;
      }
      String value = text.substring(from, at);
      skipBlanks();
      boolean ended = at == text.length() || ",)}".indexOf(text.charAt(at)) >= 0;
      if (!ended) {
        throw new Sequence.Wrong("a value cannot hold a blank, a brace or a parenthesis");
      }
      return value;
    }

    private void skipBlanks() {
      at = LineScan.skipBlanks(text, at);
    }
  }
}
