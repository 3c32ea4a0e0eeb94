// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that run, from {@code /proc}. A process that vanishes while it is read, or that may
 * not be read, is none; nor is a zombie, which has ended. However long a command line is, a bounded
 * part of it is read. Thread-safe.
 */
public final class ProcessTable {
  private static final int LONGEST_STAT = 4096;
  private static final int LONGEST_LINE = 32 * 1024;

  private final Path proc;

  /**
   * Makes one of a mounted proc file system.
   *
   * @param proc where it is mounted, such as {@code /proc}
   */
  public ProcessTable(Path proc) {
    this.proc = proc;
  }

  /**
   * All processes.
   *
   * @param withWords whether to read their command lines, which may have to be fetched from swap
   * @return those that ran throughout, in no order
   * @throws IOException if there is no such directory
   */
  public List<ProcessEntry> all(boolean withWords) throws IOException {
    List<ProcessEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path directory : directories) {
        number(String.valueOf(directory.getFileName()))
            .flatMap(pid -> process(pid, withWords))
            .ifPresent(entries::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /**
   * A process.
   *
   * @param pid its number
   * @param withWords whether to read its command line
   * @return how it is now; empty if there is none
   */
  public Optional<ProcessEntry> process(int pid, boolean withWords) {
    Path directory = proc.resolve(Integer.toString(pid));
    try {
      Optional<String> name = nameOfLiving(read(directory.resolve("stat"), LONGEST_STAT));
      if (name.isEmpty()) {
        return Optional.empty();
      }
      List<String> words =
          withWords ? words(read(directory.resolve("cmdline"), LONGEST_LINE)) : List.of();
      return Optional.of(new ProcessEntry(pid, name.get(), words));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The name in a line of {@code /proc/PID/stat}, {@code 12 (name) S ...}; a name may have brackets
   * and blanks. Empty for a zombie, and for any other line.
   */
  static Optional<String> nameOfLiving(String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open || close + 2 >= stat.length()) {
      return Optional.empty();
    }
    char state = stat.charAt(close + 2);
    boolean ended = state == 'Z' || state == 'X' || state == 'x';
    return ended ? Optional.empty() : Optional.of(stat.substring(open + 1, close));
  }

  /** The words of {@code /proc/PID/cmdline}, each with a byte of zero behind it. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int from = 0;
    while (from < line.length()) {
      int end = line.indexOf('\0', from);
      int to = end < 0 ? line.length() : end;
      words.add(line.substring(from, to));
      from = to + 1;
    }
    return words;
  }

  private static String read(Path file, int longest) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(longest), StandardCharsets.ISO_8859_1);
    }
  }

  private static Optional<Integer> number(String name) {
    try {
      return Optional.of(Integer.parseInt(name));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
