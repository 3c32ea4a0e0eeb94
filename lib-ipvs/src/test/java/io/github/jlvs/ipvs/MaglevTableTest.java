// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.MaglevTable.Member;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the scheduler's table gives whom; that a kernel does the same is a kernel test. */
class MaglevTableTest {
  private static final ServiceFlags BOTH = ServiceFlags.MH_PORT.with(ServiceFlags.MH_FALLBACK);

  private static Member member(int last, int weight) {
    return member(last, weight, true);
  }

  private static Member member(int last, int weight, boolean available) {
    return new Member(DestinationId.of("10.0.0." + last, 80), weight, available);
  }

  private static MaglevTable table(Member... members) {
    return MaglevTable.of(AddressFamily.IPV4, List.of(members));
  }

  private static int rows(MaglevTable table, int last) {
    return table.rows(DestinationId.of("10.0.0." + last, 80));
  }

  private static List<Optional<DestinationId>> flows(MaglevTable table, ServiceFlags flags) {
    return IntStream.range(1024, 3024)
        .mapToObj(port -> table.destination(IpAddresses.literal("10.9.0.1"), port, flags))
        .toList();
  }

  @Test
  void equal_weights_share_the_rows_out_evenly() {
    MaglevTable table = table(member(1, 7), member(2, 7), member(3, 7), member(4, 7));

    assertThat(table.size()).isEqualTo(4093);
    assertThat(List.of(rows(table, 1), rows(table, 2), rows(table, 3), rows(table, 4)))
        .containsExactly(1024, 1023, 1023, 1023);
  }

  @Test
  void weights_count_by_their_greatest_common_divisor() {
    MaglevTable table = table(member(1, 300), member(2, 100));

    assertThat(rows(table, 1)).isEqualTo(3070);
    assertThat(table.differences(table(member(1, 3), member(2, 1)))).isZero();
  }

  /** 4,093 rows are 12 bits: 6 are left for a weight. 6400 has 13, so both lose 7. */
  @Test
  void beyond_six_bits_a_ratio_is_lost_but_never_all_rows() {
    MaglevTable table = table(member(1, 6400), member(2, 1));

    assertThat(table.differences(table(member(1, 50), member(2, 1)))).isZero();
    assertThat(rows(table, 2)).isEqualTo(80);
  }

  @Test
  void one_that_never_had_a_weight_has_no_rows_and_one_that_had_keeps_them() {
    assertThat(rows(table(member(1, 1), member(2, 0, false)), 2)).isZero();
    assertThat(rows(table(member(1, 1), member(2, 1, false)), 2)).isEqualTo(2046);
  }

  @Test
  void without_any_weight_everything_is_refused() {
    assertThat(flows(table(member(1, 0, false)), BOTH)).containsOnly(Optional.empty());
    assertThat(flows(table(), BOTH)).containsOnly(Optional.empty());
  }

  @Test
  void without_fallback_the_flows_of_one_at_weight_0_are_refused_and_nobody_else_moves() {
    List<Optional<DestinationId>> before = flows(table(member(1, 1), member(2, 1)), BOTH);
    List<Optional<DestinationId>> after =
        flows(table(member(1, 1), member(2, 1, false)), ServiceFlags.MH_PORT);

    for (int i = 0; i < before.size(); i++) {
      boolean its = before.get(i).orElseThrow().equals(member(2, 1).id());
      assertThat(after.get(i)).isEqualTo(its ? Optional.empty() : before.get(i));
    }
  }

  @Test
  void with_fallback_they_are_shared_out_among_the_others_and_nobody_else_moves() {
    Member[] all = {member(1, 1), member(2, 1), member(3, 1)};
    List<Optional<DestinationId>> before = flows(table(all), BOTH);
    all[1] = member(2, 1, false);
    List<Optional<DestinationId>> after = flows(table(all), BOTH);

    List<DestinationId> moved = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).orElseThrow().equals(all[1].id())) {
        moved.add(after.get(i).orElseThrow());
      } else {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
    assertThat(moved).hasSizeGreaterThan(500).contains(all[0].id(), all[2].id());
    assertThat(moved).doesNotContain(all[1].id());
  }

  @Test
  void when_nobody_is_available_fallback_finds_nobody() {
    assertThat(flows(table(member(1, 1, false), member(2, 3, false)), BOTH))
        .containsOnly(Optional.empty());
  }

  @Test
  void without_mh_port_all_flows_of_a_client_go_the_same_way() {
    MaglevTable table = table(member(1, 1), member(2, 1), member(3, 1));

    assertThat(flows(table, ServiceFlags.NONE).stream().distinct()).hasSize(1);
    assertThat(flows(table, ServiceFlags.MH_PORT).stream().distinct()).hasSize(3);
  }

  @Test
  void the_order_of_the_list_decides_over_a_few_rows() {
    MaglevTable one = table(member(1, 1), member(2, 1), member(3, 1));
    MaglevTable other = table(member(3, 1), member(2, 1), member(1, 1));

    assertThat(one.differences(other)).isBetween(1, 60);
  }

  /** The words of an IPv6 address are folded; of an IPv4 destination in a tunnel there is one. */
  @Test
  void families_are_hashed_by_all_of_their_words() {
    Member ipv6 = new Member(DestinationId.of("2001:db8::7", 80), 1, true);
    Member folded = new Member(DestinationId.of("2001:db8:0:7::", 80), 1, true);
    Member other = new Member(DestinationId.of("2001:db8::8", 80), 1, true);
    Member ipv4 = new Member(DestinationId.of("10.0.0.1", 80), 1, true);
    MaglevTable table = MaglevTable.of(AddressFamily.IPV6, List.of(ipv6, other, ipv4));
    MaglevTable same = MaglevTable.of(AddressFamily.IPV6, List.of(folded, other, ipv4));

    for (int port = 1; port < 500; port++) {
      Optional<DestinationId> here =
          table.destination(IpAddresses.literal("2001:db8::1"), port, BOTH);
      Optional<DestinationId> there =
          same.destination(IpAddresses.literal("2001:db8::1"), port, BOTH);
      assertThat(there.map(id -> id.equals(folded.id()) ? ipv6.id() : id)).isEqualTo(here);
    }
    assertThat(table.rows(ipv4.id())).isEqualTo(1364);
  }

  @Test
  void a_kernel_of_another_size_has_another_table() {
    List<Member> members = List.of(member(1, 64), member(2, 1));

    assertThat(MaglevTable.of(AddressFamily.IPV4, members, 8).size()).isEqualTo(251);
    assertThat(MaglevTable.of(AddressFamily.IPV4, members, 17).size()).isEqualTo(131071);
    assertThatThrownBy(() -> MaglevTable.of(AddressFamily.IPV4, members, 18))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table index");
    MaglevTable small = MaglevTable.of(AddressFamily.IPV4, members, 8);
    assertThatThrownBy(() -> small.differences(table(member(1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sizes differ: 251, 4093");
  }

  @Test
  void what_the_kernel_refuses_is_refused() {
    List<Member> many =
        IntStream.range(0, 252)
            .mapToObj(i -> new Member(DestinationId.of("10.0.0.1", i + 1), 1, true))
            .toList();

    assertThatThrownBy(() -> MaglevTable.of(AddressFamily.IPV4, many, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("252 destinations are more than the table has rows, 251");
    assertThatThrownBy(() -> table(member(1, 1), member(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duplicate destination: 10.0.0.1:80");
    assertThatThrownBy(() -> member(1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> table(member(1, 1)).destination(IpAddresses.literal("10.9.0.1"), 65536, BOTH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_wanted_service_has_the_table_that_adding_in_its_order_makes() {
    VirtualService service = VirtualService.of(ServiceId.tcp("10.0.0.100", 80), "mh");
    Destination one = Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 2);
    Destination two = Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.DIRECT_ROUTE, 0);
    Table.Entry entry = Table.Entry.of(service, one, two);

    assertThat(MaglevTable.of(entry).differences(table(member(2, 0, false), member(1, 2))))
        .isZero();
    MaglevTable stable = MaglevTable.of(entry.withRows(new StableRows(Map.of(two.id(), 3))));
    assertThat(stable.differences(table(member(2, 3, false), member(1, 2)))).isZero();
    assertThatThrownBy(() -> new StableRows(Map.of(two.id(), 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
