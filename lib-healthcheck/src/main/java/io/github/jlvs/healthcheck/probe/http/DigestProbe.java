// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An HTTP check that tells the digests of the bodies it reads, as {@link HttpExpectation#digest}
 * compares them. A body that ends early has none: the try fails. An answer whose status is not
 * expected has none either: its body is not looked at.
 *
 * <p>It is for one try: it equals another only if that has the same consumer, so a schedule that is
 * given a new one at every reload takes it for another check.
 *
 * @param page what is asked for
 * @param found told the digest of each whole body, in the order of the URLs, on the thread that
 *     makes the try; it must not block
 */
public record DigestProbe(HttpProbe page, Consumer<BodyDigest> found) implements NetworkProbe {
  public DigestProbe {
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(found, "found");
  }

  @Override
  public String checkName() {
    return page.checkName();
  }

  @Override
  public Transport transport() {
    return page.transport();
  }

  @Override
  public long memory() {
    return page.memory();
  }

  @Override
  public Conversation open() {
    return page.open(Optional.of(found));
  }
}
