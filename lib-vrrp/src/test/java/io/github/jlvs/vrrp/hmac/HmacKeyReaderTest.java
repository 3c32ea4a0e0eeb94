// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacKeyReaderTest {
  private static final String HEX =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String TEXT = "a passphrase of 32 characters !!";

  private static final Path FILE = Path.of("/etc/keys/vrrp51");

  private static String problem(KeyReading reading) {
    return ((KeyReading.Refused) reading).problem();
  }

  private static KeyReading text() {
    return new KeyReading.Read(HmacKey.of(7, TEXT.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void hexadecimalDigitsAreReadInBothCases() {
    assertThat(HmacKeyReader.read(7, HEX)).isEqualTo(new KeyReading.Read(Captured.KEY));
    assertThat(HmacKeyReader.read(7, "hex:" + HEX.substring(4).toUpperCase(Locale.ROOT)))
        .isEqualTo(new KeyReading.Read(Captured.KEY));
  }

  @Test
  void textIsTheKeyItself() {
    assertThat(HmacKeyReader.read(7, TEXT)).isEqualTo(text());
  }

  @ParameterizedTest
  @CsvSource({
    "hex:00, 'key 7: a key of 1 octets, it must have 32 to 64:'",
    "hex:, 'key 7: a key of 0 octets, it must have 32 to 64:'",
    "hex:012, 'key 7: 3 digits after hex: is an odd number, an octet has two:'",
    "hex:01 2, 'key 7: character 3 after hex: is no hexadecimal digit'",
    "secret1, 'key 7: a key of 7 octets, it must have 32 to 64:'",
    "'', 'key 7: a key of 0 octets, it must have 32 to 64:'",
    "secret2-ü, 'key 7: character 9 is not printable ASCII'",
    "file:, 'key 7: what follows file: is no absolute path:'",
    "file:keys/vrrp51, 'key 7: what follows file: is no absolute path:'",
  })
  void whatIsNoKeyIsRefusedWithWhatToDoAndWithoutTellingIt(String value, String problem) {
    assertThat(problem(HmacKeyReader.read(7, value)))
        .startsWith(problem)
        .doesNotContain("secret")
        .doesNotContain("012");
  }

  @Test
  void aNumberOutOfRangeAndAnImpossiblePathAreRefused() {
    assertThat(problem(HmacKeyReader.read(256, HEX)))
        .isEqualTo("key 256: the number must be 0 to 255");
    assertThat(problem(HmacKeyReader.read(-1, HEX))).startsWith("key -1: ");
    assertThat(problem(HmacKeyReader.read(7, "file:/a\0b")))
        .startsWith("key 7: what follows file: is no path: ");
  }

  @Test
  void aFileIsNamedByItsAbsolutePath() {
    assertThat(HmacKeyReader.read(7, "file:" + FILE)).isEqualTo(new KeyReading.InFile(FILE));
  }

  @Test
  void theLineOfAFileIsAKeyToo() {
    assertThat(HmacKeyReader.readLine(7, FILE, HEX)).isEqualTo(new KeyReading.Read(Captured.KEY));
    assertThat(HmacKeyReader.readLine(7, FILE, TEXT)).isEqualTo(text());
  }

  @ParameterizedTest
  @CsvSource({
    "secret3, 'a key of 7 octets'",
    "file:/etc/keys/other, 'a key file can''t name another one: put the key itself into it'",
    "secret\u00014, 'character 7 is not printable ASCII'",
  })
  void theContentOfAFileIsRefusedByTheNameOfTheFile(String line, String problem) {
    assertThat(problem(HmacKeyReader.readLine(7, FILE, line)))
        .startsWith("key 7 in " + FILE + ": " + problem)
        .doesNotContain("secret");
  }

  @Test
  void aSecondLineIsRefused() {
    assertThat(problem(HmacKeyReader.readLine(7, FILE, HEX + "\n" + HEX)))
        .startsWith("key 7 in " + FILE + ": character 65 after hex: is no hexadecimal digit");
  }
}
