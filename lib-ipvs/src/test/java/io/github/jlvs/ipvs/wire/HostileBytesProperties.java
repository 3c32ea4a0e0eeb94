// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.given.Given;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Whatever bytes come, a decoder returns or throws its one exception. */
@Domain(DomainContext.Global.class)
@Domain(Given.class)
class HostileBytesProperties {
  private static final List<Consumer<AttributeReader>> DECODERS =
      List.of(
          attributes -> {
            ServiceStatus unused = ServiceCodec.read(attributes);
          },
          attributes -> {
            DestinationStatus unused = DestinationCodec.read(attributes, AddressFamily.IPV4);
          },
          attributes -> {
            DestinationStatus unused = DestinationCodec.read(attributes, AddressFamily.IPV6);
          },
          attributes -> {
            SyncDaemon unused = DaemonCodec.read(attributes);
          });

  private static void feed(byte[] bytes) {
    for (Consumer<AttributeReader> decoder : DECODERS) {
      ThrowingCallable decode =
          () -> {
            try {
              decoder.accept(
                  AttributeReader.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
            } catch (MalformedMessageException documented) {
              // Fine.
            }
          };
      assertThatCode(decode).doesNotThrowAnyException();
    }
  }

  @Property
  void random_bytes(@ForAll @Size(max = 200) byte[] bytes) {
    feed(bytes);
  }

  @Property
  void random_attributes_of_sound_length(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 17) Integer> types,
      @ForAll @Size(min = 20, max = 20) List<@IntRange(min = 0, max = 20) Integer> lengths,
      @ForAll @Size(min = 400, max = 400) byte[] content) {
    ByteBuffer bytes = ByteBuffer.allocate(20 * 24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < types.size(); i++) {
      int length = lengths.get(i);
      bytes.putShort((short) (4 + length)).putShort(types.get(i).shortValue());
      bytes.put(content, 20 * i, length).position(bytes.position() + 3 & ~3);
    }
    byte[] filled = new byte[bytes.position()];
    bytes.get(0, filled);
    feed(filled);
  }

  @Property
  void a_sound_service_with_one_byte_changed_and_its_end_cut_off(
      @ForAll VirtualService service,
      @ForAll @IntRange(max = 200) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 200) int cut) {
    feed(damaged(bytes(out -> ServiceCodec.write(out, service, -1)), at, value, cut));
  }

  @Property
  void a_sound_destination_with_one_byte_changed_and_its_end_cut_off(
      @ForAll Destination destination,
      @ForAll @IntRange(max = 200) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 200) int cut) {
    feed(damaged(bytes(out -> DestinationCodec.write(out, destination)), at, value, cut));
  }

  static byte[] bytes(Consumer<io.github.jlvs.netlink.MessageWriter> body) {
    io.github.jlvs.netlink.MessageWriter writer =
        new io.github.jlvs.netlink.MessageWriter(ByteOrder.LITTLE_ENDIAN);
    writer.begin(1, 0);
    body.accept(writer);
    writer.end();
    ByteBuffer written = writer.written().position(16);
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  private static byte[] damaged(byte[] bytes, int at, byte value, int cut) {
    byte[] damaged = java.util.Arrays.copyOf(bytes, Math.max(0, bytes.length - cut % 40));
    if (damaged.length > 0) {
      damaged[at % damaged.length] = value;
    }
    return damaged;
  }
}
