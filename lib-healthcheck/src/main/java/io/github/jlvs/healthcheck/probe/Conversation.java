// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * One try of a probe over a connection that the loop has opened, or over several, one after the
 * other. It holds the state of that try and is used once, by one thread. It must not block.
 */
public interface Conversation {

  /**
   * The connection stands: the first, or the next after a {@link Reconnect}.
   *
   * @return what to do next
   */
  Step connected();

  /**
   * Bytes came: of a connection what there is, else one datagram. They are valid during the call
   * alone.
   *
   * @param bytes what came, from position to limit; empty for an empty datagram alone
   * @return what to do next
   */
  Step received(ByteBuffer bytes);

  /**
   * The peer closed its side; nothing more will come.
   *
   * @return what to do next; {@link Await} ends the try as a failure
   */
  Step closed();

  /**
   * The peer's side ended in a way that may not be its end: over TLS, without a word that it is
   * (close_notify), as also happens when somebody cuts the connection.
   *
   * @return what to do next; by default as when the peer closed its side
   */
  default Step cutOff() {
    return closed();
  }

  /**
   * The connection that stood has broken: the peer has reset it, for example.
   *
   * @param happened what the kernel says of it, and in which {@link #task}
   * @return what that means; by default a failure of no other kind
   */
  default ProbeResult broken(String happened) {
    return ProbeResult.failed(happened);
  }

  /**
   * The time limit has passed, and nothing more is waited for.
   *
   * @return what that means; empty, as by default, where silence is a failure
   */
  default Optional<ProbeResult> silence() {
    return Optional.empty();
  }

  /**
   * What it is at, for the message when the connection breaks or time runs out under it.
   *
   * @return for example {@code GET /health}; empty, as by default, where there is nothing to tell
   *     apart
   */
  default String task() {
    return "";
  }

  /** What the loop should do next. */
  sealed interface Step permits Send, Await, Reconnect, Switch, Finish {}

  /**
   * Send these bytes, over a transport of datagrams as one, then wait for more to come.
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
   * Close this connection and open another to the same place, with a time limit of its own, as if
   * it were the first. A conversation asks for it a limited number of times.
   */
  record Reconnect() implements Step {}

  /**
   * Close this connection and go on over another transport, with a time limit of its own, as if it
   * were the first. A conversation asks for it a limited number of times.
   *
   * @param transport what to open
   */
  record Switch(Transport transport) implements Step {
    public Switch {
      Objects.requireNonNull(transport, "transport");
    }
  }

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
