// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.Optional;

/** Reads whether a master takes what is sent to its addresses. */
final class AcceptReader {
  static final Keywords<AcceptReader> KEYWORDS =
      Keywords.<AcceptReader>none()
          .on(
              keyword("accept", presence())
                  .byDefault(
                      Standard.value("on").but("off", new Standard.When.Has("strict_mode", "on")))
                  .says("Packets to the addresses are accepted"),
              (reader, at) -> reader.accept(at))
          .on(
              keyword("no_accept", presence())
                  .says(
                      "Packets to and from the addresses of a master are dropped by nftables, but"
                          + " with priority 255"),
              (reader, at) -> reader.accepts = Optional.of(false));

  private final ReaderContext context;
  private Optional<Boolean> accepts = Optional.empty();
  private Optional<Position> acceptAt = Optional.empty();

  AcceptReader(ReaderContext context) {
    this.context = context;
  }

  /** VRRPv2 has no accept mode: strict mode follows it, as in keepalived. */
  boolean accepts(boolean strict) {
    if (strict) {
      acceptAt
          .filter(at -> accepts.equals(Optional.of(true)))
          .ifPresent(
              at ->
                  context
                      .diagnostics()
                      .warning(
                          at, "'accept' has no effect with strict mode: VRRPv2 does not know it"));
      return false;
    }
    return accepts.orElse(true);
  }

  /** Says what follows for those who use the addresses. */
  void sayStrict(Position at, String keyword) {
    context
        .diagnostics()
        .warning(
            at,
            "'"
                + keyword
                + "' has packets to and from the addresses of a master dropped by a rule of"
                + " nftables, as VRRPv2 wants it: neither ping nor a service of this machine"
                + " answers there (leave it out, unless the addresses are for routing alone)");
  }

  private void accept(Position at) {
    acceptAt = Optional.of(at);
    accepts = Optional.of(true);
  }
}
