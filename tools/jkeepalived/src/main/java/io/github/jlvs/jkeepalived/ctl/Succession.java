// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Who is master of a virtual router that has resigned, as {@code /v1/routers} tells. */
sealed interface Succession {
  /** Another router. */
  record By(String address, String priority) implements Succession {}

  /** Nobody else: this one is again. */
  record Back() implements Succession {}

  /** It is in fault, or gone. */
  record Lost(String state) implements Succession {}

  /**
   * Reads it; nothing while nobody has been heard.
   *
   * @param asked before it was asked to resign
   */
  static Optional<Succession> of(JsonTree page, String router, Instant asked) {
    Optional<JsonTree> found =
        page.objects("routers").stream()
            .filter(each -> each.text("name").equals(router))
            .findFirst();
    String state = found.map(each -> each.text("state")).orElse("gone");
    return switch (state) {
      case "MASTER" -> back(found.orElseThrow().text("lastTransition"), asked);
      case "BACKUP" -> heard(found.orElseThrow().object("master"));
      default -> Optional.of(new Lost(state));
    };
  }

  /** What is read may be from before. */
  private static Optional<Succession> back(String transition, Instant asked) {
    try {
      return Instant.parse(transition).isBefore(asked.truncatedTo(ChronoUnit.MILLIS))
          ? Optional.empty()
          : Optional.of(new Back());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Succession> heard(JsonTree master) {
    String address = master.text("address");
    return address.equals(JsonTree.NONE)
        ? Optional.empty()
        : Optional.of(new By(address, master.text("priority")));
  }
}
