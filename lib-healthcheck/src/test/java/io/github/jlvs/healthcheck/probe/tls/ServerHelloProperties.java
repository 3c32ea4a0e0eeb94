// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a server sends is read within its bounds. */
class ServerHelloProperties {
  /** With a session of no octets and two extensions: supported_versions, key_share of X25519. */
  private static ByteBuffer hello() {
    ByteBuffer record = ByteBuffer.allocate(200);
    record.put((byte) 22).putShort((short) 0x0303).putShort((short) 56);
    record.put((byte) 2).put((byte) 0).putShort((short) 52).putShort((short) 0x0303);
    record.put(new byte[32]).put((byte) 0).putShort((short) 0x1302).put((byte) 0);
    record.putShort((short) 12).putShort((short) 43).putShort((short) 2).putShort((short) 0x0304);
    record.putShort((short) 51).putShort((short) 2).putShort((short) 0x1d);
    return record.flip();
  }

  @Example
  void theGroupIsFound() {
    assertThat(ServerHello.isWhole(hello())).isTrue();
    assertThat(ServerHello.keyExchange(hello())).contains(KeyExchange.XDH);
    assertThat(ServerHello.isWhole(hello().limit(hello().limit() - 1))).isFalse();
    assertThat(ServerHello.isWhole(hello().limit(4))).isFalse();
  }

  @Property(tries = 2000)
  void spoiltOctetsAreReadWithinTheRecord(
      @ForAll @IntRange(max = 60) int at, @ForAll byte value, @ForAll @IntRange(max = 60) int at2) {
    ByteBuffer record = hello();
    record.put(at, value).put(at2, (byte) ~value);
    if (ServerHello.isWhole(record)) {
      assertThat(ServerHello.keyExchange(record)).isNotNull();
      assertThat(record.position()).isZero();
    }
  }

  @Property(tries = 2000)
  void anyOctetsAreReadWithinTheRecord(@ForAll @Size(max = 120) byte[] octets) {
    byte[] handshake = octets.clone();
    if (handshake.length > 5) {
      handshake[0] = 22;
      handshake[3] = 0;
      handshake[4] = (byte) (handshake.length - 5);
      handshake[5] = 2;
    }
    ByteBuffer record = ByteBuffer.wrap(handshake);
    if (ServerHello.isWhole(record)) {
      assertThat(ServerHello.keyExchange(record)).isNotNull();
    }
  }
}
