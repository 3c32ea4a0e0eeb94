// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Pieces;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Requests at the control socket, and what they say in their bodies. */
public final class ControlTargets {
  private static final Set<String> NAMES = Set.of("a", "router", "for");

  private ControlTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "control-request",
                octets -> Pieces.decoded(octets, ControlTargets::decoded),
                List.of())
            .allowed(Allowance.FOR_TEXTS),
        Target.of("control-arguments", ControlTargets::arguments, List.of(BadArgument.class))
            .allowed(Allowance.FOR_TEXTS));
  }

  private static String arguments(ByteBuffer octets) {
    return Arguments.parse(StandardCharsets.UTF_8.decode(octets).toString(), NAMES).toString();
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
