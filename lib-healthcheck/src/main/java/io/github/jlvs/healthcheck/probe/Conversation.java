// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One try of a probe over a connection that the loop has opened. It holds the state of that try and
 * is used once, by one thread. It must not block.
 */
public interface Conversation {

  /**
   * The connection stands.
   *
   * @return what to do next
   */
  Step connected();

  /**
   * Bytes came. They are valid during the call alone.
   *
   * @param bytes what came, from position to limit; never empty
   * @return what to do next
   */
  Step received(ByteBuffer bytes);

  /**
   * The peer closed its side; nothing more will come.
   *
   * @return what to do next; {@link Await} ends the try as a failure
   */
  Step closed();

  /** What the loop should do next. */
  sealed interface Step permits Send, Await, Finish {}

  /**
   * Send these bytes, then wait for more to come.
   *
   * @param bytes what to send, from position to limit; the loop takes the buffer over
   */
  record Send(ByteBuffer bytes) implements Step {
    public Send {
      Objects.requireNonNull(bytes, "bytes");
    }
  }

  /** Wait for more to come. */
  record Await() implements Step {}

  /**
   * The verdict is in: close the connection.
   *
   * @param result the verdict
   */
  record Finish(ProbeResult result) implements Step {
    public Finish {
      Objects.requireNonNull(result, "result");
    }
  }
}
