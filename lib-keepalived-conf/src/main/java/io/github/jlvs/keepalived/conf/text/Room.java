// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/**
 * How much of a configuration may be held at once. A text that costs more than the JVM has would
 * end a daemon that runs, so it is refused before it does, at the line where it became too much.
 *
 * <p>Counted are words: one with its statement and its place costs about a hundred bytes, and a
 * quarter of the JVM's memory may be spent on them. What is read is kept as values, which need a
 * quarter of what their words needed.
 */
public final class Room {
  private static final int BYTES_OF_A_WORD = 100;
  private static final int SHARE = 4;

  private final long most;
  private long held;

  private Room(long most) {
    this.most = most;
  }

  /**
   * Room in a share of the memory that this JVM may take.
   *
   * @return room for one reading
   */
  public static Room ofThisJvm() {
    return ofMemory(Runtime.getRuntime().maxMemory());
  }

  /**
   * Room in a share of some memory.
   *
   * @param bytes the memory that the whole program may take
   * @return room for one reading
   */
  public static Room ofMemory(long bytes) {
    return new Room(bytes / SHARE / BYTES_OF_A_WORD);
  }

  /**
   * Takes in what a statement has become without its words being held.
   *
   * @param weight its {@link #weight}
   * @return whether there would have been room for its words; where not, nothing is taken in
   */
  public boolean takesValues(long weight) {
    if (held + weight > most) {
      return false;
    }
    held += weight - released(weight);
    return true;
  }

  /** Takes a statement's words in; false if there is no room for them. */
  boolean takes(int words) {
    held += words + 1L;
    return held <= most;
  }

  /** A statement has become values. */
  void release(Statement statement) {
    held -= released(weight(statement));
  }

  private static long released(long weight) {
    return weight * (SHARE - 1) / SHARE;
  }

  /**
   * What a statement and all that stands in it takes of the room while its words are held.
   *
   * @param statement the statement
   * @return in the measure of {@link #takesValues}
   */
  public static long weight(Statement statement) {
    long weight = statement.arguments().size() + 2L;
    if (statement.block().isPresent()) {
      for (Statement inner : statement.block().get().statements()) {
        weight += weight(inner);
      }
    }
    return weight;
  }
}
