// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Target;
import java.nio.ByteBuffer;
import java.util.List;

/** Requests at the control socket. */
public final class ControlTargets {
  /** Not a divisor of anything that matters in a request. */
  private static final int PIECE = 7;

  private ControlTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("control-request", ControlTargets::decoded, List.of())
            .allowed(Allowance.FOR_TEXTS));
  }

  private static Decoded decoded(ByteBuffer octets) {
    Decoded inPieces = decoded(octets.duplicate(), PIECE);
    Decoded atOnce = decoded(octets, Math.max(octets.remaining(), 1));
    if (!atOnce.equals(inPieces)) {
      throw new IllegalStateException(atOnce + " at once, but in pieces " + inPieces);
    }
    return atOnce;
  }

  private static Decoded decoded(ByteBuffer octets, int size) {
    RequestDecoder decoder = new RequestDecoder();
    Decoded decoded = new Decoded.Unfinished();
    while (octets.hasRemaining() && decoded instanceof Decoded.Unfinished) {
      int length = Math.min(size, octets.remaining());
      decoded = decoder.take(octets.slice(octets.position(), length));
      octets.position(octets.position() + length);
    }
    return decoded;
  }
}
