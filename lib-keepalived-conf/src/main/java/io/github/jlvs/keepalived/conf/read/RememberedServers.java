// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.source.SourceReader;
import io.github.jlvs.keepalived.conf.text.Block;
import io.github.jlvs.keepalived.conf.text.Characters;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Room;
import io.github.jlvs.keepalived.conf.text.SourceLines;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.TreeBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual servers of the last reading by the text of their blocks: where a block stands again
 * as it was, wherever that is, it means the same virtual server, and is not taken apart again. Of
 * thousands of which one has changed, one is read.
 *
 * <p>Remembered is a block about which there was nothing to say, which fills whole lines, and whose
 * meaning depends on nothing that stands elsewhere: no definition, no condition, no group, no file.
 * So whoever reads with a memory has what he would have without. Not thread-safe.
 */
public final class RememberedServers {
  private static final String KEYWORD = "virtual_server";

  /** Nearly always there is one of a first line: it names the virtual server. */
  private Map<String, ReadBlock> last = Map.of();

  /**
   * A block that was read.
   *
   * @param text the text that it stands in
   * @param from where its first line begins
   * @param to the end of its last line
   * @param lines how many it has
   * @param column where messages about the virtual server point to in the first one
   * @param weight what its words take of the {@link Room} for them
   * @param setup what it means
   */
  private record ReadBlock(
      String text, int from, int to, int lines, int column, long weight, VirtualServerSetup setup) {
    int length() {
      return to - from;
    }

    /** Whether the same lines begin here. */
    boolean standsIn(String other, int at) {
      int end = at + length();
      return other.regionMatches(at, text, from, length())
          && (end == other.length() || other.charAt(end) == '\n');
    }

    /** Of the text before nothing is kept. */
    ReadBlock in(String other, int at) {
      return new ReadBlock(other, at, at + length(), lines, column, weight, setup);
    }
  }

  /** A block whose first line is about to be read; so much had been said before it. */
  private record Begun(String text, int from, String file, int line, int said) {}

  /**
   * Begins a reading.
   *
   * @param diagnostics receives what that finds
   * @return what it asks, and tells
   */
  public OneReading begin(Diagnostics diagnostics) {
    return new OneReading(diagnostics);
  }

  /** One reading. */
  public final class OneReading {
    private final Diagnostics diagnostics;
    private final Map<String, ReadBlock> read = new HashMap<>();
    private Optional<Begun> begun = Optional.empty();

    private OneReading(Diagnostics diagnostics) {
      this.diagnostics = diagnostics;
    }

    /**
     * Takes the block that begins with the next line, if it is known.
     *
     * @param lines stand behind the block afterwards; where it is not known, as before
     * @param builder what the lines would be given to
     * @param room what the builder may hold
     * @param root takes the virtual server
     * @return whether it is taken
     */
    public boolean take(SourceLines lines, TreeBuilder builder, Room room, RootReader root) {
      String text = lines.text();
      int from = lines.offset();
      if (!beginsServer(text, from) || !builder.isOutside()) {
        return false;
      }
      builder.handOn();
      String first = text.substring(from, endOfLine(text, from));
      Optional<ReadBlock> known =
          Optional.ofNullable(last.get(first)).filter(block -> block.standsIn(text, from));
      if (known.isEmpty() || !room.takesValues(known.get().weight)) {
        begun =
            Optional.of(new Begun(text, from, lines.file(), lines.number(), diagnostics.count()));
        return false;
      }
      ReadBlock block = known.get();
      read.put(first, block.in(text, from));
      root.take(block.setup, new Position(lines.file(), lines.number(), block.column));
      lines.passOver(block.lines, from + block.length());
      return true;
    }

    /** Takes note of a virtual server for whose meaning nobody looked beyond its block. */
    void read(Statement server, Located<VirtualServerSetup> as) {
      begun
          .filter(begin -> begin.said == diagnostics.count())
          .filter(begin -> stands(begin, server.position(), begin.line))
          .ifPresent(begin -> remember(begin, server, as));
    }

    private void remember(Begun begin, Statement server, Located<VirtualServerSetup> as) {
      Position close = server.block().map(Block::close).orElse(server.position());
      if (!stands(begin, close, close.line())) {
        return;
      }
      int lines = close.line() - begin.line + 1;
      int lastLine = begin.from;
      for (int i = 1; i < lines; i++) {
        lastLine = endOfLine(begin.text, lastLine) + 1;
      }
      int end = endOfLine(begin.text, lastLine);
      if (isNothing(begin.text.substring(lastLine + close.column(), end))
          && SourceReader.standsForItself(begin.text.substring(begin.from, end))) {
        read.put(
            begin.text.substring(begin.from, endOfLine(begin.text, begin.from)),
            new ReadBlock(
                begin.text,
                begin.from,
                end,
                lines,
                as.position().column(),
                Room.weight(server),
                as.value()));
      }
    }

    private static boolean stands(Begun begin, Position at, int line) {
      return at.file().equals(begin.file) && at.line() == line;
    }

    /** From now on this reading is the last one. */
    public void end() {
      last = read;
    }
  }

  private static boolean beginsServer(String text, int from) {
    int word = from;
    while (word < text.length() && Characters.isBlank(text.charAt(word))) {
      word++;
    }
    int end = word + KEYWORD.length();
    return text.startsWith(KEYWORD, word)
        && end < text.length()
        && Characters.isBlank(text.charAt(end));
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static boolean isNothing(String rest) {
    String words = rest.strip();
    return words.isEmpty() || Characters.isComment(words.charAt(0));
  }
}
