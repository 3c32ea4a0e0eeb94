// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code stateless_failover}, and says what else in the virtual server contradicts it: the
 * kernel's lookup table has to be the same in every director, whatever each of them thinks of a
 * server.
 */
final class StatelessReader {
  static final String KEYWORD = "stateless_failover";
  static final String SCHEDULER = "mh";
  static final ServiceFlags FLAGS = ServiceFlags.MH_PORT.with(ServiceFlags.MH_FALLBACK);

  static final Keywords<StatelessReader> KEYWORDS =
      Keywords.<StatelessReader>none()
          .on(
              keyword(KEYWORD, Located.line(flag()))
                  .byDefault("off")
                  .says("Another director goes on with its connections, without synchronisation"),
              (reader, on) ->
                  reader.position = Optional.of(on.position()).filter(at -> on.value()));

  /**
   * What the rest of the block says.
   *
   * @param scheduler the scheduler, where one is given
   * @param persistent whether it has persistence
   * @param onePacket whether it has one-packet scheduling
   * @param inhibit whether servers that are down stay, where that is said
   */
  record Said(
      Optional<String> scheduler,
      boolean persistent,
      boolean onePacket,
      Optional<Boolean> inhibit) {}

  private final Diagnostics diagnostics;
  private Optional<Position> position = Optional.empty();

  StatelessReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  boolean isGiven() {
    return position.isPresent();
  }

  /** Says what cannot be together with it, or goes without effect. */
  void check(Said said) {
    if (position.isEmpty()) {
      return;
    }
    Position at = position.get();
    said.scheduler()
        .filter(name -> !name.equals(SCHEDULER))
        .ifPresent(
            name ->
                diagnostics.error(
                    at,
                    "'stateless_failover' goes by the table of scheduler mh, and 'lb_algo "
                        + name
                        + "' asks for another: leave one of the two out"));
    if (said.persistent()) {
      diagnostics.error(
          at,
          "'stateless_failover' and persistence contradict each other: which client belongs to"
              + " which server is remembered by one director, and not known to the other");
    }
    if (said.onePacket()) {
      diagnostics.warning(
          at,
          "with 'ops' nothing remembers a flow: its next packet goes elsewhere as soon as its"
              + " server's health changes");
    }
    sayIgnored(said.inhibit(), "this virtual_server");
  }

  /** Whether a real server stays in the table when it is down; says if its line is ignored. */
  boolean inhibit(Optional<Boolean> own, boolean outer) {
    if (position.isEmpty()) {
      return own.orElse(outer);
    }
    sayIgnored(own, "a real_server");
    return true;
  }

  /** Says what of its servers makes the table depend on what one director sees. */
  void check(List<ServerBlock<RealServer>> servers) {
    if (position.isEmpty()) {
      return;
    }
    if (servers.stream().anyMatch(block -> block.destination().upperThreshold() > 0)) {
      diagnostics.warning(
          position.get(),
          "'uthreshold' counts the connections of one director alone: those above it do not find"
              + " their server at the other");
    }
    boolean weighed =
        servers.stream()
            .flatMap(block -> block.server().checks().stream())
            .map(Check::probe)
            .anyMatch(StatelessReader::saysWeight);
    if (weighed) {
      diagnostics.warning(
          position.get(),
          "a check of this virtual_server changes weights: while directors disagree about one,"
              + " some of all connections change their server at a fail-over");
    }
  }

  private static boolean saysWeight(Probe probe) {
    return (probe instanceof ScriptProbe script && script.weighing())
        || (probe instanceof FileProbe file && file.weight() != 0);
  }

  /** The sorry server has its rows from the beginning: the table is the same without a quorum. */
  ServerBlock<SorryServer> always(ServerBlock<SorryServer> sorry) {
    return position.isEmpty()
        ? sorry
        : new ServerBlock<>(
            new SorryServer(sorry.server().address(), true),
            sorry.destination(),
            sorry.drain(),
            sorry.scripts(),
            sorry.mail());
  }

  private void sayIgnored(Optional<Boolean> inhibit, String whose) {
    if (inhibit.equals(Optional.of(false))) {
      position.ifPresent(
          at ->
              diagnostics.warning(
                  at,
                  "'inhibit_on_failure off' of "
                      + whose
                      + " is ignored: with 'stateless_failover' a server that is down stays in the"
                      + " table with weight 0"));
    }
  }
}
