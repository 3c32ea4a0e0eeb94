// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What holds where no line says what a keyword stands for. An explanation of a file finds it in the
 * file; the documentation shows it as its text.
 */
public sealed interface Standard {
  /** Of a keyword that simply is not there. */
  record Nothing() implements Standard {
    @Override
    public String toString() {
      return "";
    }
  }

  /**
   * A value.
   *
   * @param value as it would be written
   * @param remark what the documentation adds; empty where it is plain
   */
  record Value(String value, String remark) implements Standard {
    @Override
    public String toString() {
      return remark.isEmpty() ? value : value + ", " + remark;
    }
  }

  /**
   * What no value says.
   *
   * @param words what holds, in words
   */
  record InWords(String words) implements Standard {
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The value of another keyword of the block, or, where the block has no such keyword, of {@code
   * global_defs}.
   *
   * @param keyword that keyword
   */
  record Same(String keyword) implements Standard {
    @Override
    public String toString() {
      return "`" + keyword + "`";
    }
  }

  /**
   * The value of the same keyword in {@code global_defs}, where the other keywords of this name
   * are.
   */
  record Global() implements Standard {
    @Override
    public String toString() {
      return "that of `global_defs`";
    }
  }

  /**
   * The value of the same keyword in the next block around that knows it.
   *
   * @param block how the documentation calls that block
   */
  record Around(String block) implements Standard {
    @Override
    public String toString() {
      return "that of the " + block;
    }
  }

  /**
   * The first where a line says it, else the other.
   *
   * @param first what another line may say
   * @param otherwise what holds where none does
   */
  record Else(Standard first, Standard otherwise) implements Standard {
    @Override
    public String toString() {
      return first + ", else " + otherwise;
    }
  }

  /**
   * One value in a case, and something else in all others.
   *
   * @param usual what holds in the others
   * @param exception the value in the case
   * @param when the case
   */
  record Except(Standard usual, String exception, When when) implements Standard {
    @Override
    public String toString() {
      return usual + "; " + exception + " " + when;
    }
  }

  /** When something else holds. */
  sealed interface When {
    /**
     * A line gives another keyword a value.
     *
     * @param keyword that keyword, of the block or else of {@code global_defs}
     * @param value the value, as an explanation shows it
     */
    record Has(String keyword, String value) implements When {
      @Override
      public String toString() {
        return "with `" + keyword + " " + value + "`";
      }
    }

    /**
     * The block has a line with one of some keywords.
     *
     * @param keywords the keywords
     */
    record AnyLine(List<String> keywords) implements When {
      /** Makes the list unmodifiable. */
      public AnyLine {
        keywords = List.copyOf(keywords);
      }

      @Override
      public String toString() {
        return keywords.stream()
            .map(keyword -> "`" + keyword + "`")
            .collect(Collectors.joining(" or ", "with ", ""));
      }
    }

    /**
     * A line of a list in the block has one of some words.
     *
     * @param list the keyword of the list
     * @param words the words
     */
    record InList(String list, List<String> words) implements When {
      /** Makes the list unmodifiable. */
      public InList {
        words = List.copyOf(words);
      }

      @Override
      public String toString() {
        return "where a line of `" + list + "` has " + String.join(" or ", words);
      }
    }

    /** The virtual server is one of a firewall mark. */
    record FirewallMark() implements When {
      @Override
      public String toString() {
        return "for a firewall mark";
      }
    }
  }

  /**
   * A value.
   *
   * @param value what it is, as text
   * @return the standard
   */
  static Standard value(Object value) {
    return new Value(value.toString(), "");
  }

  /**
   * A value with a remark.
   *
   * @param value what it is, as text
   * @param remark what the documentation adds
   * @return the standard
   */
  static Standard value(Object value, String remark) {
    return new Value(value.toString(), remark);
  }

  /**
   * What no value says.
   *
   * @param words what holds
   * @return the standard
   */
  static Standard inWords(String words) {
    return new InWords(words);
  }

  /**
   * The value of another keyword of the block or of {@code global_defs}.
   *
   * @param keyword that keyword
   * @return the standard
   */
  static Standard sameAs(String keyword) {
    return new Same(keyword);
  }

  /**
   * The value of the same keyword further out.
   *
   * @return the standard
   */
  static Standard ofBlockAround() {
    return new Around("block around");
  }

  /**
   * The value of the same keyword of the virtual server.
   *
   * @return the standard
   */
  static Standard ofVirtualServer() {
    return new Around("virtual server");
  }

  /**
   * Something else where no line says what this refers to.
   *
   * @param otherwise what holds then
   * @return this, else that
   */
  default Standard orElse(Standard otherwise) {
    return new Else(this, otherwise);
  }

  /**
   * A value where no line says what this refers to.
   *
   * @param otherwise the value that holds then
   * @return this, else that
   */
  default Standard orElse(Object otherwise) {
    return orElse(value(otherwise));
  }

  /**
   * Another value in some case.
   *
   * @param exception the value
   * @param when the case
   * @return this, but for the case
   */
  default Standard but(Object exception, When when) {
    return new Except(this, exception.toString(), when);
  }
}
