// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which words of a configuration nobody is shown: passwords, keys, and addresses and headers of
 * HTTP that may hold one. It is decided here alone, line by line, while words are words and the
 * block around them is known. {@link Diagnostics} hears of each line as it is read and has no
 * message repeat such a word, whoever wrote the message; explanations ask for {@link #masked}.
 *
 * <p>A line may be wrong, and then any word of it may be the secret, or a part of it: so not only
 * what stands in the right place is hidden, but whatever may be one.
 */
public final class Secrets {
  /** What explanations show instead of a secret. */
  public static final String MASK = "****";

  private static final String INSTEAD = "a word that is not shown";

  /** A key says of itself what it is, wherever it stands and whatever became of it. */
  private static final Pattern KEY = Pattern.compile("hex:[^\\s'\"`]+", Pattern.CASE_INSENSITIVE);

  private static final String PASSWORD = "auth_pass";

  /** One of these may be meant by a word that no block knows. */
  private static final List<String> BEFORE_SECRETS =
      List.of(PASSWORD, "header", "http_user", "notify_webhook");

  /** What stands in one line of a file. */
  private record Place(String file, int line) {
    static Place of(Position position) {
      return new Place(position.file(), position.line());
    }
  }

  private final Map<Place, Set<String>> hidden = new HashMap<>();
  private boolean isOpen;

  Secrets() {}

  /** Takes note of a line, before anything is said of it. */
  void line(List<Word> line, Optional<? extends BlockSyntax> block) {
    String keyword = line.get(0).text();
    Set<String> words = in(line, block);
    boolean goesOn = isOpen && !knows(block, keyword);
    boolean unclosed = isUnclosed(line.get(line.size() - 1));
    if (goesOn) {
      line.forEach(word -> words.add(word.text()));
    }
    // The quote that opens the rest of the file closes what was open.
    isOpen = goesOn ? !unclosed : unclosed && !words.isEmpty();
    if (!words.isEmpty()) {
      line.forEach(
          word ->
              hidden
                  .computeIfAbsent(Place.of(word.position()), at -> new HashSet<>())
                  .addAll(words));
    }
  }

  /** A line with a keyword follows: it is not the rest of a quote. */
  void keyword() {
    isOpen = false;
  }

  /** A message about a place, without what is hidden there. */
  String without(Position at, String message) {
    String shown = message;
    for (String word : longestFirst(hidden.getOrDefault(Place.of(at), Set.of()))) {
      shown = shown.replace(Quoted.quote(word), INSTEAD);
    }
    return withoutKeys(shown);
  }

  /**
   * Words of a line, as they are written, with a mask for each that is hidden.
   *
   * @param line the line
   * @param block the block that it stands in
   * @param piece its keyword, or its arguments
   * @return the piece
   */
  public static String masked(Statement line, BlockSyntax block, String piece) {
    Set<String> words = in(line.words(), Optional.of(block));
    Set<String> raw = new HashSet<>();
    for (Word word : line.words()) {
      if (words.contains(word.text())) {
        raw.add(word.raw());
      }
    }
    String shown = piece;
    for (String word : longestFirst(raw)) {
      shown = shown.replace(word, MASK);
    }
    return withoutKeys(shown);
  }

  private static String withoutKeys(String text) {
    return KEY.matcher(text).replaceAll("hex:" + MASK);
  }

  /** Those of a line. Of a million lines hardly one has any: it takes little to find that. */
  private static Set<String> in(List<Word> line, Optional<? extends BlockSyntax> block) {
    String keyword = line.get(0).text();
    Optional<? extends BlockSyntax> opened = block.flatMap(around -> around.child(keyword));
    boolean known = knows(block, keyword);
    boolean grownTogether = !known && isGrownTogether(keyword);
    boolean behind =
        grownTogether || mayFollow(keyword) || holdsKey(keyword) || (!known && isMisspelt(keyword));
    Set<String> words = new HashSet<>();
    if (grownTogether || !shows(block, keyword)) {
      words.add(keyword);
    }
    for (int i = 1; i < line.size(); i++) {
      String text = line.get(i).text();
      behind = behind || (i > 1 && opens(line.get(i - 1).text()));
      if (behind
          || !shows(block, text)
          || !shows(opened, text)
          || isGrownTogether(text)
          || isLogin(text)) {
        words.add(text);
      }
    }
    return words;
  }

  private static boolean knows(Optional<? extends BlockSyntax> block, String keyword) {
    return block.isPresent() && block.get().knows(keyword);
  }

  /** A block of which nothing is known has no secrets of its own. */
  private static boolean shows(Optional<? extends BlockSyntax> block, String word) {
    return block.isEmpty() || block.get().shows(word);
  }

  /** Behind a key its rest may stand; and of two lines that became one, the second one's secret. */
  private static boolean opens(String word) {
    return holdsKey(word) || (isPlain(word) && mayFollow(word));
  }

  private static boolean holdsKey(String word) {
    return word.indexOf(':') >= 0 && KEY.matcher(word).find();
  }

  /**
   * Whether what stands behind a keyword may be a secret.
   *
   * @param keyword its name, that of an unknown one too
   * @return true if so
   */
  public static boolean mayFollow(String keyword) {
    String word = keyword.toLowerCase(Locale.ROOT);
    boolean path = word.endsWith("_file");
    return !path
        && (word.contains("pass")
            || word.contains("secret")
            || word.equals("key")
            || BEFORE_SECRETS.contains(word));
  }

  private static boolean isMisspelt(String keyword) {
    return Suggestion.nearest(keyword, BEFORE_SECRETS).isPresent();
  }

  /** {@code auth_pass=secret} is one word, and so is {@code auth_passsecret}. */
  private static boolean isGrownTogether(String word) {
    int end = 0;
    while (end < word.length() && ":=".indexOf(word.charAt(end)) < 0) {
      end++;
    }
    String before = word.substring(0, end);
    return end < word.length()
        ? isPlain(before) && (mayFollow(before) || isMisspelt(before))
        : word.startsWith(PASSWORD) && word.length() > PASSWORD.length();
  }

  /** Whether a word could be a keyword. */
  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  /** {@code user:password@host}, in a URL or alone. */
  private static boolean isLogin(String word) {
    int at = word.lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    int colon = word.indexOf(':', word.indexOf("://") + 1);
    return colon >= 0 && colon < at;
  }

  private static boolean isUnclosed(Word last) {
    return last.isQuoted() && (last.raw().length() == 1 || !last.raw().endsWith("\""));
  }

  private static List<String> longestFirst(Set<String> words) {
    List<String> sorted = new ArrayList<>(words);
    sorted.removeIf(String::isEmpty);
    sorted.sort(Comparator.comparingInt(String::length).reversed());
    return sorted;
  }
}
