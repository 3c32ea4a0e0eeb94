// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Files that remember what a reading found in them, as digests: whoever would read them again can
 * ask whether anything would be different. Not thread-safe.
 */
public final class RememberedFiles implements SourceFiles {
  /** A reading that takes random numbers finds others each time. */
  private static final String CHANCE = "_RANDOM";

  private final SourceFiles files;
  private final Map<Path, String> texts = new HashMap<>();
  private final Map<Path, String> passwords = new HashMap<>();
  private final Map<Path, Kind> kinds = new HashMap<>();
  private final Map<Path, List<String>> names = new HashMap<>();
  private boolean chance;

  /**
   * Remembers nothing yet.
   *
   * @param files where the texts come from
   */
  public RememberedFiles(SourceFiles files) {
    this.files = files;
  }

  /** One way to ask for what is in a file. */
  private interface Question {
    String ask(Path file) throws UnreadableFile;
  }

  @Override
  public String text(Path file) throws UnreadableFile {
    String text = remembered(file, files::text, texts);
    chance |= text.contains(CHANCE);
    return text;
  }

  @Override
  public String password(Path file) throws UnreadableFile {
    return remembered(file, files::password, passwords);
  }

  private static String remembered(Path file, Question question, Map<Path, String> answers)
      throws UnreadableFile {
    try {
      String text = question.ask(file);
      answers.put(file, digest(text));
      return text;
    } catch (UnreadableFile e) {
      answers.put(file, e.why());
      throw e;
    }
  }

  @Override
  public Kind kind(Path path) {
    Kind kind = files.kind(path);
    kinds.put(path, kind);
    return kind;
  }

  @Override
  public List<String> names(Path directory) {
    List<String> found = files.names(directory);
    names.put(directory, List.copyOf(found));
    return found;
  }

  /**
   * Whether all that was asked so far would be answered the same now.
   *
   * @return false also where the texts ask for random numbers
   */
  public boolean wouldReadTheSame() {
    return !chance
        && kinds.entrySet().stream().allMatch(each -> files.kind(each.getKey()) == each.getValue())
        && names.entrySet().stream()
            .allMatch(each -> files.names(each.getKey()).equals(each.getValue()))
        && isSame(texts, files::text)
        && isSame(passwords, files::password);
  }

  private static boolean isSame(Map<Path, String> answers, Question question) {
    return answers.entrySet().stream()
        .allMatch(each -> now(each.getKey(), question).equals(each.getValue()));
  }

  private static String now(Path file, Question question) {
    try {
      return digest(question.ask(file));
    } catch (UnreadableFile e) {
      return e.why();
    }
  }

  private static String digest(String text) {
    try {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256, this one does not: use another", e);
    }
  }
}
