// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant by a word that is not known. */
public final class Suggestion {
  private static final int LONGEST = 64;

  /** A shorter piece of a word says nothing of the whole. */
  private static final int SHORTEST_PART = 6;

  private Suggestion() {}

  /**
   * The known word that a written one was probably meant to be: it begins or ends with it, as
   * {@code bal_defs} and {@code vrrp_script_chk} do, or is the nearest.
   *
   * @param written the unknown word
   * @param known the words to choose from
   * @return the word, or nothing if none is near
   */
  public static Optional<String> meant(String written, Collection<String> known) {
    Optional<String> near = nearest(written, known);
    if (near.isPresent() || written.length() < SHORTEST_PART || written.length() > LONGEST) {
      return near;
    }
    return known.stream()
        .filter(
            word ->
                word.endsWith(written)
                    || word.startsWith(written)
                    || (word.length() >= SHORTEST_PART && written.startsWith(word)))
        .max(Comparator.comparingInt(String::length).thenComparing(word -> word));
  }

  /**
   * The known word that is nearest to a written one.
   *
   * @param written the unknown word
   * @param known the words to choose from
   * @return the nearest, or nothing if none is near
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST || written.length() < 2) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    // A third of the letters may be wrong; one more and it is another word.
    int farthest = Math.max(1, Math.min(3, written.length() / 3));
    record Candidate(String word, int distance) {}
    return known.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= farthest)
        .map(word -> new Candidate(word, distance(lower, word.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance <= farthest)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  /**
   * The ending of a message about an unknown word.
   *
   * @param written the unknown word
   * @param known the words to choose from
   * @return {@code " (did you mean 'x'?)"}, or an empty text if no word is near
   */
  public static String hint(String written, Collection<String> known) {
    return meant(written, known).map(word -> " (did you mean '" + word + "'?)").orElse("");
  }

  /** Insertions, deletions, replacements and swaps of neighbours, one each. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
