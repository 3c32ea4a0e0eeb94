// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.net.Quoted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** Compares a body with what is expected of it; keeps only what the pattern looks at. */
final class BodyJudge {
  private final Optional<BodyDigest> expectedDigest;
  private final Optional<BodyPattern> pattern;
  private final Optional<Consumer<BodyDigest>> found;
  private final MessageDigest digest = md5();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long taken;

  BodyJudge(HttpExpectation expected, Optional<Consumer<BodyDigest>> found) {
    expectedDigest = expected.digest();
    pattern = expected.pattern();
    this.found = found;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5, this one does not: use another", e);
    }
  }

  void take(ByteBuffer piece) {
    if (pattern.isPresent()) {
      keep(piece, pattern.get());
    }
    taken += piece.remaining();
    if (needsDigest()) {
      digest.update(piece.duplicate());
    }
  }

  private boolean needsDigest() {
    return expectedDigest.isPresent() || found.isPresent();
  }

  private void keep(ByteBuffer piece, BodyPattern wanted) {
    long size = Math.min(wanted.searchedBytes() - taken, piece.remaining());
    if (size > 0) {
      byte[] part = new byte[(int) size];
      piece.get(piece.position(), part);
      kept.writeBytes(part);
    }
  }

  /** What is wrong with the body that came. */
  Optional<Failure> complaint() {
    if (needsDigest()) {
      BodyDigest actual = new BodyDigest(HexFormat.of().formatHex(digest.digest()));
      found.ifPresent(listener -> listener.accept(actual));
      if (expectedDigest.isPresent() && !actual.equals(expectedDigest.get())) {
        return Optional.of(
            new Failure(
                Cause.DIGEST, "MD5 digest " + actual + ", expected " + expectedDigest.get()));
      }
    }
    return pattern.flatMap(this::complaint).map(why -> new Failure(Cause.PATTERN, why));
  }

  private Optional<String> complaint(BodyPattern wanted) {
    String name =
        (wanted.isText() ? "text " : "regular expression ")
            + Quoted.quote(wanted.pattern().pattern());
    boolean found;
    try {
      found = isFound(wanted);
    } catch (CancellationException e) {
      return Optional.of(name + " took too long: " + e.getMessage());
    } catch (StackOverflowError e) {
      // java.util.regex recurses for groups that repeat; nothing of it is left behind.
      return Optional.of(name + " took too long: it nests too deep for a body of this length");
    }
    if (found && wanted.mustNotMatch()) {
      return Optional.of(name + " found in the body, where it must not be");
    }
    return found || wanted.mustNotMatch() ? Optional.empty() : Optional.of(name + " not found");
  }

  private boolean isFound(BodyPattern wanted) {
    byte[] bytes = kept.toByteArray();
    if (wanted.minOffset() > bytes.length) {
      return false;
    }
    int from = characters(bytes, wanted.minOffset());
    Matcher matcher = wanted.pattern().matcher(new CountedText(new String(bytes, UTF_8)));
    return matcher.find(from) && matcher.start() < characters(bytes, wanted.maxOffset());
  }

  /** How many characters the first bytes are. */
  private static int characters(byte[] bytes, int count) {
    return count == 0 ? 0 : new String(bytes, 0, Math.min(count, bytes.length), UTF_8).length();
  }
}
