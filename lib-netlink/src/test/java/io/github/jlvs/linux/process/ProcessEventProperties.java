// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProcessEventProperties {
  @Property
  void what_the_kernel_encodes_is_decoded(@ForAll("events") List<ProcessEvent> events) {
    assertThat(ProcessEventCodec.decode(EncodedEvents.of(events))).isEqualTo(events);
  }

  @Property
  void whatever_the_bytes_are_nothing_else_is_thrown(@ForAll byte[] bytes) {
    decodes(bytes);
  }

  @Property
  void a_changed_byte_or_a_cut_does_no_harm(
      @ForAll("events") List<ProcessEvent> events, @ForAll int at, @ForAll byte with) {
    byte[] bytes = EncodedEvents.of(events).array();
    if (bytes.length > 0) {
      int place = Math.floorMod(at, bytes.length);
      decodes(java.util.Arrays.copyOf(bytes, place));
      bytes[place] = with;
      decodes(bytes);
    }
  }

  private static void decodes(byte[] bytes) {
    try {
      assertThat(ProcessEventCodec.decode(ByteBuffer.wrap(bytes))).doesNotContainNull();
    } catch (IllegalArgumentException documented) {
      assertThat(documented).hasMessageStartingWith("process event: at byte ");
    }
  }

  @Example
  void an_exec_as_linux_6_18_told_it_is_decoded() {
    String heard =
        "4c0000000300000000000000000000000100000001000000000000000000000028000000"
            + "0200000000000000a12aa2422b2a0000762900007629000000000000000000000000000000000000";
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(heard));

    assertThat(ProcessEventCodec.decode(bytes)).containsExactly(new ProcessEvent.Executed(0x2976));
  }

  @Example
  void messages_of_another_connector_are_passed_over() {
    ByteBuffer bytes = EncodedEvents.of(List.of(new ProcessEvent.Executed(7)));
    bytes.putInt(16, 5);

    assertThat(ProcessEventCodec.decode(bytes)).isEmpty();
  }

  @Provide
  Arbitrary<List<ProcessEvent>> events() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, Integer.MAX_VALUE);
    Arbitrary<ProcessEvent> forked =
        Combinators.combine(number, number, number).as(ProcessEvent.Forked::new);
    Arbitrary<ProcessEvent> exited =
        Combinators.combine(number, number).as(ProcessEvent.Exited::new);
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(15);
    Arbitrary<ProcessEvent> renamed =
        Combinators.combine(number, number, name).as(ProcessEvent.Renamed::new);
    Arbitrary<ProcessEvent> acknowledged =
        Arbitraries.integers()
            .between(0, 4095)
            .map(
                error ->
                    new ProcessEvent.Acknowledged(
                        error == 0 ? Optional.empty() : Optional.of(new Errno(error))));
    Arbitrary<ProcessEvent> other =
        Arbitraries.of(4, 0x40, 0x80, 0x100, 0x40000000).map(ProcessEvent.Other::new);
    return Arbitraries.oneOf(
            List.of(
                forked,
                exited,
                renamed,
                acknowledged,
                other,
                number.map(ProcessEvent.Executed::new)))
        .list()
        .ofMaxSize(5);
  }
}
