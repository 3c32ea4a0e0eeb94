// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;

/**
 * What a real server answered, whose packets come with the virtual address in them.
 *
 * @param server the real server's own address, and the port of the service
 * @param virtual the virtual address, and that port
 * @param tunnel whether packets reach it in a tunnel
 * @param asItself what a connection to its own address came to
 * @param asVirtual what one to the virtual address came to, brought to this server alone
 */
public record DirectAnswer(
    InetSocketAddress server,
    InetSocketAddress virtual,
    boolean tunnel,
    ProbeResult asItself,
    ProbeResult asVirtual) {
  private static final String REFUSED = "Connection refused";

  /** What became of a SYN. */
  public enum Answer {
    /** It was answered, and a connection could go on. */
    ACCEPTED,
    /** It was refused: the host has the address. */
    REFUSED,
    /** Nothing came back. */
    SILENCE,
    /** Nothing could be sent, as there is no way that packets of clients take. */
    UNASKED
  }

  /** What its own address answered. */
  public Answer itself() {
    return answer(asItself);
  }

  /** What it answered as the virtual address. */
  public Answer virtually() {
    return answer(asVirtual);
  }

  private static Answer answer(ProbeResult result) {
    if (!(result instanceof ProbeResult.Failure failure)) {
      return Answer.ACCEPTED;
    }
    if (failure.detail().startsWith(REFUSED)) {
      return Answer.REFUSED;
    }
    return failure.cause() == ProbeResult.Cause.TIMEOUT ? Answer.SILENCE : Answer.UNASKED;
  }
}
