// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import io.github.jlvs.fuzz.Malformed;
import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers of name servers. */
public final class DnsTargets {
  private DnsTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("dns-message", DnsTargets::decode, List.of(Malformed.class))
            .with(RoundTrip.whole(DnsMessage::encode)));
  }

  private static DnsMessage decode(ByteBuffer message) {
    try {
      return DnsMessage.decode(message);
    } catch (MalformedMessageException e) {
      throw new Malformed(e);
    }
  }
}
