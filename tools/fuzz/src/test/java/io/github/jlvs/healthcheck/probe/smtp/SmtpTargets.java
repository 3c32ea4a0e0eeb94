// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.Conversation.Finish;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Replies of mail servers. */
public final class SmtpTargets {
  /** Not a divisor of anything that matters in a reply. */
  private static final int PIECE = 7;

  private static final SmtpProbe PROBE = SmtpProbe.to(new InetSocketAddress("192.0.2.1", 25));

  private SmtpTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("smtp-replies", SmtpTargets::verdict, List.of()).allowed(Allowance.FOR_TEXTS));
  }

  private static ProbeResult verdict(ByteBuffer replies) {
    ProbeResult inPieces = verdict(replies.duplicate(), PIECE);
    ProbeResult atOnce = verdict(replies, Math.max(replies.remaining(), 1));
    if (!atOnce.equals(inPieces)) {
      throw new IllegalStateException(atOnce + " at once, but in pieces " + inPieces);
    }
    return atOnce;
  }

  private static ProbeResult verdict(ByteBuffer replies, int size) {
    Conversation talk = PROBE.open();
    while (replies.hasRemaining()) {
      int length = Math.min(size, replies.remaining());
      if (talk.received(replies.slice(replies.position(), length)) instanceof Finish finish) {
        return finish.result();
      }
      replies.position(replies.position() + length);
    }
    return ((Finish) talk.closed()).result();
  }
}
