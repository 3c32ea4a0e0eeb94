// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rules, a line at a time, and takes each apart as ipvsadm does: blanks, tabs and carriage
 * returns separate words, a word {@code ipvsadm} does not count wherever it stands, quotes mean
 * nothing, a word ends at a byte of zero and after 4096 bytes. Memory does not grow with the file:
 * a line may have a mebibyte.
 */
final class RuleReader {
  private static final int LONGEST_WORD = 4096;
  private static final int LONGEST_LINE = 1 << 20;
  private static final String OWN_NAME = "ipvsadm";

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int end;

  private byte[] line = new byte[1024];
  private int length;
  private boolean tooLong;
  private boolean cutOff;

  /** Whether the rest of a line that is too long is still to be passed over. */
  private boolean inLongLine;

  private long number;
  private final List<String> words = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();

  RuleReader(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next line that has words.
   *
   * @return false at the end
   * @throws IOException where nothing can be read any more
   */
  boolean next() throws IOException {
    while (readLine()) {
      number++;
      split();
      if (!words.isEmpty() || tooLong) {
        return true;
      }
    }
    return false;
  }

  /** Whether another line can be read without blocking, so batching may continue. */
  boolean more() throws IOException {
    return at < end || in.available() > 0;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** Whether the line begins with a number sign. */
  boolean isComment() {
    return length > 0 && line[0] == '#';
  }

  /**
   * The words; the same list is used for each line.
   *
   * @throws UsageException where the line is too long
   */
  List<String> words() {
    if (tooLong) {
      throw new UsageException(
          UsageException.Kind.MISUSE, 0, "the line has more than " + LONGEST_LINE + " bytes");
    }
    return words;
  }

  /** The words, or none where the line is too long. */
  List<String> wordsSoFar() {
    return words;
  }

  /** Whether the file ended where a line break should be: whoever wrote it may have died. */
  boolean isCutOff() {
    return cutOff;
  }

  /** Where a word begins, in bytes from 1; behind the last one for a word that is missing. */
  int column(int word) {
    if (tooLong) {
      return LONGEST_LINE + 1;
    }
    return word < columns.size() ? columns.get(word) : length + 1;
  }

  private boolean readLine() throws IOException {
    while (inLongLine) {
      if (!passOver()) {
        return false;
      }
    }
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          cutOff = any;
          return any;
        }
      }
      any = true;
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      keep(stop - at);
      if (tooLong) {
        // Told at once: the line may have no end.
        inLongLine = true;
        return true;
      }
      at = stop;
      if (stop < end) {
        at++;
        return true;
      }
    }
  }

  /** Goes on behind the long line's end, or to the end of what is at hand. */
  private boolean passOver() throws IOException {
    while (at < end) {
      if (buffer[at++] == '\n') {
        inLongLine = false;
        return true;
      }
    }
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private void keep(int count) {
    if (length + count > LONGEST_LINE) {
      tooLong = true;
      return;
    }
    if (length + count > line.length) {
      line = java.util.Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(buffer, at, line, length, count);
    length += count;
  }

  private void split() {
    words.clear();
    columns.clear();
    int from = 0;
    while (!tooLong && from < length) {
      if (isSeparator(line[from])) {
        from++;
        continue;
      }
      int stop = from;
      while (stop < length && !isSeparator(line[stop]) && stop - from < LONGEST_WORD) {
        stop++;
      }
      int zero = from;
      while (zero < stop && line[zero] != 0) {
        zero++;
      }
      String word =
          new String(line, from, zero - from, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (!word.equals(OWN_NAME)) {
        words.add(word);
        columns.add(from + 1);
      }
      from = stop;
    }
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
