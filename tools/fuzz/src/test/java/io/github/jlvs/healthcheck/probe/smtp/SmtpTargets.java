// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Pieces;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.Conversation.Finish;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Replies of mail servers. */
public final class SmtpTargets {
  private static final SmtpProbe PROBE = SmtpProbe.to(new InetSocketAddress("192.0.2.1", 25));

  private SmtpTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "smtp-replies", replies -> Pieces.decoded(replies, SmtpTargets::verdict), List.of())
            .allowed(Allowance.FOR_TEXTS));
  }

  private static ProbeResult verdict(Iterable<ByteBuffer> pieces) {
    Conversation talk = PROBE.open();
    for (ByteBuffer piece : pieces) {
      if (talk.received(piece) instanceof Finish finish) {
        return finish.result();
      }
    }
    return ((Finish) talk.closed()).result();
  }
}
