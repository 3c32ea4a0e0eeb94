// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer as it comes, and says what it is worth: the same in how many pieces ever it
 * comes. Its memory is bounded: 16 KiB of a head, the bytes that the pattern looks at, and no more.
 * Time is not its affair; who sends a byte a second meets the time limit of the loop.
 *
 * <p>The body is waited for, as keepalived does: a server that stalls in it is not well. One that
 * ends the connection early is, unless digest or pattern need the body.
 */
final class ResponseReader {
  private final HttpExpectation expected;
  private final Optional<Consumer<BodyDigest>> found;
  private final HeadReader heads;
  private @Nullable BodyReader body;

  ResponseReader(HttpUrl url) {
    this(url, Optional.empty());
  }

  ResponseReader(HttpUrl url, Optional<Consumer<BodyDigest>> found) {
    expected = url.expected();
    this.found = found;
    heads = new HeadReader(url.method().equals("HEAD"));
  }

  /** Takes what came; the verdict, once there is one. */
  Optional<ProbeResult> take(ByteBuffer bytes) {
    try {
      return body == null ? takeHead(bytes) : takeBody(body, bytes);
    } catch (MalformedMessageException e) {
      return Optional.of(e.failure(body == null ? Cause.STATUS : Cause.FAILED));
    }
  }

  private Optional<ProbeResult> takeHead(ByteBuffer bytes) throws MalformedMessageException {
    Optional<ResponseHead> head = heads.take(bytes);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    int status = head.get().status();
    if (!expected.accepts(status)) {
      return Optional.of(
          new ProbeResult.Failure(
              Cause.STATUS, "status " + status + ", expected " + expected.statusText()));
    }
    BodyReader begun = new BodyReader(head.get().framing(), new BodyJudge(expected, found));
    body = begun;
    return takeBody(begun, bytes);
  }

  private Optional<ProbeResult> takeBody(BodyReader from, ByteBuffer bytes)
      throws MalformedMessageException {
    return from.take(bytes) ? Optional.of(from.verdict()) : Optional.empty();
  }

  /** The verdict when the server has closed its side and none has fallen before. */
  ProbeResult closed() {
    BodyReader begun = body;
    if (begun == null) {
      return heads.endedEarly().failure(Cause.CLOSED);
    }
    return begun.endsWithTheConnection() || !needsBody()
        ? begun.verdict()
        : begun.endedEarly().failure(Cause.FAILED);
  }

  /**
   * The same when it may not have been the server that closed. A body that says where it ends shows
   * whether it is whole; one that ends with the connection does not, and a digest or a pattern of a
   * part of it would say nothing.
   */
  ProbeResult cutOff() {
    BodyReader begun = body;
    return begun != null && needsBody() && begun.endsWithTheConnection()
        ? ProbeResult.failed(
            "the connection was cut in the body: it ended without TLS's close_notify")
        : closed();
  }

  private boolean needsBody() {
    return expected.needsBody() || found.isPresent();
  }
}
