// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.command.TimeSpan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words of {@code events}. */
@Command(name = "events", description = "What has happened, a line each, the oldest first.")
final class EventsOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Option(
      names = "--since",
      paramLabel = "NUMBER|TIME",
      description =
          "Those after the event of that number, or of the last 30s, 10m, 2h or 1d (default: all"
              + " that the daemon has kept).")
  private Since since = new Since.Beginning();

  @Option(
      names = {"-f", "--follow"},
      description = "Then wait for more, also while the daemon is started again.")
  private boolean follow;

  @Option(
      names = "--json",
      description = "Print each as the daemon said it: an object of JSON a line.")
  private boolean json;

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description =
          "Only those of these kinds: router, server.state ... (several with commas between).")
  private List<String> kinds = List.of();

  EventsOptions(CtlOptions all) {
    this.all = all;
  }

  /** Reads what stands after {@code --since}. */
  static Since since(String text) {
    return Since.parse(text)
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "'"
                        + text
                        + "' is neither the number of an event nor a time: "
                        + TimeSpan.FORM));
  }

  @Override
  public Integer call() {
    for (String kind : kinds) {
      if (!EventsWish.words().contains(kind)) {
        throw new CommandLine.ParameterException(
            new CommandLine(all),
            "there is no kind '"
                + kind
                + "' of events; there are "
                + String.join(", ", EventsWish.words()));
      }
    }
    return all.events(new EventsWish(since, follow, json, List.copyOf(kinds)));
  }
}
