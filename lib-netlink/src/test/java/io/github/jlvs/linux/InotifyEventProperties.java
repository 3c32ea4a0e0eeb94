// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InotifyEventProperties {
  @Property
  void what_the_kernel_encodes_is_decoded(@ForAll("events") List<InotifyEvent> events) {
    assertThat(InotifyEvent.decode(encoded(events))).isEqualTo(events);
  }

  @Property
  void whatever_the_bytes_are_nothing_else_is_thrown(@ForAll byte[] bytes) {
    try {
      assertThat(InotifyEvent.decode(ByteBuffer.wrap(bytes))).doesNotContainNull();
    } catch (IllegalArgumentException documented) {
      assertThat(documented).hasMessageStartingWith("inotify: ");
    }
  }

  private static ByteBuffer encoded(List<InotifyEvent> events) {
    ByteBuffer bytes = ByteBuffer.allocate(events.size() * 300).order(ByteOrder.nativeOrder());
    for (InotifyEvent event : events) {
      int padded = event.name().isEmpty() ? 0 : (event.name().length() / 16 + 1) * 16;
      bytes.putInt(event.watch()).putInt(event.mask()).putInt(0).putInt(padded);
      int name = bytes.position();
      bytes.put(event.name().getBytes(StandardCharsets.ISO_8859_1)).position(name + padded);
    }
    return bytes.flip();
  }

  @Provide
  Arbitrary<List<InotifyEvent>> events() {
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(255);
    return Combinators.combine(
            Arbitraries.integers().between(-1, Integer.MAX_VALUE), Arbitraries.integers(), name)
        .as(InotifyEvent::new)
        .list()
        .ofMaxSize(6);
  }
}
