// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream of text, buffered. A character is a byte: what came in as bytes (a rule file, the
 * kernel's names, arguments) leaves as the same bytes, in whatever encoding it was.
 */
public final class Output {
  private static final int SIZE = 16 * 1024;

  private final OutputStream stream;
  private final boolean ofMessages;
  private final byte[] buffer = new byte[SIZE];
  private int length;

  /**
   * A stream of text over a stream of bytes.
   *
   * @param stream gets the bytes, in large pieces
   */
  public Output(OutputStream stream) {
    this(stream, false);
  }

  private Output(OutputStream stream, boolean ofMessages) {
    this.stream = stream;
    this.ofMessages = ofMessages;
  }

  /**
   * A stream of messages over a stream of bytes. Write errors are ignored, except EPIPE, which ends
   * the program.
   *
   * @param stream gets the bytes
   */
  public static Output ofMessages(OutputStream stream) {
    return new Output(stream, true);
  }

  /** Writes a text. */
  public Output text(String text) {
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    return this;
  }

  /** Writes a character. */
  public Output character(char c) {
    if (length == SIZE) {
      drain();
    }
    buffer[length++] = c > 0xFF ? (byte) '?' : (byte) c;
    return this;
  }

  /** Writes a text and blanks behind it up to a width. */
  public Output left(String text, int width) {
    text(text);
    return blanks(width - text.length());
  }

  /** Writes blanks up to a width, and a text. */
  public Output right(String text, int width) {
    return blanks(width - text.length()).text(text);
  }

  /** Ends a line. */
  public Output line() {
    return character('\n');
  }

  /** Hands over everything written so far. */
  public void flush() {
    drain();
    try {
      stream.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  private Output blanks(int number) {
    for (int i = 0; i < number; i++) {
      character(' ');
    }
    return this;
  }

  private void drain() {
    try {
      int size = length;
      length = 0;
      stream.write(buffer, 0, size);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    OutputClosedException closed = new OutputClosedException(e);
    if (!ofMessages || closed.readerLeft()) {
      throw closed;
    }
  }
}
