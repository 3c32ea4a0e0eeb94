// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.fake;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a handler answers to one request. With nothing said, the request succeeded: it gets its
 * acknowledgement or the end of its dump.
 */
public final class FakeAnswer {
  private final int sequence;
  private final MessageWriter writer = new MessageWriter();
  private final List<byte[]> messages = new ArrayList<>();
  private Optional<Errno> refusal = Optional.empty();
  private boolean interrupted;
  private boolean silent;

  FakeAnswer(int sequence) {
    this.sequence = sequence;
  }

  /**
   * One message of the answer; of a dump one entry.
   *
   * @param type the message type
   * @param body writes what follows the header; called at once
   */
  public void message(int type, Consumer<MessageWriter> body) {
    writer.clear();
    writer.begin(type, 0);
    writer.sequence(sequence);
    body.accept(writer);
    writer.end();
    ByteBuffer written = writer.written();
    byte[] copy = new byte[written.remaining()];
    written.get(copy);
    messages.add(copy);
  }

  /**
   * Refuses the request, in place of all messages.
   *
   * @param errno why
   */
  public void refuse(Errno errno) {
    refusal = Optional.of(errno);
  }

  /** Marks the dump as interrupted by a change. */
  public void interrupt() {
    interrupted = true;
  }

  /** Answers nothing at all. */
  public void keepSilent() {
    silent = true;
  }

  List<byte[]> messages() {
    return messages;
  }

  Optional<Errno> refusal() {
    return refusal;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  boolean isSilent() {
    return silent;
  }
}
