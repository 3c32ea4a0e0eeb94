// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an answer must be. All of it is waited for, its body too: one that never ends meets the time
 * limit of the check.
 *
 * @param statuses the status codes that are well, one range or more
 * @param digest the digest of the whole body
 * @param pattern what the body must or must not contain
 */
public record HttpExpectation(
    List<StatusRange> statuses, Optional<BodyDigest> digest, Optional<BodyPattern> pattern) {

  /** Any status from 200 to 299, whatever the body. */
  public static final HttpExpectation DEFAULT =
      new HttpExpectation(List.of(StatusRange.SUCCESSFUL), Optional.empty(), Optional.empty());

  /**
   * Refuses an expectation that nothing could meet.
   *
   * @throws IllegalArgumentException if no status is well
   */
  public HttpExpectation {
    statuses = List.copyOf(statuses);
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(pattern, "pattern");
    if (statuses.isEmpty()) {
      throw new IllegalArgumentException(
          "an HTTP check without a status that is well fails always: give 200-299, for example");
    }
  }

  /**
   * This expectation with other statuses.
   *
   * @param ranges the status codes that are well
   * @return the expectation
   */
  public HttpExpectation withStatuses(StatusRange... ranges) {
    return new HttpExpectation(List.of(ranges), digest, pattern);
  }

  /**
   * This expectation with a digest of the body.
   *
   * @param expected the digest
   * @return the expectation
   */
  public HttpExpectation withDigest(BodyDigest expected) {
    return new HttpExpectation(statuses, Optional.of(expected), pattern);
  }

  /**
   * This expectation with a pattern of the body.
   *
   * @param expected the pattern
   * @return the expectation
   */
  public HttpExpectation withPattern(BodyPattern expected) {
    return new HttpExpectation(statuses, digest, Optional.of(expected));
  }

  boolean accepts(int status) {
    return statuses.stream().anyMatch(range -> range.contains(status));
  }

  boolean needsBody() {
    return digest.isPresent() || pattern.isPresent();
  }

  String statusText() {
    return statuses.stream().map(StatusRange::toString).collect(Collectors.joining(", "));
  }
}
