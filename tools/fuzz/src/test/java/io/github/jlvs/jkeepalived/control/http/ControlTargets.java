// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Pieces;
import io.github.jlvs.fuzz.Target;
import java.nio.ByteBuffer;
import java.util.List;

/** Requests at the control socket. */
public final class ControlTargets {
  private ControlTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "control-request",
                octets -> Pieces.decoded(octets, ControlTargets::decoded),
                List.of())
            .allowed(Allowance.FOR_TEXTS));
  }

  private static Decoded decoded(Iterable<ByteBuffer> pieces) {
    RequestDecoder decoder = new RequestDecoder();
    for (ByteBuffer piece : pieces) {
      Decoded decoded = decoder.take(piece);
      if (!(decoded instanceof Decoded.Unfinished)) {
        return decoded;
      }
    }
    return new Decoded.Unfinished();
  }
}
