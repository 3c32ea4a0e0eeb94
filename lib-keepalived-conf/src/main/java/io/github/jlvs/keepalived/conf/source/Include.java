// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that names other files. A file that is named and not there is an error; a wildcard may
 * match nothing, unless the keyword says otherwise, and so may one choice of several in braces.
 *
 * @param keyword {@code include}, or with a letter more: {@code r}, {@code m}, {@code w}, {@code b}
 *     or {@code a}
 * @param pattern what follows it, up to the comment; blanks belong to it
 * @param at where the pattern begins
 */
record Include(String keyword, String pattern, Position at) {
  private static final int MOST_FILES = 1000;
  private static final Pattern LINE = Pattern.compile("(include[rmwba]?)(?:[ \\t]+(.*))?");

  /** Every match of a wildcard is wanted. */
  private static final Set<String> WILDCARD_MUST_MATCH = Set.of("includew", "includea");

  /** Every choice in braces is wanted. */
  private static final Set<String> BRACES_MUST_MATCH = Set.of("includeb", "includea");

  /** Reads a line, comment and all; nothing if it is another one. */
  static Optional<Include> read(SourceLine line) {
    String text = line.text();
    int from = LineScan.skipBlanks(text, 0);
    String content = text.substring(from, LineScan.commentStart(text)).stripTrailing();
    Matcher words = LINE.matcher(content);
    if (!words.matches()) {
      return Optional.empty();
    }
    boolean named = words.group(2) != null;
    return Optional.of(
        new Include(
            words.group(1),
            named ? words.group(2) : "",
            line.position(from + (named ? words.start(2) : 0))));
  }

  /** The files it means, in order. What is wrong goes to the diagnostics. */
  List<Path> files(Path directory, SourceFiles files, Diagnostics diagnostics) {
    if (pattern.isEmpty()) {
      diagnostics.error(at, Quoted.quote(keyword) + " needs a file after it");
      return List.of();
    }
    List<String> patterns = Braces.expand(pattern, MOST_FILES);
    List<Path> all = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String one : patterns) {
      List<Path> found = new Glob(files, MOST_FILES).find(one, directory);
      if (found.isEmpty()) {
        missing.add(one);
      }
      all.addAll(found);
    }
    reportMissing(missing, patterns.size() > 1 && !all.isEmpty(), diagnostics);
    if (all.size() >= MOST_FILES || patterns.size() >= MOST_FILES) {
      diagnostics.error(at, "this means " + MOST_FILES + " files or more");
      return List.of();
    }
    return all.stream().filter(file -> isFile(file, files, diagnostics)).toList();
  }

  private void reportMissing(List<String> missing, boolean oneOfSeveral, Diagnostics diagnostics) {
    for (String one : missing) {
      boolean wildcard = Wildcard.isIn(one);
      if (wildcard && WILDCARD_MUST_MATCH.contains(keyword)) {
        diagnostics.error(at, "no file matches " + Quoted.quote(one));
      } else if (wildcard) {
        diagnostics.warning(
            at, "no file matches " + Quoted.quote(one) + ": nothing is included here");
      } else if (oneOfSeveral && !BRACES_MUST_MATCH.contains(keyword)) {
        diagnostics.warning(at, "there is no file " + Quoted.quote(one) + ": ignored");
      } else {
        diagnostics.error(at, "there is no file " + Quoted.quote(one) + hint(one));
      }
    }
  }

  private static String hint(String name) {
    return name.startsWith("\"") ? " (double quotes belong to the name here: leave them out)" : "";
  }

  private boolean isFile(Path file, SourceFiles files, Diagnostics diagnostics) {
    return switch (files.kind(file)) {
      case FILE -> true;
      case DIRECTORY -> {
        diagnostics.warning(at, Quoted.quote(file.toString()) + " is a directory: ignored");
        yield false;
      }
      case OTHER, MISSING -> {
        diagnostics.error(at, Quoted.quote(file.toString()) + " is not a regular file");
        yield false;
      }
    };
  }
}
