// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which member is named first decides nothing: a reload may name them in another order. */
class SyncGroupProperties {
  private static final long SECOND = 1_000_000_000L;
  private static final int MEMBERS = 3;
  private static final int ALL = StateMachine.ALL;

  /** Something that happens to a member, or to all of them. */
  record Happening(long after, int member, Input input) {}

  @Property(tries = 300)
  void theOrderOfTheMembersDecidesNothing(
      @ForAll("priorities") List<Integer> priorities, @ForAll("lives") List<Happening> life) {
    SyncGroup forwards =
        new SyncGroup(List.of(router(0, priorities), router(1, priorities), router(2, priorities)));
    SyncGroup backwards =
        new SyncGroup(List.of(router(2, priorities), router(1, priorities), router(0, priorities)));
    long now = 0;
    for (Happening happening : life) {
      long end = now + happening.after();
      for (long due = forwards.nextDeadline(); due <= end; due = forwards.nextDeadline()) {
        Step.handleAll(forwards, due, Input.Tick.INSTANCE);
        Step.handleAll(backwards, due, Input.Tick.INSTANCE);
        same(forwards, backwards);
      }
      now = end;
      if (happening.member() == ALL) {
        Step.handleAll(forwards, now, happening.input());
        Step.handleAll(backwards, now, happening.input());
      } else {
        Step.handle(forwards, now, happening.member(), happening.input());
        Step.handle(backwards, now, MEMBERS - 1 - happening.member(), happening.input());
      }
      same(forwards, backwards);
    }
  }

  private static void same(SyncGroup forwards, SyncGroup backwards) {
    for (int member = 0; member < MEMBERS; member++) {
      VirtualRouter one = forwards.members().get(member);
      VirtualRouter other = backwards.members().get(MEMBERS - 1 - member);
      assertThat(one.state()).as("member %d", member).isEqualTo(other.state());
      assertThat(one.nextDeadline()).as("member %d", member).isEqualTo(other.nextDeadline());
    }
    assertThat(forwards.state()).isEqualTo(backwards.state());
  }

  @Provide
  static Arbitrary<List<Integer>> priorities() {
    return Arbitraries.of(50, 100, 200, 255).list().ofSize(MEMBERS);
  }

  @Provide
  static Arbitrary<List<Happening>> lives() {
    Arbitrary<Long> passing = Arbitraries.longs().between(0, 4 * SECOND);
    Arbitrary<Happening> toOne =
        Combinators.combine(
                passing,
                Arbitraries.integers().between(0, MEMBERS - 1),
                Arbitraries.oneOf(
                    Arbitraries.of(0, 90, 150, 255).map(SyncGroupProperties::hears),
                    Arbitraries.of("eth0", "eth1").map(Input.TrackedDown::new),
                    Arbitraries.of("eth0", "eth1").map(Input.TrackedUp::new)))
            .as(Happening::new);
    Arbitrary<Happening> toAll =
        Combinators.combine(
                passing,
                Arbitraries.of(new Input.Startup(), new Input.Startup(), new Input.Shutdown()))
            .as((after, input) -> new Happening(after, ALL, input));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, toOne), net.jqwik.api.Tuple.of(1, toAll))
        .list()
        .ofMaxSize(40)
        .map(
            life -> {
              List<Happening> whole = new java.util.ArrayList<>(life);
              whole.add(0, new Happening(0, ALL, new Input.Startup()));
              return whole;
            });
  }

  private static Input hears(int priority) {
    return new Input.AdvertisementReceived(
        VirtualRouterConfig.builder(1, VIP).build().advertisement(priority), PEER);
  }

  private static VirtualRouter router(int member, List<Integer> priorities) {
    return new VirtualRouter(
        VirtualRouterConfig.builder(1 + member, VIP).priority(priorities.get(member)).build(), OWN);
  }
}
