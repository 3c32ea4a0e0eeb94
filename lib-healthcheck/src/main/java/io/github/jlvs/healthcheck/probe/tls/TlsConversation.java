// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A conversation under which TLS is laid: an engine a connection, and a record at most that waits
 * for its end. What the engine wants computed is computed at once, on the loop's thread: a check
 * has one handshake a connection, of a millisecond or two.
 */
final class TlsConversation implements Conversation {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  // Types of records: change_cipher_spec to application_data (RFC 8446, section 5.1).
  private static final int FIRST_TYPE = 20;
  private static final int LAST_TYPE = 23;

  private final TlsClient client;
  private final InetSocketAddress remote;
  private final Conversation inside;
  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
  private Optional<KeyExchange> offered;
  private SSLEngine engine;
  private final ByteBuffer record;
  private final ByteBuffer plain;
  private final ByteBuffer out;
  private boolean isFresh = true;
  private boolean anything;
  private Optional<KeyExchange> chosen = Optional.empty();
  private boolean established;

  TlsConversation(TlsClient client, InetSocketAddress remote, Conversation inside) {
    this.client = client;
    this.remote = remote;
    this.inside = inside;
    offered = client.offerTo(remote);
    engine = client.engine(remote, offered);
    record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    out = ByteBuffer.allocate(record.capacity());
  }

  @Override
  public Step connected() {
    if (!isFresh) {
      offered = client.offerTo(remote);
      engine = client.engine(remote, offered);
    }
    isFresh = false;
    record.clear();
    plain.clear();
    outgoing.reset();
    anything = false;
    chosen = Optional.empty();
    established = false;
    try {
      engine.beginHandshake();
      return end(advance());
    } catch (SSLException e) {
      return tlsBroke(e);
    }
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (!anything && !isTls(bytes.get(bytes.position()))) {
      return failed("the server does not speak TLS here: ask with HTTP_GET");
    }
    anything = true;
    try {
      while (bytes.hasRemaining()) {
        int size = Math.min(bytes.remaining(), record.remaining());
        record.put(bytes.slice(bytes.position(), size));
        bytes.position(bytes.position() + size);
        Optional<Step> ended = advance();
        if (ended.isPresent()) {
          return ended.get();
        }
        if (!record.hasRemaining()) {
          return failed("the server sent a TLS record that is longer than TLS allows");
        }
      }
      return end(Optional.empty());
    } catch (SSLException e) {
      return tlsBroke(e);
    }
  }

  private static boolean isTls(byte type) {
    return FIRST_TYPE <= type && type <= LAST_TYPE;
  }

  @Override
  public Step closed() {
    return established
        ? inside.cutOff()
        : triedAgainOr(failed("the server closed the connection in the TLS handshake"));
  }

  @Override
  public Step cutOff() {
    return closed();
  }

  @Override
  public ProbeResult broken(String happened) {
    if (!established) {
      client.refused(remote, offered);
    }
    return inside.broken(happened);
  }

  @Override
  public String task() {
    return inside.task();
  }

  /** Sends what has come together, unless the conversation is over. */
  private Step end(Optional<Step> ended) {
    if (ended.isPresent()) {
      return ended.get();
    }
    if (outgoing.size() == 0) {
      return new Await();
    }
    ByteBuffer bytes = ByteBuffer.wrap(outgoing.toByteArray());
    outgoing.reset();
    return new Send(bytes);
  }

  /** Goes as far as it can with what has come; a step if that ends the connection. */
  private Optional<Step> advance() throws SSLException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        compute();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        Optional<Step> ended = wrap(NOTHING);
        if (ended.isPresent()) {
          return ended;
        }
      } else {
        SSLEngineResult result = unwrap();
        Optional<Step> ended = follow(result);
        if (ended.isPresent() || isStuck(result)) {
          return ended;
        }
      }
    }
  }

  private void compute() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private SSLEngineResult unwrap() throws SSLException {
    record.flip();
    learn();
    try {
      return engine.unwrap(record, plain);
    } finally {
      record.compact();
    }
  }

  private void learn() {
    if (!established && chosen.isEmpty() && ServerHello.isWhole(record)) {
      chosen = ServerHello.keyExchange(record);
    }
  }

  /** Whether the engine waits for bytes, and neither for us to compute nor to send. */
  private boolean isStuck(SSLEngineResult result) {
    HandshakeStatus status = engine.getHandshakeStatus();
    return result.bytesConsumed() == 0
        && status != HandshakeStatus.NEED_TASK
        && status != HandshakeStatus.NEED_WRAP;
  }

  private Optional<Step> follow(SSLEngineResult result) throws SSLException {
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      Optional<Step> ended = begin();
      if (ended.isPresent()) {
        return ended;
      }
    }
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      return Optional.of(failed("the server sent a TLS record that is longer than TLS allows"));
    }
    if (plain.position() > 0) {
      plain.flip();
      Step step = inside.received(plain);
      plain.clear();
      return take(step);
    }
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      Step last = inside.closed();
      return Optional.of(isEnd(last) ? last : failed("Connection closed by the peer"));
    }
    return Optional.empty();
  }

  /** The handshake is done; one more, of TLS 1.2, is none of the conversation's business. */
  private Optional<Step> begin() throws SSLException {
    if (established) {
      return Optional.empty();
    }
    established = true;
    chosen.ifPresent(family -> client.took(remote, family, engine.getSession()));
    return take(inside.connected());
  }

  private Optional<Step> take(Step step) throws SSLException {
    if (isEnd(step)) {
      return Optional.of(step);
    }
    return step instanceof Send send ? wrap(send.bytes()) : Optional.empty();
  }

  private static boolean isEnd(Step step) {
    return step instanceof Finish || step instanceof Reconnect || step instanceof Switch;
  }

  /** Puts bytes into records, or, of none, what the handshake has to say. */
  private Optional<Step> wrap(ByteBuffer bytes) throws SSLException {
    boolean finished = false;
    do {
      SSLEngineResult result = engine.wrap(bytes, out.clear());
      outgoing.write(out.array(), 0, out.position());
      finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        return Optional.of(failed("the server closed the TLS connection before it was asked"));
      }
    } while (bytes.hasRemaining());
    return finished ? begin() : Optional.empty();
  }

  private Step tlsBroke(SSLException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException refused) {
        return failed("TLS refused: " + refused.getMessage());
      }
    }
    return established
        ? failed("TLS broke: " + broken.getMessage())
        : triedAgainOr(failed("TLS handshake failed: " + broken.getMessage()));
  }

  /** A handshake that failed is tried once more where the server may have wanted another family. */
  private Step triedAgainOr(Step failed) {
    client.refused(remote, offered);
    return offered.isPresent() ? new Reconnect() : failed;
  }

  private static Step failed(String detail) {
    return new Finish(ProbeResult.failed(detail));
  }
}
