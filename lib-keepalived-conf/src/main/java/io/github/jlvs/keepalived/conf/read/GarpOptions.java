// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterSetup.Refreshed;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a block says about gratuitous ARP; what it does not say comes from the block around it. */
final class GarpOptions {
  private static final String LONGEST = "86400";
  private static final String REPEAT = "garp_master_repeat";
  private static final String DELAY = "garp_master_delay";
  private static final String REFRESH = "garp_master_refresh";
  private static final String REFRESH_REPEAT = "garp_master_refresh_repeat";
  private static final String LOWER_REPEAT = "garp_lower_prio_repeat";
  private static final String ELSEWHERE =
      "A frame this often on other interfaces (VMACs', without `all`), for switches";
  private static final String LOWER_DELAY = "garp_lower_prio_delay";

  private Optional<Integer> repeat = Optional.empty();
  private Optional<Duration> delay = Optional.empty();
  private Optional<Duration> refresh = Optional.empty();
  private Optional<Integer> refreshRepeat = Optional.empty();
  private Optional<Integer> lowerRepeat = Optional.empty();
  private Optional<Duration> lowerDelay = Optional.empty();
  private Optional<Elsewhere> elsewhere = Optional.empty();
  private boolean least;

  /**
   * Frames for the switches of other interfaces.
   *
   * @param at where it is said
   * @param every how often; zero for never
   * @param refreshed on which of them
   */
  private record Elsewhere(Position at, Duration every, Refreshed refreshed) {}

  /** What {@code global_defs} says holds where an instance says nothing. */
  static Keywords<GarpOptions> ofInstance() {
    return keywords("", name -> Standard.sameAs("vrrp_" + name))
        .on(
            keyword("garp_extra_if", extraInterfaces("garp_extra_if", 0))
                .byDefault(Standard.sameAs("vrrp_garp_extra_if"))
                .says(ELSEWHERE),
            (garp, time) -> garp.elsewhere = time)
        .on(
            keyword("vmac_garp_intvl", extraInterfaces("vmac_garp_intvl", 0))
                .says("Deprecated: `garp_extra_if`"),
            (garp, time) -> garp.elsewhere = time);
  }

  /** The keywords of {@code global_defs}, with what holds without them. */
  static Keywords<GarpOptions> ofGlobalDefs() {
    Standard.When least = new Standard.When.Has("vrrp_min_garp", "on");
    Map<String, Standard> defaults =
        Map.of(
            REPEAT, Standard.value(5).but(1, least),
            DELAY, Standard.value(5).but(0, least),
            REFRESH, Standard.value(0, "which is never"),
            REFRESH_REPEAT, Standard.value(1),
            LOWER_REPEAT, Standard.sameAs("vrrp_garp_master_repeat"),
            LOWER_DELAY, Standard.sameAs("vrrp_garp_master_delay"));
    return keywords("vrrp_", name -> Objects.requireNonNull(defaults.get(name)))
        .on(
            keyword("vrrp_min_garp", flag())
                .byDefault("off")
                .says("What is not given is 1 round of gratuitous ARP, and no second burst"),
            (garp, on) -> garp.least = on)
        .on(
            keyword("vrrp_garp_extra_if", extraInterfaces("vrrp_garp_extra_if", 1))
                .byDefault(Standard.inWords("never"))
                .says(ELSEWHERE),
            (garp, time) -> garp.elsewhere = time)
        .on(
            keyword("vrrp_vmac_garp_intvl", extraInterfaces("vrrp_vmac_garp_intvl", 1))
                .says("Deprecated: `vrrp_garp_extra_if`"),
            (garp, time) -> garp.elsewhere = time);
  }

  private static Keywords<GarpOptions> keywords(
      String prefix, Function<String, Standard> standard) {
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

  /**
   * What comes after a lower advertisement goes by global_defs, whatever the instance's bursts are;
   * in strict mode a master of lower priority is not answered at all.
   */
  GratuitousArp within(GarpOptions global, boolean strict) {
    int rounds = global.repeat.orElse(global.least ? 1 : 5);
    Duration second = global.delay.orElse(global.least ? Duration.ZERO : Duration.ofSeconds(5));
    return new GratuitousArp(
        repeat.orElse(rounds),
        delay.orElse(second),
        refresh.or(() -> global.refresh).orElse(Duration.ZERO),
        refreshRepeat.or(() -> global.refreshRepeat).orElse(1),
        strict ? 0 : lowerRepeat.or(() -> global.lowerRepeat).orElse(rounds),
        lowerDelay.or(() -> global.lowerDelay).orElse(second),
        elsewhere.or(() -> global.elsewhere).map(Elsewhere::every).orElse(Duration.ZERO));
  }

  /** The interfaces that get the frames for switches. */
  Refreshed refreshed(GarpOptions global) {
    return elsewhere
        .or(() -> global.elsewhere)
        .map(Elsewhere::refreshed)
        .orElse(Refreshed.EVERY_OTHER);
  }

  /** Tells of frames that this block asks for and that are sent nowhere. */
  void check(RouterSetup setup, Diagnostics diagnostics) {
    boolean anywhere =
        !setup.virtualMacs().isEmpty() || (setup.virtualMac().isPresent() && !setup.sendsByUpper());
    elsewhere
        .filter(
            wish ->
                wish.refreshed() == Refreshed.VIRTUAL_MACS && !wish.every().isZero() && !anywhere)
        .ifPresent(
            wish ->
                diagnostics.warning(
                    wish.at(),
                    "without 'all' this is for the interfaces of VMACs that advertisements do not"
                        + " leave by, of which there are none: no frame is sent for it"));
  }

  private static Argument<Optional<Elsewhere>> extraInterfaces(String of, int least) {
    Value<Integer> seconds = NumberValue.integer(of, least, 86400);
    return Argument.of(
        "all or nothing; seconds, " + least + " to 86400",
        (statement, words) -> {
          boolean all =
              !statement.arguments().isEmpty() && statement.arguments().get(0).text().equals("all");
          words.atMost(statement, all ? 2 : 1);
          return words
              .at(statement, all ? 1 : 0, "a number of seconds")
              .flatMap(word -> seconds.read(word, words))
              .map(
                  time ->
                      new Elsewhere(
                          statement.position(),
                          Duration.ofSeconds(time),
                          all ? Refreshed.EVERY_OTHER : Refreshed.VIRTUAL_MACS));
        });
  }
}
