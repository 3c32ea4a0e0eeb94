// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that iproute2 has names for. Some everybody knows; the others stand in its files, which
 * are read when a name is met that is none of them.
 */
public final class IpNames {
  private static final Path DIRECTORY = Path.of("/etc/iproute2");

  /** What a number is of. */
  public enum Kind {
    /** A routing table. */
    TABLE("a routing table", "rt_tables", 0xffff_ffffL, "default 253 main 254 local 255"),
    /** Who makes routes. */
    PROTOCOL("a routing protocol", "rt_protos", 255, "kernel 2 boot 3 static 4 keepalived 18"),
    /** How far a destination is. */
    SCOPE("a scope", "rt_scopes", 255, "global 0 site 200 link 253 host 254 nowhere 255"),
    /** A type of service. */
    TOS("a type of service", "rt_dsfield", 255, ""),
    /** A group of interfaces. */
    GROUP("a group of interfaces", "group", 0xffff_ffffL, "default 0");

    private final String title;
    private final String file;
    private final long largest;

    /** Names and numbers, by turns. */
    private final String known;

    Kind(String title, String file, long largest, String known) {
      this.title = title;
      this.file = file;
      this.largest = largest;
      this.known = known;
    }
  }

  private final SourceFiles files;
  private final Map<Kind, Map<String, Long>> read = new EnumMap<>(Kind.class);

  /**
   * Makes one.
   *
   * @param files where iproute2's files are read from
   */
  public IpNames(SourceFiles files) {
    this.files = files;
  }

  /**
   * The number that a word stands for.
   *
   * @param kind what it is of
   * @param word a number, decimal or with 0x, or a name
   * @param words receives what is wrong with it
   * @return the number; nothing, and an error, if it is none
   */
  public Optional<Long> number(Kind kind, Word word, Words words) {
    Optional<Long> written = number(word.text());
    if (written.isPresent()) {
      if (written.get() <= kind.largest) {
        return written;
      }
      words.wrong(
          word,
          Quoted.quote(word.text())
              + " is out of range: "
              + kind.title
              + " has a number from 0 to "
              + kind.largest);
      return Optional.empty();
    }
    Map<String, Long> names = names(kind);
    Optional<Long> named = Optional.ofNullable(names.get(word.text()));
    if (named.isEmpty()) {
      words.unknown(word, kind.title, names.keySet().stream().sorted().toList());
    }
    return named;
  }

  /**
   * A number as the C library takes it, but for octal ones.
   *
   * @param text the text
   * @return the number, 0 to 2^56; nothing if it is none
   */
  static Optional<Long> number(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,14}")) {
      return Optional.of(Long.parseLong(text.substring(2), 16));
    }
    return text.matches("[0-9]{1,16}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private Map<String, Long> names(Kind kind) {
    return read.computeIfAbsent(
        kind,
        absent -> {
          Map<String, Long> names = new HashMap<>();
          take(DIRECTORY.resolve(kind.file), kind, names);
          Path more = DIRECTORY.resolve(kind.file + ".d");
          for (String name : files.names(more)) {
            if (name.endsWith(".conf")) {
              take(more.resolve(name), kind, names);
            }
          }
          String[] known = kind.known.split(" ", -1);
          for (int i = 0; i + 1 < known.length; i += 2) {
            names.put(known[i], Long.valueOf(known[i + 1]));
          }
          return names;
        });
  }

  /** A file that is not there says nothing; iproute2 needs none either. */
  private void take(Path file, Kind kind, Map<String, Long> names) {
    if (files.kind(file) != SourceFiles.Kind.FILE) {
      return;
    }
    try {
      for (String line : files.text(file).split("\n", -1)) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
        if (words.length >= 2) {
          number(words[0])
              .filter(number -> number <= kind.largest)
              .ifPresent(number -> names.put(words[1], number));
        }
      }
    } catch (UnreadableFile unreadable) {
      // Names from it are unknown, and are said to be where they are used.
    }
  }
}
