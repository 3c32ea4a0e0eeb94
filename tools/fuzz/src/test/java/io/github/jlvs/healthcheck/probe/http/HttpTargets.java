// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Pieces;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers of web servers. */
public final class HttpTargets {
  /** Of {@code hello}; an expectation that has every part of an answer read. */
  private static final HttpUrl PAGE =
      HttpUrl.get("/")
          .withExpected(
              HttpExpectation.DEFAULT
                  .withStatuses(new StatusRange(100, 999))
                  .withDigest(new BodyDigest("5d41402abc4b2a76b9719d911017c592"))
                  .withPattern(new BodyPattern(Pattern.compile("l"), false, 1, 64)));

  private HttpTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "http-response", answer -> Pieces.decoded(answer, HttpTargets::verdict), List.of())
            .allowed(Allowance.FOR_TEXTS));
  }

  private static ProbeResult verdict(Iterable<ByteBuffer> pieces) {
    ResponseReader reader = new ResponseReader(PAGE);
    for (ByteBuffer piece : pieces) {
      Optional<ProbeResult> verdict = reader.take(piece);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return reader.closed();
  }
}
