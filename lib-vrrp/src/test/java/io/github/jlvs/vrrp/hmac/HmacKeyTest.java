// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacKeyTest {
  private static final String OCTETS = "000102030405060708090a0b0c0d0e0f";

  @Test
  void isNeverShown() {
    HmacSettings settings = HmacSettings.of(HmacKeys.only(Captured.KEY), 100);

    assertThat(Captured.KEY.toString()).isEqualTo("HmacKey[id=7, ********]");
    assertThat(settings.toString()).doesNotContain("0001").doesNotContain("[0, 1");
    assertThat(new KeyReading.Read(Captured.KEY).toString()).doesNotContain("0001");
  }

  @Test
  void isWrittenWhereItIsAskedForByName() {
    assertThat(Captured.KEY.secretText()).startsWith("hex:" + OCTETS).hasSize(4 + 64);
    assertThat(HmacKeyReader.read(7, Captured.KEY.secretText()))
        .isEqualTo(new KeyReading.Read(Captured.KEY));
  }

  @Test
  void isTheSameByNumberAndOctets() {
    assertThat(HmacKey.of(7, Octets.from(0, 32)))
        .isEqualTo(Captured.KEY)
        .hasSameHashCodeAs(Captured.KEY);
    assertThat(HmacKey.of(8, Octets.from(0, 32))).isNotEqualTo(Captured.KEY);
    assertThat(HmacKey.of(7, Octets.from(1, 32))).isNotEqualTo(Captured.KEY);
    assertThat(HmacKey.of(7, Octets.from(0, 33))).isNotEqualTo(Captured.KEY);
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] octets = Octets.from(0, 32);
    HmacKey key = HmacKey.of(7, octets);
    octets[0] = 99;

    assertThat(key).isEqualTo(Captured.KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 65})
  void ofTheWrongLengthIsRefusedWithoutTellingIt(int length) {
    assertThatThrownBy(() -> HmacKey.of(7, Octets.from(77, length)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HMAC key 7 has " + length + " octets, it must have 32 to 64");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void withANumberThatNoOctetHoldsIsRefused(int id) {
    assertThatThrownBy(() -> HmacKey.of(id, Octets.from(0, 32)))
        .hasMessage("number of the HMAC key is " + id + ", it must be 0 to 255");
  }

  @Test
  void aNewOneIsOf32OctetsAndAnotherEachTime() {
    SecureRandom random = new SecureRandom();
    HmacKey key = HmacKey.generate(255, random);

    assertThat(key.id()).isEqualTo(255);
    assertThat(key.secretText()).matches("hex:[0-9a-f]{64}");
    assertThat(HmacKey.generate(255, random)).isNotEqualTo(key);
  }

  @Test
  void ofSeveralOneIsActive() {
    HmacKey other = HmacKey.of(8, Octets.from(0, 64));

    assertThat(new HmacKeys(List.of(Captured.KEY, other), 8).activeId()).isEqualTo(8);
    assertThatThrownBy(() -> new HmacKeys(List.of(Captured.KEY, other), 9))
        .hasMessage("no HMAC key has the number 9 of the active one: there are [7, 8]");
    assertThatThrownBy(() -> new HmacKeys(List.of(), 0)).hasMessageContaining("there are []");
    assertThatThrownBy(() -> new HmacKeys(List.of(Captured.KEY, Captured.KEY), 7))
        .hasMessageStartingWith("two HMAC keys have the number 7: ");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5",
    "25, 5",
    "100, 5",
    "166, 5",
    "167, 6",
    "4095, 123",
    "9967, 300",
    "25500, 300"
  })
  void theWindowIsThreeIntervalsAndFiveSecondsAtLeast(int centiseconds, int window) {
    assertThat(HmacSettings.defaultWindowSeconds(centiseconds)).isEqualTo(window);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301})
  void anotherWindowThanOneToThreeHundredIsRefused(int window) {
    HmacKeys keys = HmacKeys.only(Captured.KEY);
    assertThatThrownBy(() -> new HmacSettings(keys, HmacMode.ENFORCE, AntiReplay.TIME, window))
        .hasMessage("time window in seconds is " + window + ", it must be 1 to 300");
  }

  @Test
  void keepalivedsWordsAndDefaults() {
    assertThat(HmacMode.values())
        .extracting(HmacMode::keyword)
        .containsExactly("receive-only", "permissive", "enforce");
    assertThat(HmacMode.values()).extracting(HmacMode::signs).containsExactly(false, true, true);
    assertThat(AntiReplay.values())
        .extracting(AntiReplay::keyword)
        .containsExactly("time", "monotonic");
    assertThat(HmacSettings.of(HmacKeys.only(Captured.KEY), 100)).isEqualTo(Messages.BY_TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "IPV4, 1, 51, 'VRRP version is 1, it must be 2 or 3'",
    "IPV6, 2, 51, 'VRRP version 2 knows no IPv6: it must be version 3'",
    "IPV4, 3, 0, 'VRID is 0, it must be 1 to 255'",
    "IPV6, 3, 256, 'VRID is 256, it must be 1 to 255'",
  })
  void aRouterThatCannotBeIsRefused(
      io.github.jlvs.net.AddressFamily family, int version, int vrid, String problem) {
    assertThatThrownBy(() -> new RouterIdentity(family, version, vrid)).hasMessage(problem);
  }
}
