// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.override.StateWord;
import io.github.jlvs.keepalived.conf.model.DestinationSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final List<KnownLabels.OfService> labels;
  private final Exposition out;

  /** In the order of the services and of theirs; none where they are not told one by one. */
  private final List<Labelled> all = new ArrayList<>();

  /**
   * A real server, and what its series are told apart by: what all of its service have, and its
   * own.
   */
  private record Labelled(ServerView.Real real, Labels service, Labels server) {}

  /**
   * Writes nothing yet.
   *
   * @param labels those of the services, in their order
   */
  DestinationMetrics(
      Seen seen, List<ServerView> services, List<KnownLabels.OfService> labels, Exposition out) {
    this.wanted = seen.snapshot().configuration().global().destinationSeries();
    this.readable = seen.actual().refusal().isEmpty();
    this.services = services;
    this.labels = labels;
    this.out = out;
  }

  void write() {
    switch (wanted) {
      case OFF -> {
        // How many are up, how many connections a service had: that is told of the service.
      }
      case SUM -> table();
      case FULL -> {
        label();
        up();
        overrides();
        checks();
        table();
      }
    }
  }

  private void label() {
    for (int i = 0; i < services.size(); i++) {
      KnownLabels.OfService of = labels.get(i);
      List<ServerView.Real> servers = services.get(i).servers();
      for (int k = 0; k < servers.size(); k++) {
        all.add(new Labelled(servers.get(k), of.name(), of.servers().get(k)));
      }
    }
  }

  private void up() {
    Family up = out.family("jlvs_server_up", Kind.GAUGE, "1 while all its checks are up.");
    all.forEach(each -> up.sample(each.real().up() ? 1 : 0, each.service(), each.server()));
  }

  /** Of those alone that have one: else there were three series more of each real server. */
  private void overrides() {
    Family decided =
        out.family("jlvs_server_override", Kind.GAUGE, "1 for what an operator has decided of it.");
    for (Labelled each : all) {
      each.real()
          .override()
          .map(one -> Labels.of("state", StateWord.of(one.state()).text()))
          .ifPresent(state -> decided.sample(1, each.service(), each.server(), state));
    }
  }

  private void checks() {
    Family up = out.family("jlvs_check_up", Kind.GAUGE, "1 while the check is up.");
    Map<List<String>, Labels> known = new HashMap<>();
    for (Labelled each : all) {
      int number = 0;
      for (CheckStatus check : each.real().status().checks()) {
        number++;
        Labels more =
            known.computeIfAbsent(
                List.of(check.check().probe().checkName(), String.valueOf(number)),
                words -> Labels.of("check", words.get(0), "number", words.get(1)));
        up.sample(check.state() == CheckState.UP ? 1 : 0, each.service(), each.server(), more);
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
    if (wanted == DestinationSeries.SUM) {
      for (int i = 0; i < services.size(); i++) {
        sum(family, services.get(i), labels.get(i).name(), value);
      }
    } else {
      for (Labelled each : all) {
        each.real()
            .actual()
            .ifPresent(
                there -> family.sample(value.applyAsLong(there), each.service(), each.server()));
      }
    }
  }

  /**
   * Nothing where the table could not be read: a sum of nothing would look like an idle service.
   */
  private void sum(
      Family family, ServerView service, Labels of, ToLongFunction<ServerView.Actual> value) {
    if (readable) {
      long sum =
          service.servers().stream().flatMap(real -> real.actual().stream()).mapToLong(value).sum();
      family.sample(sum, of);
    }
  }
}
