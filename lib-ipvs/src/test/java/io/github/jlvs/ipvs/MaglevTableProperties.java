// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.MaglevTable.Member;
import io.github.jlvs.ipvs.given.Given;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every table of scheduler mh. */
class MaglevTableProperties {
  private static final int SMALL = 8;

  @Provide
  Arbitrary<List<Member>> members() {
    return members(AddressFamily.IPV4);
  }

  private static Arbitrary<List<Member>> members(AddressFamily family) {
    Arbitrary<DestinationId> ids =
        Combinators.combine(Given.addresses(family), Arbitraries.integers().between(0, 65535))
            .as(DestinationId::new);
    return Combinators.combine(
            ids,
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, Integer.MAX_VALUE)),
            Arbitraries.of(true, false))
        .as(Member::new)
        .list()
        .uniqueElements(Member::id)
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<InetAddress> clients() {
    return Given.addresses(AddressFamily.IPV4);
  }

  private static MaglevTable table(List<Member> members) {
    return MaglevTable.of(AddressFamily.IPV4, members, SMALL);
  }

  @Property
  void all_rows_are_given_away_and_whoever_had_a_weight_has_one(
      @ForAll("members") List<Member> members) {
    MaglevTable table = table(members);
    boolean any = members.stream().anyMatch(member -> member.lastWeight() > 0);

    assertThat(members.stream().mapToInt(member -> table.rows(member.id())).sum())
        .isEqualTo(any ? table.size() : 0);
    for (Member member : members) {
      // 12 destinations with 15 rows a turn: in 251 rows each has a turn.
      assertThat(table.rows(member.id()) > 0).isEqualTo(member.lastWeight() > 0);
    }
  }

  @Property
  void a_flow_goes_to_one_that_is_available(
      @ForAll("members") List<Member> members,
      @ForAll("clients") InetAddress client,
      @ForAll @IntRange(max = 65535) int port) {
    MaglevTable table = table(members);
    List<DestinationId> available =
        members.stream().filter(Member::available).map(Member::id).toList();

    for (ServiceFlags flags :
        List.of(ServiceFlags.NONE, ServiceFlags.MH_PORT, ServiceFlags.MH_FALLBACK)) {
      table
          .destination(client, port, flags)
          .ifPresent(chosen -> assertThat(available).contains(chosen));
    }
  }

  /** Whom a flow goes to does not depend on the health of a destination that it does not go to. */
  @Property
  void the_failure_of_one_moves_its_own_flows_alone(
      @ForAll("members") List<Member> members,
      @ForAll("clients") InetAddress client,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll @IntRange(max = 11) int which) {
    ServiceFlags flags = ServiceFlags.MH_PORT.with(ServiceFlags.MH_FALLBACK);
    Member failing = members.get(which % members.size());
    List<Member> after =
        members.stream()
            .map(
                each ->
                    each.equals(failing) ? new Member(each.id(), each.lastWeight(), false) : each)
            .toList();
    Optional<DestinationId> before = table(members).destination(client, port, flags);

    assertThat(table(after).differences(table(members))).isZero();
    if (!before.equals(Optional.of(failing.id()))) {
      assertThat(table(after).destination(client, port, flags)).isEqualTo(before);
    }
  }

  @Property
  void weights_that_are_all_doubled_change_nothing(@ForAll("members") List<Member> members) {
    List<Member> doubled =
        members.stream()
            .map(each -> new Member(each.id(), (each.lastWeight() / 2) * 2, each.available()))
            .toList();
    List<Member> halved =
        doubled.stream()
            .map(each -> new Member(each.id(), each.lastWeight() / 2, each.available()))
            .toList();

    assertThat(table(doubled).differences(table(halved))).isZero();
  }
}
