// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.http.Decoded;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.http.RequestDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One client: reads a request, then writes an answer. Of the server's thread. */
final class Connection implements Closeable {
  /** From the first moment to the end of the request, however steadily it comes. */
  private static final long READING = TimeUnit.SECONDS.toNanos(5);

  /** For what was asked for to be done. */
  private static final long WORKING = TimeUnit.SECONDS.toNanos(60);

  /** For the whole answer, however slowly it is read. */
  private static final long WRITING = TimeUnit.SECONDS.toNanos(30);

  /** What is handed to the kernel at a time: the JDK keeps a copy of that outside the heap. */
  private static final int SLICE = 64 * 1024;

  private final SocketChannel channel;
  private final RequestDecoder decoder;
  private long heard;
  private long deadline;
  private Optional<Decoded> request = Optional.empty();
  private Optional<CompletableFuture<HttpResponse>> underWay = Optional.empty();
  private Optional<HttpResponse> response = Optional.empty();
  private ByteBuffer head = ByteBuffer.allocate(0);
  private List<ByteBuffer> body = List.of();

  Connection(SocketChannel channel, RequestDecoder decoder, long now) {
    this.channel = channel;
    this.decoder = decoder;
    this.heard = now;
    this.deadline = now + READING;
  }

  SocketChannel channel() {
    return channel;
  }

  /**
   * When it came, or took the last piece of its answer, of {@link System#nanoTime}. A request that
   * comes slowly does not count.
   */
  long heard() {
    return heard;
  }

  /** Whether it is the client that has to do something. */
  boolean isTheirTurn() {
    return isReading() || response.isPresent();
  }

  /** Until when, likewise. */
  long deadline() {
    return deadline;
  }

  boolean isReading() {
    return request.isEmpty();
  }

  /** The request, or why it is none, once that is known and not answered. */
  Optional<Decoded> unanswered() {
    return response.isPresent() ? Optional.empty() : request;
  }

  /** The request that something is to be done, of which nothing has begun. */
  Optional<HttpRequest> notBegun() {
    return underWay.isEmpty() && unanswered().orElse(null) instanceof Decoded.Whole whole
        ? Optional.of(whole.request()).filter(HttpRequest::isPost)
        : Optional.empty();
  }

  /** It has begun. */
  void await(CompletableFuture<HttpResponse> answer, long now) {
    underWay = Optional.of(answer);
    deadline = now + WORKING;
  }

  /** The answer to come, where that is waited for. */
  Optional<CompletableFuture<HttpResponse>> underWay() {
    return response.isPresent() ? Optional.empty() : underWay;
  }

  /** The answer that is being written. */
  Optional<HttpResponse> response() {
    return response;
  }

  /**
   * Reads what is there.
   *
   * @param scratch emptied before
   * @return false where the client has gone without a request
   */
  boolean read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    int count = channel.read(scratch);
    if (count < 0) {
      return false;
    }
    Decoded decoded = decoder.take(scratch.flip());
    if (!(decoded instanceof Decoded.Unfinished)) {
      request = Optional.of(decoded);
    }
    return true;
  }

  /** Begins to answer. */
  void answer(HttpResponse with, long now) {
    response = Optional.of(with);
    head = ByteBuffer.wrap(with.head());
    body = with.body().pieces();
    heard = now;
    deadline = now + WRITING;
  }

  /**
   * Writes what the kernel takes.
   *
   * @param now of {@link System#nanoTime}
   * @return whether that was all
   */
  boolean write(long now) throws IOException {
    long left = left();
    boolean all = written(head);
    while (all && !body.isEmpty()) {
      all = written(body.get(0));
      if (all) {
        body = body.subList(1, body.size());
      }
    }
    if (left() < left) {
      heard = now;
    }
    return all;
  }

  private long left() {
    return head.remaining() + body.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  private boolean written(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      ByteBuffer slice =
          octets.duplicate().limit(Math.min(octets.limit(), octets.position() + SLICE));
      int count = channel.write(slice);
      octets.position(octets.position() + count);
      if (slice.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
