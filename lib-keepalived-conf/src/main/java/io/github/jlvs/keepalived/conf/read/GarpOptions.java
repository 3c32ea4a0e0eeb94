// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.vrrp.GratuitousArp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a block says about gratuitous ARP; what it does not say comes from the block around it. */
final class GarpOptions {
  private static final String LONGEST = "86400";
  private static final String REPEAT = "garp_master_repeat";
  private static final String DELAY = "garp_master_delay";
  private static final String REFRESH = "garp_master_refresh";
  private static final String REFRESH_REPEAT = "garp_master_refresh_repeat";
  private static final String LOWER_REPEAT = "garp_lower_prio_repeat";
  private static final String LOWER_DELAY = "garp_lower_prio_delay";

  private Optional<Integer> repeat = Optional.empty();
  private Optional<Duration> delay = Optional.empty();
  private Optional<Duration> refresh = Optional.empty();
  private Optional<Integer> refreshRepeat = Optional.empty();
  private Optional<Integer> lowerRepeat = Optional.empty();
  private Optional<Duration> lowerDelay = Optional.empty();

  /** What {@code global_defs} says holds where an instance says nothing. */
  static Keywords<GarpOptions> ofInstance() {
    return keywords("", name -> "`vrrp_" + name + "`");
  }

  /** The keywords of {@code global_defs}, with what holds without them. */
  static Keywords<GarpOptions> ofGlobalDefs() {
    Map<String, String> defaults =
        Map.of(
            REPEAT, "5",
            DELAY, "5",
            REFRESH, "0, which is never",
            REFRESH_REPEAT, "1",
            LOWER_REPEAT, "that of `vrrp_garp_master_repeat`",
            LOWER_DELAY, "that of `vrrp_garp_master_delay`");
    return keywords("vrrp_", name -> defaults.getOrDefault(name, ""));
  }

  private static Keywords<GarpOptions> keywords(String prefix, UnaryOperator<String> standard) {
    return Keywords.<GarpOptions>none()
        .on(
            keyword(prefix + REPEAT, number(1, 1000))
                .byDefault(standard.apply(REPEAT))
                .says("Rounds of gratuitous ARP of a new master, at once and after the delay"),
            (garp, rounds) -> garp.repeat = rounds)
        .on(
            keyword(prefix + DELAY, seconds("0", LONGEST))
                .byDefault(standard.apply(DELAY))
                .says("A new master sends its second burst after this"),
            (garp, time) -> garp.delay = time)
        .on(
            keyword(prefix + REFRESH, seconds("0", LONGEST))
                .byDefault(standard.apply(REFRESH))
                .says("While a router is master, a burst comes this often"),
            (garp, time) -> garp.refresh = time)
        .on(
            keyword(prefix + REFRESH_REPEAT, number(1, 1000))
                .byDefault(standard.apply(REFRESH_REPEAT))
                .says("Rounds of such a burst"),
            (garp, rounds) -> garp.refreshRepeat = rounds)
        .on(
            keyword(prefix + LOWER_REPEAT, number(0, 1000))
                .byDefault(standard.apply(LOWER_REPEAT))
                .says("Rounds after an advertisement of lower priority"),
            (garp, rounds) -> garp.lowerRepeat = rounds)
        .on(
            keyword(prefix + LOWER_DELAY, seconds("0", LONGEST))
                .byDefault(standard.apply(LOWER_DELAY))
                .says("The second burst after one comes after this"),
            (garp, time) -> garp.lowerDelay = time);
  }

  GratuitousArp within(GarpOptions global) {
    int rounds = repeat.or(() -> global.repeat).orElse(5);
    Duration second = delay.or(() -> global.delay).orElse(Duration.ofSeconds(5));
    return new GratuitousArp(
        rounds,
        second,
        refresh.or(() -> global.refresh).orElse(Duration.ZERO),
        refreshRepeat.or(() -> global.refreshRepeat).orElse(1),
        lowerRepeat.or(() -> global.lowerRepeat).orElse(rounds),
        lowerDelay.or(() -> global.lowerDelay).orElse(second));
  }
}
