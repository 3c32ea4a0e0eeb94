// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** The one set of accepted spellings: that of the C library's inet_pton. */
class IpAddressesProperties {
  private static final InetText LIBC = InetText.load();

  private static Optional<InetAddress> inetPton(String text) {
    AddressFamily family = text.indexOf(':') < 0 ? AddressFamily.IPV4 : AddressFamily.IPV6;
    byte[] address = new byte[family.bytes()];
    return LIBC.inet_pton(family.code(), text, address) == 1
        ? Optional.of(IpAddresses.ofBytes(address))
        : Optional.empty();
  }

  private static String inetNtop(InetAddress address) {
    byte[] text = new byte[46];
    LIBC.inet_ntop(AddressFamily.of(address).code(), address.getAddress(), text, text.length);
    int end = 0;
    while (text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.US_ASCII);
  }

  @Property
  void an_ipv4_address_is_written_as_inet_ntop_does_and_read_again(@ForAll @Size(4) byte[] raw) {
    assertRoundTrip(IpAddresses.ofBytes(raw));
  }

  @Property
  void an_ipv6_address_is_written_as_inet_ntop_does_and_read_again(
      @ForAll("ipv6") InetAddress address) {
    assertThat(address).isInstanceOf(Inet6Address.class);
    assertRoundTrip(address);
    String text = IpAddresses.format(address, 80);
    assertThat(IpAddresses.parse(text.substring(1, text.indexOf(']')))).contains(address);
  }

  private static void assertRoundTrip(InetAddress address) {
    String text = IpAddresses.format(address);
    assertThat(text).isEqualTo(inetNtop(address));
    assertThat(IpAddresses.parse(text)).contains(address);
    assertThat(IpAddresses.parse(address.getHostAddress())).contains(address);
  }

  @Property(tries = 10_000)
  void what_is_read_is_what_inet_pton_reads(@ForAll("almostAddresses") String text) {
    assertThat(IpAddresses.parse(text)).isEqualTo(inetPton(text));
  }

  @Property
  void a_prefix_is_read_as_it_is_written_and_its_ends_are_in_it(
      @ForAll("ipv6") InetAddress address, @ForAll @Size(4) byte[] ipv4, @ForAll boolean isIpv4) {
    InetAddress chosen = isIpv4 ? IpAddresses.ofBytes(ipv4) : address;
    for (int length = 0; length <= AddressFamily.of(chosen).bits(); length++) {
      Prefix prefix = new Prefix(chosen, length);
      assertThat(Prefix.parse(prefix.toString())).contains(prefix);
      assertThat(IpAddresses.compare(prefix.network(), chosen)).isNotPositive();
      assertThat(IpAddresses.compare(prefix.last(), chosen)).isNotNegative();
      assertThat(new Prefix(prefix.last(), length).network()).isEqualTo(prefix.network());
    }
    assertThat(Prefix.parse(IpAddresses.format(chosen))).contains(Prefix.host(chosen));
  }

  @Property
  void the_bits_of_an_ipv4_address_are_it(@ForAll int bits) {
    assertThat(IpAddresses.bits(IpAddresses.ofBits(bits))).isEqualTo(bits);
  }

  /** Many zeros, and all the forms that have dots. */
  @Provide
  Arbitrary<InetAddress> ipv6() {
    Arbitrary<Integer> group =
        Arbitraries.oneOf(Arbitraries.of(0, 0, 0xFFFF), Arbitraries.integers().between(0, 0xFFFF));
    Arbitrary<List<Integer>> groups = group.list().ofSize(8);
    Arbitrary<Integer> zeros = Arbitraries.integers().between(0, 8);
    return Combinators.combine(groups, zeros)
        .as(
            (values, leading) -> {
              byte[] raw = new byte[16];
              for (int i = leading; i < 8; i++) {
                raw[2 * i] = (byte) (values.get(i) >> 8);
                raw[2 * i + 1] = (byte) (int) values.get(i);
              }
              return IpAddresses.ofBytes(raw);
            });
  }

  /** Pieces of addresses put together at random: some are one, most are not quite. */
  @Provide
  Arbitrary<String> almostAddresses() {
    Arbitrary<String> number =
        Arbitraries.of(
            "0", "1", "9", "10", "00", "01", "010", "99", "255", "256", "1000", "", "-1");
    Arbitrary<String> dotted =
        Arbitraries.frequencyOf(
            Tuple.of(4, number.list().ofSize(4).map(all -> String.join(".", all))),
            Tuple.of(1, number.list().ofMinSize(1).ofMaxSize(6).map(all -> String.join(".", all))));
    Arbitrary<String> plainNumber = Arbitraries.integers().between(0, 255).map(String::valueOf);
    Arbitrary<String> plainDotted = plainNumber.list().ofSize(4).map(all -> String.join(".", all));
    Arbitrary<String> group =
        Arbitraries.of("0", "1", "ab", "FfFf", "0001", "00001", "g", "", "12345", "1", "dB8");
    Arbitrary<String> groups = group.list().ofMaxSize(9).map(all -> String.join(":", all));
    Arbitrary<String> end = Arbitraries.oneOf(groups, plainDotted, dotted);
    Arbitrary<String> joined =
        Combinators.combine(groups, Arbitraries.of(":", "::", ":::", ""), end)
            .as((head, gap, tail) -> head + gap + tail);
    Arbitrary<String> decorated =
        Combinators.combine(
                Arbitraries.of("", "", " ", "["),
                Arbitraries.oneOf(plainDotted, joined),
                Arbitraries.of("", " ", "]", "/64", "%1", "%eth0", ":80", "\u0661"))
            .as((before, text, after) -> before + text + after);
    Arbitrary<String> letters =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF:.%/ x").ofMaxLength(50);
    return Arbitraries.oneOf(joined, dotted, plainDotted, decorated, letters);
  }
}
