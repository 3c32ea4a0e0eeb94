// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.override.ServerText;
import io.github.jlvs.jkeepalived.override.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * How far the draining of a server has come, by looks at {@code /v1/servers}. A connection that is
 * being made is not counted yet, and what is shown may be older than what was asked for: one look
 * proves nothing.
 */
final class DrainedServers {
  private static final int LOOKS_TILL_EMPTY = 2;
  private static final int LOOKS_TILL_GONE = 3;

  private final Decision.Meant meant;
  private int empty;
  private int gone;

  /** What a look has shown. */
  sealed interface Progress {
    /** So many connections are left; none said: it cannot be told yet. */
    record Left(Optional<Long> connections) implements Progress {}

    /** None is left any more. */
    record Empty() implements Progress {}

    /** Nothing drains here: somebody has enabled it, or a reload has taken it away. */
    record NotDraining() implements Progress {}
  }

  DrainedServers(Decision.Meant meant) {
    this.meant = meant;
  }

  Progress look(JsonTree page) {
    List<JsonTree> draining =
        page.objects("servers").stream().filter(this::isMeant).filter(this::drains).toList();
    if (draining.isEmpty()) {
      gone++;
      return gone >= LOOKS_TILL_GONE
          ? new Progress.NotDraining()
          : new Progress.Left(Optional.empty());
    }
    gone = 0;
    if (page.has("tableUnreadable") || !draining.stream().allMatch(DrainedServers::isApplied)) {
      empty = 0;
      return new Progress.Left(Optional.empty());
    }
    long left = draining.stream().mapToLong(DrainedServers::left).sum();
    empty = left == 0 ? empty + 1 : 0;
    return empty >= LOOKS_TILL_EMPTY ? new Progress.Empty() : new Progress.Left(Optional.of(left));
  }

  private boolean isMeant(JsonTree server) {
    Optional<ServerText> shown = ServerText.parse(server.text("address"));
    Optional<ServerText> written = ServerText.parse(meant.server());
    return shown.isPresent()
        && written.filter(each -> each.covers(shown.get())).isPresent()
        && meant
            .service()
            .map(name -> ServiceName.isMeant(name, server.text("service")))
            .orElse(true);
  }

  private boolean drains(JsonTree server) {
    return server.object("override").text("state").equals("DRAIN");
  }

  /** Whether the table has it as it should: with weight 0, or not at all where it is down. */
  private static boolean isApplied(JsonTree server) {
    JsonTree weight = server.object("weight");
    return weight.text("desired").equals(weight.text("actual"));
  }

  private static long left(JsonTree server) {
    try {
      return Long.parseLong(server.object("override").text("left"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
