// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.linux.Errno;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** From wish to wish, while others start and stop daemons and set timeouts. */
class SettingsProperties {
  private static final Timeouts NONE = new Timeouts(0, 0, 0);

  @Property(tries = 200)
  void whatever_was_before_the_wish_comes_about(
      @ForAll("wishes") List<Tuple2<DesiredSettings, DesiredSettings>> steps) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open()) {
      SettingsWriter writer = new SettingsWriter(ipvs);
      for (Tuple2<DesiredSettings, DesiredSettings> step : steps) {
        somebody(step.get2(), ipvs);
        DesiredSettings wish = step.get1();

        List<Outcome> outcomes = writer.write(wish);

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(writer.write(wish)).as("what is left").isEmpty();
        wish.syncDaemon()
            .ifPresent(
                daemon ->
                    assertThat(ipvs.daemons())
                        .hasSize(1)
                        .allMatch(running -> daemon.isWhatRuns(running)));
        Timeouts now = ipvs.timeouts();
        assertThat(now).isEqualTo(over(now, wish.timeouts()));
      }
    }
  }

  @Property(tries = 100)
  void what_is_given_back_is_what_was_there(
      @ForAll("wishes") List<Tuple2<DesiredSettings, DesiredSettings>> steps) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open()) {
      ipvs.set(new Timeouts(500, 501, 502));
      SettingsWriter writer = new SettingsWriter(ipvs);
      steps.forEach(step -> assertThat(writer.write(step.get1())).isNotNull());

      assertThat(writer.write(DesiredSettings.NONE)).allMatch(Outcome.Done.class::isInstance);

      assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(500, 501, 502));
      assertThat(ipvs.daemons()).isEmpty();
    }
  }

  @Property(tries = 100)
  void what_nobody_asks_for_is_left_alone(@ForAll("settings") DesiredSettings foreign) {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      somebody(foreign, ipvs);
      List<SyncDaemon> running = ipvs.daemons();
      Timeouts timeouts = ipvs.timeouts();

      assertThat(new SettingsWriter(ipvs).write(DesiredSettings.NONE)).isEmpty();

      assertThat(ipvs.daemons()).isEqualTo(running);
      assertThat(ipvs.timeouts()).isEqualTo(timeouts);
    }
  }

  private static Timeouts over(Timeouts current, Timeouts wanted) {
    return new Timeouts(
        wanted.tcpSeconds() == 0 ? current.tcpSeconds() : wanted.tcpSeconds(),
        wanted.tcpFinSeconds() == 0 ? current.tcpFinSeconds() : wanted.tcpFinSeconds(),
        wanted.udpSeconds() == 0 ? current.udpSeconds() : wanted.udpSeconds());
  }

  /** Starts a daemon, or stops both, and sets timeouts. */
  private static void somebody(DesiredSettings does, Ipvs ipvs) {
    try {
      if (does.syncDaemon().isPresent()) {
        ipvs.start(does.syncDaemon().get());
      } else {
        for (SyncDaemon running : ipvs.daemons()) {
          ipvs.stop(running.state());
        }
      }
    } catch (IpvsException alreadyRuns) {
      assertThat(alreadyRuns.errno()).isEqualTo(Errno.EEXIST);
    }
    if (!does.timeouts().equals(NONE)) {
      ipvs.set(does.timeouts());
    }
  }

  @Provide
  Arbitrary<List<Tuple2<DesiredSettings, DesiredSettings>>> wishes() {
    return Combinators.combine(settings(), settings()).as(Tuple::of).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<DesiredSettings> settings() {
    Arbitrary<Integer> seconds = Arbitraries.of(0, 7, 900, 2678400);
    Arbitrary<SyncDaemon> daemons =
        Combinators.combine(
                Arbitraries.of(SyncDaemon.State.class),
                Arbitraries.of("eth0", "eth1"),
                Arbitraries.of(0, 7),
                Arbitraries.of(0, 1000, 1472))
            .as(
                (state, on, id, length) ->
                    new SyncDaemon(state, on, id, length, Optional.empty(), 0, 0));
    return Combinators.combine(
            daemons.optional(), Combinators.combine(seconds, seconds, seconds).as(Timeouts::new))
        .as((daemon, timeouts) -> new DesiredSettings(daemon, timeouts, Set.of()));
  }
}
