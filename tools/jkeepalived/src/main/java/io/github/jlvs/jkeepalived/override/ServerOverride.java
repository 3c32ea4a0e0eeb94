// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What somebody has decided of a real server. Moments are of the system's clock, to the second.
 *
 * @param target the real server
 * @param state what it is from then on
 * @param by who decided it
 * @param since when
 * @param until when it is over by itself; none: it has to be taken back
 * @param why in a few words
 */
public record ServerOverride(
    Target target,
    AdministrativeState state,
    String by,
    Instant since,
    Optional<Instant> until,
    Optional<String> why) {
  /**
   * Cuts moments to the second, and checks the texts.
   *
   * @throws IllegalArgumentException if a text is empty, long or would not be shown
   */
  public ServerOverride {
    target.service().ifPresent(name -> PlainText.require("the name of the virtual server", name));
    PlainText.require("the user's name", by);
    why.ifPresent(text -> PlainText.require("the reason", text));
    since = since.truncatedTo(ChronoUnit.SECONDS);
    until = until.map(end -> end.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether its time is over. */
  boolean isOver(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Whether its server drains. */
  public boolean drains() {
    return state instanceof AdministrativeState.Drained;
  }

  /** Whether its server is kept out. */
  public boolean disables() {
    return state instanceof AdministrativeState.Disabled;
  }
}
