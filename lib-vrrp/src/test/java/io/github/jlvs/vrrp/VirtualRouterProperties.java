// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.state.Action.Independent;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whatever happens to a virtual router in whatever order, some things are always so. */
class VirtualRouterProperties {
  private static final long SECOND = 1_000_000_000L;
  private static final Protocol IPV4 = new Protocol.V3(AddressFamily.IPV4);
  private static final Arbitrary<Protocol> PROTOCOLS = Arbitraries.of(new Protocol.V2(), IPV4);
  private static final List<String> OPTIONS = List.of("advertise", "ignore");
  private static final InetAddress HIGHER = Packets.address("10.1.80.93");

  @Property(tries = 500)
  void whateverHappensItKeepsItsRules(@ForAll("lives") ActionChain<Life> life) {
    life.run();
  }

  @Provide
  Arbitrary<ActionChain<Life>> lives() {
    return PROTOCOLS
        .flatMap(VirtualRouterProperties::configs)
        .flatMap(
            config ->
                ActionChain.startWith(() -> new Life(config))
                    .withAction(4, happens("startup", life -> new Input.Startup()))
                    .withAction(1, happens("shutdown", life -> new Input.Shutdown()))
                    .withAction(8, happens("tick", life -> Input.Tick.INSTANCE))
                    .withAction(8, new TickAtDeadline())
                    .withAction(8, new Hears())
                    .withAction(2, new Changes(config.protocol()))
                    .withMaxTransformations(60));
  }

  @Property
  void theMasterDownIntervalIsSoManyIntervalsAndTheSkew(
      @ForAll @IntRange(min = 1, max = 254) int priority,
      @ForAll @IntRange(min = 1, max = 255) int interval,
      @ForAll @IntRange(min = 1, max = 100) int adverts) {
    VirtualRouter router =
        new VirtualRouter(
            RouterUnderTest.priority(priority)
                .intervalSeconds(interval)
                .downTimerAdverts(adverts)
                .build(),
            OWN);
    router.handle(7, new Input.Startup());

    // Exact in nanoseconds: a 256th of a second is 3,906,250 of them.
    long due = 7 + SECOND * adverts * interval + 3_906_250L * (256 - priority);
    assertThat(router.nextDeadline()).isEqualTo(due);
    assertThat(router.handle(due - 1, Input.Tick.INSTANCE)).isEmpty();
    assertThat(router.handle(due, Input.Tick.INSTANCE)).isNotEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Property
  void ofTwoBackupsThatHeardTheSameTheOneOfHigherPriorityIsFirst(
      @ForAll @IntRange(min = 1, max = 254) int one,
      @ForAll @IntRange(min = 1, max = 254) int other) {
    assertThat(Long.compare(deadlineOf(one), deadlineOf(other)))
        .isEqualTo(Integer.compare(other, one));
  }

  private static long deadlineOf(int priority) {
    RouterUnderTest router = new RouterUnderTest(RouterUnderTest.priority(priority)).started();
    router.hears(255);
    return router.router.nextDeadline();
  }

  private static Arbitrary<VirtualRouterConfig> configs(Protocol protocol) {
    Arbitrary<Integer> priorities =
        Arbitraries.oneOf(Arbitraries.of(1, 100, 254, 255), Arbitraries.integers().between(1, 255));
    Arbitrary<Duration> delays = Arbitraries.of(0L, 400L, 7000L).map(Duration::ofMillis);
    return Combinators.combine(
            priorities,
            intervals(protocol),
            Arbitraries.of(true, false),
            delays,
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(true, false),
            Arbitraries.subsetOf(OPTIONS),
            Arbitraries.of(0, 1, 100, 254))
        .as(
            (priority, interval, preempt, delay, adverts, answer, options, other) ->
                steppingBack(RouterUnderTest.priority(priority), other)
                    .ignoresAsOwner(options.contains("ignore"))
                    .protocol(protocol)
                    .interval(interval)
                    .preempt(preempt)
                    .preemptDelay(delay)
                    .downTimerAdverts(adverts)
                    .answerLowerPriority(answer)
                    .advertiseBeforeYielding(options.contains("advertise"))
                    .build());
  }

  private static Arbitrary<AdvertisementInterval> intervals(Protocol protocol) {
    return protocol instanceof Protocol.V2
        ? Arbitraries.integers().between(1, 3).map(AdvertisementInterval::ofSeconds)
        : Arbitraries.of(1, 25, 100, 4095).map(AdvertisementInterval::new);
  }

  private static VirtualRouterConfig.Builder steppingBack(
      VirtualRouterConfig.Builder router, int highestOther) {
    return highestOther == 0 ? router : router.highestOther(highestOther);
  }

  private static Independent<Life> happens(String name, Function<Life, Input> input) {
    return () ->
        passing()
            .map(
                nanos ->
                    Transformer.mutate(
                        name + " after " + nanos + " ns", l -> l.give(nanos, input.apply(l))));
  }

  private static Arbitrary<Long> passing() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, 1L),
        Arbitraries.longs().between(0, 2 * SECOND),
        Arbitraries.longs().between(0, 60 * SECOND));
  }

  /** The shell does its work in time. */
  static final class TickAtDeadline implements Independent<Life> {
    @Override
    public Arbitrary<Transformer<Life>> transformer() {
      return Arbitraries.just(Transformer.mutate("tick at the deadline", Life::tickAtDeadline));
    }
  }

  /** Somebody advertises. */
  static final class Hears implements Independent<Life> {
    @Override
    public Arbitrary<Transformer<Life>> transformer() {
      Arbitrary<Integer> priorities =
          Arbitraries.oneOf(Arbitraries.of(0, 255), Arbitraries.integers().between(0, 255));
      return Combinators.combine(
              passing(), priorities, intervals(IPV4), Arbitraries.of(PEER, HIGHER))
          .as(
              (nanos, priority, interval, source) ->
                  Transformer.mutate(
                      "hears %d every %s from %s after %d ns"
                          .formatted(priority, interval, source.getHostAddress(), nanos),
                      life -> life.hears(nanos, priority, interval, source)));
    }
  }

  /** Everything else, useful in this state or not. */
  static final class Changes implements Independent<Life> {
    private final Protocol protocol;

    Changes(Protocol protocol) {
      this.protocol = protocol;
    }

    @Override
    public Arbitrary<Transformer<Life>> transformer() {
      Arbitrary<Input> inputs =
          Arbitraries.oneOf(
              Arbitraries.integers().between(-50, 300).map(Input.PriorityChanged::new),
              Arbitraries.just(new Input.Resign()),
              Arbitraries.of("eth0", "chk", "").map(Input.TrackedDown::new),
              Arbitraries.of("eth0", "chk", "").map(Input.TrackedUp::new),
              Arbitraries.of(VIP, PEER).map(Input.AddressLost::new),
              Arbitraries.of(VIP, PEER).map(Input.AddressRestored::new),
              Arbitraries.of(OWN, HIGHER).map(Input.PrimaryAddressChanged::new),
              Arbitraries.just(
                  new Input.AdvertisementRefused(new Rejection.Checksum(2, 1, 2), PEER)),
              configs(protocol).map(Input.Reconfigured::new));
      return Combinators.combine(passing(), inputs)
          .as(
              (nanos, input) ->
                  Transformer.mutate(input + " after " + nanos + " ns", l -> l.give(nanos, input)));
    }
  }
}
