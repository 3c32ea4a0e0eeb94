// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.RuleOption;
import io.github.jlvs.jipvsadm.command.Command.Columns;
import io.github.jlvs.jipvsadm.command.Command.Style;

/** Which list is meant. */
final class ListRules {
  private ListRules() {}

  static Command command(LineOptions options) {
    Style style =
        new Style(
            options.has(Option.NUMERIC),
            options.has(Option.EXACT),
            !options.has(Option.NO_SORT),
            options.has(Option.JSON));
    if (options.has(Option.WATCH)) {
      exclude(
          options, Option.WATCH, Option.JSON, Option.CONNECTIONS, Option.TIMEOUT, Option.DAEMON);
    }
    if (options.has(Option.CONNECTIONS)) {
      exclude(
          options,
          Option.CONNECTIONS,
          Option.TIMEOUT,
          Option.DAEMON,
          Option.STATS,
          Option.RATE,
          Option.THRESHOLDS);
      return new Command.ListConnections(
          options.service(), options.has(Option.PERSISTENT_CONNECTIONS), style);
    }
    if (options.has(Option.TIMEOUT)) {
      alone(options, Option.TIMEOUT);
      return new Command.ListTimeouts(style.json());
    }
    if (options.has(Option.DAEMON)) {
      alone(options, Option.DAEMON);
      return new Command.ListDaemons(style.json());
    }
    return new Command.ListTable(
        options.service(), columns(options), style, options.watchSeconds());
  }

  private static Columns columns(LineOptions options) {
    if (options.has(Option.STATS)) {
      return Columns.STATISTICS;
    }
    if (options.has(Option.RATE)) {
      return Columns.RATES;
    }
    if (options.has(Option.THRESHOLDS)) {
      return Columns.THRESHOLDS;
    }
    if (options.has(Option.PERSISTENT_CONNECTIONS)) {
      return Columns.PERSISTENT_CONNECTIONS;
    }
    return options.has(Option.TUNNEL_INFO) ? Columns.TUNNELS : Columns.PLAIN;
  }

  private static void alone(LineOptions options, Option option) {
    exclude(
        options,
        option,
        RuleOption.TCP_SERVICE,
        option == Option.TIMEOUT ? Option.DAEMON : Option.TIMEOUT,
        Option.STATS,
        Option.RATE,
        Option.THRESHOLDS,
        Option.PERSISTENT_CONNECTIONS);
  }

  private static void exclude(LineOptions options, Option option, CommandOption... others) {
    for (CommandOption other : others) {
      if (options.has(other)) {
        throw misuse(
            options.wordOf(other),
            (other == RuleOption.TCP_SERVICE ? "a service" : other)
                + ": it does not go with "
                + option);
      }
    }
  }
}
