// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.override.StateWord;
import io.github.jlvs.keepalived.conf.model.DestinationSeries;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Real servers: a series each, of which ten thousand are much for a database, or their sums for
 * each virtual server. The sums have the names of what is summed, without a server, so that {@code
 * sum by (service)} is the same of either.
 */
final class DestinationMetrics {
  private final DestinationSeries wanted;
  private final boolean readable;
  private final List<ServerView> services;
  private final Exposition out;

  DestinationMetrics(Seen seen, List<ServerView> services, Exposition out) {
    this.wanted = seen.snapshot().configuration().global().destinationSeries();
    this.readable = seen.actual().refusal().isEmpty();
    this.services = services;
    this.out = out;
  }

  void write() {
    switch (wanted) {
      case OFF -> {
        // How many are up, how many connections a service had: that is told of the service.
      }
      case SUM -> table();
      case FULL -> {
        up();
        overrides();
        checks();
        table();
      }
    }
  }

  private void up() {
    Family up = out.family("jlvs_server_up", Kind.GAUGE, "1 while all its checks are up.");
    for (ServerView service : services) {
      for (ServerView.Real real : service.servers()) {
        up.with(real.up(), "service", service.name(), "server", address(real));
      }
    }
  }

  private static String address(ServerView.Real real) {
    return real.status().server().address().toString();
  }

  private void overrides() {
    Family decided =
        out.family(
            "jlvs_server_override",
            Kind.GAUGE,
            "1 for what an operator has decided of it, else 0.");
    for (ServerView service : services) {
      for (ServerView.Real real : service.servers()) {
        Optional<StateWord> state = real.override().map(one -> StateWord.of(one.state()));
        for (StateWord word : StateWord.values()) {
          decided.with(
              state.equals(Optional.of(word)),
              "service",
              service.name(),
              "server",
              address(real),
              "state",
              word.text());
        }
      }
    }
  }

  private void checks() {
    Family up = out.family("jlvs_check_up", Kind.GAUGE, "1 while the check is up.");
    for (ServerView service : services) {
      for (ServerView.Real real : service.servers()) {
        List<CheckStatus> checks = real.status().checks();
        for (int i = 0; i < checks.size(); i++) {
          CheckStatus check = checks.get(i);
          up.with(
              check.state() == CheckState.UP,
              "service",
              service.name(),
              "server",
              address(real),
              "check",
              check.check().probe().checkName(),
              "number",
              String.valueOf(i + 1));
        }
      }
    }
  }

  private void table() {
    table("weight", "The weight in the table.", ServerView.Actual::weight);
    table("active_connections", "Established connections.", ServerView.Actual::active);
    table("inactive_connections", "Other connections.", ServerView.Actual::inactive);
  }

  private void table(String name, String help, ToLongFunction<ServerView.Actual> value) {
    Family family = out.family("jlvs_ipvs_destination_" + name, Kind.GAUGE, help);
    for (ServerView service : services) {
      if (wanted == DestinationSeries.SUM) {
        sum(family, service, value);
        continue;
      }
      for (ServerView.Real real : service.servers()) {
        if (real.actual().isPresent()) {
          family.with(
              value.applyAsLong(real.actual().get()),
              "service",
              service.name(),
              "server",
              address(real));
        }
      }
    }
  }

  /**
   * Nothing where the table could not be read: a sum of nothing would look like an idle service.
   */
  private void sum(Family family, ServerView service, ToLongFunction<ServerView.Actual> value) {
    if (readable) {
      long sum =
          service.servers().stream().flatMap(real -> real.actual().stream()).mapToLong(value).sum();
      family.with(sum, "service", service.name());
    }
  }
}
