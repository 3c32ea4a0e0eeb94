// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.GratuitousArp;
import java.time.Duration;
import java.util.Optional;

/** What a block says about gratuitous ARP; what it does not say comes from the block around it. */
final class GarpOptions {
  private static final String LONGEST = "86400";

  private Optional<Integer> repeat = Optional.empty();
  private Optional<Duration> delay = Optional.empty();
  private Optional<Duration> refresh = Optional.empty();
  private Optional<Integer> refreshRepeat = Optional.empty();
  private Optional<Integer> lowerRepeat = Optional.empty();
  private Optional<Duration> lowerDelay = Optional.empty();

  /** Reads the keywords, which {@code global_defs} writes with {@code vrrp_} before them. */
  void handle(BlockReader block, ValueParser values, String prefix) {
    block
        .on(prefix + "garp_master_repeat", s -> repeat = values.number(s, 1, 1000))
        .on(prefix + "garp_master_delay", s -> delay = values.seconds(s, "0", LONGEST))
        .on(prefix + "garp_master_refresh", s -> refresh = values.seconds(s, "0", LONGEST))
        .on(prefix + "garp_master_refresh_repeat", s -> refreshRepeat = values.number(s, 1, 1000))
        .on(prefix + "garp_lower_prio_repeat", s -> lowerRepeat = values.number(s, 0, 1000))
        .on(prefix + "garp_lower_prio_delay", s -> lowerDelay = values.seconds(s, "0", LONGEST));
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
