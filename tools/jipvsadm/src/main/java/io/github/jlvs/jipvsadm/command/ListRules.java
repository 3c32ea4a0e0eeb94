// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.UsageException.misuse;

import io.github.jlvs.jipvsadm.command.Command.Columns;
import io.github.jlvs.jipvsadm.command.Command.Style;

/** Which list is meant. */
final class ListRules {
  private ListRules() {}

  static Command command(Draft draft) {
    Style style =
        new Style(
            draft.has(Option.NUMERIC),
            draft.has(Option.EXACT),
            !draft.has(Option.NO_SORT),
            draft.has(Option.JSON));
    if (draft.has(Option.WATCH)) {
      exclude(draft, Option.WATCH, Option.JSON, Option.CONNECTIONS, Option.TIMEOUT, Option.DAEMON);
    }
    if (draft.has(Option.CONNECTIONS)) {
      exclude(
          draft,
          Option.CONNECTIONS,
          Option.TIMEOUT,
          Option.DAEMON,
          Option.STATS,
          Option.RATE,
          Option.THRESHOLDS);
      return new Command.ListConnections(
          draft.service(), draft.has(Option.PERSISTENT_CONNECTIONS), style);
    }
    if (draft.has(Option.TIMEOUT)) {
      alone(draft, Option.TIMEOUT);
      return new Command.ListTimeouts(style.json());
    }
    if (draft.has(Option.DAEMON)) {
      alone(draft, Option.DAEMON);
      return new Command.ListDaemons(style.json());
    }
    return new Command.ListTable(draft.service(), columns(draft), style, draft.watchSeconds());
  }

  private static Columns columns(Draft draft) {
    if (draft.has(Option.STATS)) {
      return Columns.STATISTICS;
    }
    if (draft.has(Option.RATE)) {
      return Columns.RATES;
    }
    if (draft.has(Option.THRESHOLDS)) {
      return Columns.THRESHOLDS;
    }
    if (draft.has(Option.PERSISTENT_CONNECTIONS)) {
      return Columns.PERSISTENT_CONNECTIONS;
    }
    return draft.has(Option.TUNNEL_INFO) ? Columns.TUNNELS : Columns.PLAIN;
  }

  private static void alone(Draft draft, Option option) {
    exclude(
        draft,
        option,
        Option.TCP_SERVICE,
        option == Option.TIMEOUT ? Option.DAEMON : Option.TIMEOUT,
        Option.STATS,
        Option.RATE,
        Option.THRESHOLDS,
        Option.PERSISTENT_CONNECTIONS);
  }

  private static void exclude(Draft draft, Option option, Option... others) {
    for (Option other : others) {
      if (draft.has(other)) {
        throw misuse(
            draft.wordOf(other),
            (other == Option.TCP_SERVICE ? "a service" : other)
                + ": it does not go with "
                + option);
      }
    }
  }
}
