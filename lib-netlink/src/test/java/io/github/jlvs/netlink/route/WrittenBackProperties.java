// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Payload;
import io.github.jlvs.netlink.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * A route, rule, address or neighbour that is read and written back is the same: every attribute
 * that the kernel could have sent is there again, with its bytes, those too that no record knows.
 * Left out is only what stands in {@code unsaid}: what the kernel gives to read and takes from
 * nobody, and values that mean the same as none.
 */
class WrittenBackProperties {
  private static final byte[] ROUTE = HexFormat.of().parseHex("02180010fe030001");
  private static final byte[] ROUTE6 = HexFormat.of().parseHex("0a404000fe030001");
  private static final byte[] RULE = HexFormat.of().parseHex("0218180864000001");

  /** Attribute types with the length of their values; 0: any length. */
  private static Arbitrary<List<RawAttribute>> attributes(int... typeAndLength) {
    List<Arbitrary<RawAttribute>> kinds = new ArrayList<>();
    for (int i = 0; i < typeAndLength.length; i += 2) {
      int type = typeAndLength[i];
      int length = typeAndLength[i + 1];
      Arbitrary<Integer> lengths =
          length == 0 ? Arbitraries.integers().between(0, 40) : Arbitraries.just(length);
      kinds.add(lengths.flatMap(WrittenBackProperties::bytes).map(v -> new RawAttribute(type, v)));
    }
    Arbitrary<RawAttribute> strange =
        Combinators.combine(
                Arbitraries.integers().between(60, 0x3fff),
                Arbitraries.of(0, 0x4000, 0x8000),
                Arbitraries.integers().between(0, 40).flatMap(WrittenBackProperties::bytes))
            .as((type, marks, value) -> new RawAttribute(type | marks, value));
    kinds.add(strange);
    return Arbitraries.oneOf(kinds).list().ofMaxSize(12).uniqueElements(RawAttribute::type);
  }

  private static Arbitrary<byte[]> bytes(int length) {
    return Arbitraries.bytes().array(byte[].class).ofSize(length);
  }

  /** The header and the attributes that came back, by type, from one that was read and written. */
  private static <T> Tuple2<byte[], Map<Integer, RawAttribute>> back(
      byte[] payload, int header, Function<Reply, T> decode, BiConsumer<T, MessageWriter> write) {
    T first = decode.apply(Payload.message(payload));
    byte[] written = Payload.of(writer -> write.accept(first, writer));
    T second = decode.apply(Payload.message(written));
    byte[] again = Payload.of(writer -> write.accept(second, writer));
    assertThat(again).as("written twice, %s", first).isEqualTo(written);
    Map<Integer, RawAttribute> found = new TreeMap<>();
    AttributeReader attributes = Payload.message(written).attributes(header);
    while (attributes.next()) {
      found.put(attributes.type(), RawAttribute.of(attributes));
    }
    return Tuple.of(Arrays.copyOf(written, header), found);
  }

  private static byte[] payload(byte[] header, int flags, List<RawAttribute> attributes) {
    return Payload.of(
        writer -> {
          for (byte each : header) {
            writer.fixed8(each);
          }
          writer.fixed32(flags);
          attributes.forEach(attribute -> attribute.write(writer));
        });
  }

  /** With every length above 0 in the header the kernel sends the prefix itself. */
  private static List<RawAttribute> withPrefixes(
      List<RawAttribute> sent, int length, int... types) {
    List<RawAttribute> all = new ArrayList<>(sent);
    for (int type : types) {
      if (sent.stream().noneMatch(each -> each.type() == type)) {
        all.add(new RawAttribute(type, new byte[length]));
      }
    }
    return all;
  }

  private static void assertSame(
      List<RawAttribute> sent, Map<Integer, RawAttribute> back, Set<Integer> unsaid) {
    for (RawAttribute attribute : sent) {
      if (!unsaid.contains(attribute.type())) {
        assertThat(back.get(attribute.type())).as(attribute.toString()).isEqualTo(attribute);
      }
    }
    Set<Integer> added = new TreeSet<>(back.keySet());
    sent.forEach(attribute -> added.remove(attribute.type()));
    added.removeAll(unsaid);
    assertThat(added).as("attributes that nobody sent").isEmpty();
  }

  /** RTA_TABLE 15 is in the header where it is below 256, and a metric of 0 is none. */
  @Property
  void of_a_route(
      @ForAll("routeAttributes") List<RawAttribute> sent, @ForAll("routeFlags") int flags) {
    List<RawAttribute> all = withPrefixes(sent, 4, 1);
    var written = back(payload(ROUTE, flags, all), 12, Route::decode, Route::write);

    assertThat(Arrays.copyOf(written.get1(), 4)).isEqualTo(Arrays.copyOf(ROUTE, 4));
    assertThat(Arrays.copyOfRange(written.get1(), 5, 8)).isEqualTo(Arrays.copyOfRange(ROUTE, 5, 8));
    assertThat(Payload.message(written.get1()).u32(8)).isEqualTo(flags & ~Route.STATE_FLAGS);
    assertSame(all, written.get2(), Set.of(6, 15));
  }

  @Provide
  Arbitrary<Integer> routeFlags() {
    return Arbitraries.of(0, 4, 2, 4 | 0x10, 1, 0x4000, 0x200, 0x0100_0000);
  }

  @Provide
  Arbitrary<List<RawAttribute>> routeAttributes() {
    return attributes(1, 4, 4, 4, 5, 4, 6, 4, 7, 4, 8, 0, 11, 4, 15, 4, 19, 0, 21, 2, 22, 0, 26, 1);
  }

  /** Beside that, RTA_CACHEINFO 12 comes back as RTA_EXPIRES 23, and RTA_PREF 20 medium is none. */
  @Property
  void of_an_ipv6_route(@ForAll("route6Attributes") List<RawAttribute> sent) {
    List<RawAttribute> all = withPrefixes(sent, 16, 1, 2);
    var written = back(payload(ROUTE6, 0, all), 12, Route::decode, Route::write);

    assertThat(Arrays.copyOf(written.get1(), 4)).isEqualTo(Arrays.copyOf(ROUTE6, 4));
    assertSame(all, written.get2(), Set.of(6, 12, 15, 20, 23));
  }

  @Provide
  Arbitrary<List<RawAttribute>> route6Attributes() {
    return attributes(1, 16, 2, 16, 4, 4, 5, 16, 6, 4, 7, 16, 8, 0, 12, 32, 15, 4, 20, 1, 22, 0);
  }

  /**
   * FRA_PRIORITY 6 and FRA_TABLE 15 are always written, mark and mask (10, 16) both or neither;
   * FRA_L3MDEV 19 has one value that the kernel takes; suppressing nothing (14) is none.
   */
  @Property
  void of_a_rule(
      @ForAll("ruleAttributes") List<RawAttribute> sent, @ForAll("ruleFlags") int flags) {
    List<RawAttribute> all = withPrefixes(sent, 4, 1, 2);
    var written = back(payload(RULE, flags, all), 12, Rule::decode, Rule::write);

    assertThat(Arrays.copyOf(written.get1(), 4)).isEqualTo(Arrays.copyOf(RULE, 4));
    assertThat(Payload.message(written.get1()).u32(8)).isEqualTo(flags & ~0x1c);
    assertSame(all, written.get2(), Set.of(6, 10, 14, 15, 16, 19, 21));
  }

  @Provide
  Arbitrary<Integer> ruleFlags() {
    return Arbitraries.of(0, 1, 2, 2 | 8, 4, 16, 0x100);
  }

  @Provide
  Arbitrary<List<RawAttribute>> ruleAttributes() {
    return attributes(
        1, 4, 2, 4, 4, 4, 6, 4, 10, 4, 11, 4, 12, 8, 13, 4, 14, 4, 15, 4, 16, 4, 19, 1, 21, 1, 22,
        1);
  }

  /** IFA_CACHEINFO 6 has two times of the kernel's own; IFA_LOCAL 2 and IFA_ADDRESS 1 are both. */
  @Property
  void of_an_address(@ForAll("addressAttributes") List<RawAttribute> sent) {
    List<RawAttribute> all = new ArrayList<>(sent);
    all.add(new RawAttribute(2, new byte[] {10, 0, 0, 1}));
    byte[] header = HexFormat.of().parseHex("02188000");
    var written = back(payload(header, 3, all), 8, IfAddress::decode, IfAddress::write);

    assertThat(written.get1()).isEqualTo(HexFormat.of().parseHex("0218800003000000"));
    assertSame(all, written.get2(), Set.of(1, 6, 9, 11));
  }

  @Provide
  Arbitrary<List<RawAttribute>> addressAttributes() {
    return attributes(1, 4, 4, 4, 6, 16, 9, 4, 11, 1);
  }

  /** NDA_CACHEINFO 3 and NDA_PROBES 4 count what happened. */
  @Property
  void of_a_neighbour(@ForAll("neighbourAttributes") List<RawAttribute> sent) {
    List<RawAttribute> all = new ArrayList<>(sent);
    all.add(new RawAttribute(1, new byte[] {10, 0, 0, 1}));
    byte[] header = HexFormat.of().parseHex("020000000300000080000800".substring(0, 16));
    byte[] payload = payload(header, 0x00080080, all);
    var written = back(payload, 12, Neighbour::decode, Neighbour::write);

    assertThat(written.get1()).isEqualTo(Arrays.copyOf(payload, 12));
    assertSame(all, written.get2(), Set.of(3, 4));
  }

  @Provide
  Arbitrary<List<RawAttribute>> neighbourAttributes() {
    return attributes(2, 6, 3, 16, 4, 4, 5, 2, 9, 4, 12, 1, 15, 4);
  }
}
