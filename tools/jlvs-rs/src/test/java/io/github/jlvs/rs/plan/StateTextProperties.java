// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.NamespaceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The record that stop relies on. */
class StateTextProperties {
  private static final String NAME = "/run/jlvs/rs-7";
  private static final NamespaceId HERE = new NamespaceId("01-ab", 7, 30);

  @Provide
  Arbitrary<SavedState> states() {
    Arbitrary<SavedValue> saved =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers()).as(SavedValue::new);
    Arbitrary<Map<Setting, SavedValue>> settings =
        Arbitraries.maps(Arbitraries.of(Setting.values()), saved);
    Arbitrary<Set<Device>> devices = Arbitraries.of(Device.values()).set();
    return Combinators.combine(
            Hosts.vips(), Arbitraries.of(Hosts.VIP, Hosts.SIX), devices, settings)
        .as(
            (vips, tunnelled, up, map) -> {
              List<Vip> all = new ArrayList<>(new LinkedHashSet<>(vips));
              Set<Vip> by = all.contains(tunnelled) ? Set.of(tunnelled) : Set.of();
              return new SavedState(all, by, up, map);
            });
  }

  @Property
  void what_was_written_is_read_back(@ForAll("states") SavedState state) {
    String text = StateText.write(HERE, state);

    assertThat(StateText.read(NAME, HERE, text)).isEqualTo(RememberedState.of(state));
  }

  @Property
  void a_record_cut_short_anywhere_is_damaged(
      @ForAll("states") SavedState state, @ForAll byte percent) {
    String text = StateText.write(HERE, state);
    int length = (text.length() - 1) * Byte.toUnsignedInt(percent) / 256;

    RememberedState memory = StateText.read(NAME, HERE, text.substring(0, length));

    assertThat(memory.worthKeeping()).isTrue();
    assertThat(memory.state()).isEqualTo(SavedState.NOTHING);
    assertThat(memory.trouble().orElseThrow()).contains(NAME).contains("damaged");
  }

  @Property
  void any_bytes_are_a_record_or_trouble_but_never_a_failure(@ForAll byte[] bytes) {
    String noise = new String(bytes, StandardCharsets.ISO_8859_1);

    assertThat(StateText.read(NAME, HERE, noise).trouble()).isPresent();
  }

  @Property
  void a_line_that_is_no_part_of_it_damages_a_record(
      @ForAll("states") SavedState state, @ForAll String noise) {
    List<String> lines = new ArrayList<>(StateText.write(HERE, state).lines().toList());
    lines.add(2, "x" + noise.replaceAll("\\R", " "));

    assertThat(StateText.read(NAME, HERE, String.join("\n", lines)).worthKeeping()).isTrue();
  }

  @Example
  void a_record_of_another_boot_or_of_a_namespace_that_is_gone_is_not_used() {
    SavedState state =
        new SavedState(
            List.of(Hosts.VIP),
            Set.of(),
            Set.of(),
            Map.of(Setting.ALL_IGNORE, new SavedValue(0, 1)));
    String text = StateText.write(HERE, state);

    for (NamespaceId other :
        List.of(
            new NamespaceId("02-ab", 7, 30),
            new NamespaceId("01-ab", 8, 30),
            new NamespaceId("01-ab", 7, 31))) {
      RememberedState memory = StateText.read(NAME, other, text);
      assertThat(memory.state()).isEqualTo(SavedState.NOTHING);
      assertThat(memory.trouble().orElseThrow()).contains("gone");
      assertThat(memory.worthKeeping()).isFalse();
    }
    assertThat(StateText.read(NAME, new NamespaceId("01-ab", 7, 0), text).state())
        .as("an older kernel has no cookies")
        .isEqualTo(state);
  }

  @Example
  void a_number_too_large_for_a_parameter_damages_a_record() {
    String text = StateText.write(HERE, new SavedState(List.of(), Set.of(), Set.of(), Map.of()));
    String line = "parameter net.ipv4.conf.all.arp_ignore was 2147483648 set 1\n";

    assertThat(StateText.read(NAME, HERE, text.replace("end", line + "end")).worthKeeping())
        .isTrue();
  }
}
