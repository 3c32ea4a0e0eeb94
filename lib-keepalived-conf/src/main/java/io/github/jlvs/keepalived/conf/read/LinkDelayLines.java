// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.LinkDelay;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of {@code interface_up_down_delays}. */
final class LinkDelayLines {
  /** A skew of the highest priority that is no owner's: by then no other master has come. */
  private static final Duration MARGIN = Duration.ofMillis(4);

  private final ReaderContext context;
  private final Map<String, Located<LinkDelay>> delays = new LinkedHashMap<>();

  LinkDelayLines(ReaderContext context) {
    this.context = context;
  }

  void add(Statement line) {
    UnexpectedBlock.refuse(line, context.diagnostics());
    context.words().atMost(line, 2);
    Optional<String> name = context.read(new InterfaceValue(), line.keyword());
    Optional<Duration> down =
        context.words().at(line, 0, "the seconds that it must be down").flatMap(this::seconds);
    Duration up =
        line.arguments().size() > 1
            ? seconds(line.arguments().get(1)).orElse(Duration.ZERO)
            : Duration.ZERO;
    if (name.isPresent() && down.isPresent()) {
      delays.put(name.get(), new Located<>(new LinkDelay(down.get(), up), line.position()));
    }
  }

  /**
   * A master that believes too late that its link is down is still master when the link is back,
   * and another one is too. keepalived allows less than two advertisement intervals.
   */
  Map<String, LinkDelay> finish(List<RouterSetup> routers) {
    Map<String, LinkDelay> allowed = new LinkedHashMap<>();
    delays.forEach(
        (name, delay) ->
            allowed.put(name, allowed(name, delay.value(), delay.position(), routers)));
    return allowed;
  }

  private LinkDelay allowed(String name, LinkDelay delay, Position at, List<RouterSetup> routers) {
    Optional<Duration> longest =
        routers.stream()
            .filter(
                router ->
                    router.interfaceName().equals(name)
                        || router.trackedInterfaces().stream()
                            .anyMatch(tracking -> tracking.thing().equals(name)))
            .map(router -> Duration.ofNanos(2L * router.config().interval().nanos()).minus(MARGIN))
            .min(Duration::compareTo);
    if (longest.isEmpty() || delay.down().compareTo(longest.get()) <= 0) {
      return delay;
    }
    context
        .diagnostics()
        .warning(
            at,
            "a loss of "
                + Quoted.quote(name)
                + " has to count before two advertisement intervals are over, or there are two"
                + " masters when it is back: "
                + longest.get().toMillis() / 1000.0
                + " seconds are taken");
    return new LinkDelay(longest.get(), delay.up());
  }

  private Optional<Duration> seconds(Word word) {
    return context.seconds("interface_up_down_delays", "0", "255", word);
  }
}
