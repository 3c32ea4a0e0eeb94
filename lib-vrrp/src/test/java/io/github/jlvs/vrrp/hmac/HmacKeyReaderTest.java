// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacKeyReaderTest {
  private static final String HEX =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String TEXT = "a passphrase of 32 characters !!";

  @TempDir private Path folder;

  private Path file(String content, String permissions) throws IOException {
    Path file = folder.resolve("vrrp51");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private static String problem(KeyReading reading) {
    return ((KeyReading.Refused) reading).problem();
  }

  private static KeyReading text() {
    return new KeyReading.Read(HmacKey.of(7, TEXT.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void hexadecimalDigitsAreReadInBothCases() {
    assertThat(HmacKeyReader.read(7, HEX)).isEqualTo(new KeyReading.Read(Captured.KEY));
    assertThat(HmacKeyReader.read(7, "hex:" + HEX.substring(4).toUpperCase(java.util.Locale.ROOT)))
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
    "file:, 'key 7: \"\" is no absolute path:'",
    "file:keys/vrrp51, 'key 7: \"keys/vrrp51\" is no absolute path:'",
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

  @ParameterizedTest
  @CsvSource({"'', ", "LF", "CRLF"})
  void aFileHasOneLineWhateverItsEnd(String end) throws IOException {
    String lineEnd = end == null || end.isEmpty() ? "" : end.equals("LF") ? "\n" : "\r\n";

    assertThat(HmacKeyReader.read(7, "file:" + file(HEX + lineEnd, "rw-------")))
        .isEqualTo(new KeyReading.Read(Captured.KEY));
    assertThat(HmacKeyReader.read(7, "file:" + file(TEXT + lineEnd, "r--------")))
        .isEqualTo(text());
  }

  @Test
  void aLinkToAFileIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file(HEX, "rw-------"));

    assertThat(HmacKeyReader.read(7, "file:" + link)).isEqualTo(new KeyReading.Read(Captured.KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, 0640",
    "rw-----w-, 0602",
    "rw-rw-rw-, 0666",
    "rw----r--, 0604",
    "rw--w----, 0620",
  })
  void aFileThatOthersMayReadOrChangeIsRefused(String permissions, String mode) throws IOException {
    Path file = file(HEX, permissions);

    assertThat(problem(HmacKeyReader.read(7, "file:" + file)))
        .startsWith("key 7: " + file + " has mode " + mode + ", so others than its owner may")
        .contains("chmod it to 0600");
  }

  @Test
  void theContentOfAFileIsRefusedByTheNameOfTheFile() throws IOException {
    Path file = file("secret3", "rw-------");
    assertThat(problem(HmacKeyReader.read(7, "file:" + file)))
        .startsWith("key 7 in " + file + ": a key of 7 octets")
        .doesNotContain("secret3");

    file("file:/etc/keys/other", "rw-------");
    assertThat(problem(HmacKeyReader.read(7, "file:" + file)))
        .isEqualTo(
            "key 7 in " + file + ": a key file can't name another one: put the key itself into it");

    file(HEX + "\n" + HEX + "\n", "rw-------");
    assertThat(problem(HmacKeyReader.read(7, "file:" + file)))
        .startsWith("key 7 in " + file + ": character 65 after hex: is no hexadecimal digit");

    file("\u0001".repeat(32), "rw-------");
    assertThat(problem(HmacKeyReader.read(7, "file:" + file)))
        .startsWith("key 7 in " + file + ": character 1 is not printable ASCII");
  }

  @Test
  void whatIsNoSmallRegularFileIsRefused() throws IOException {
    Path large = file("0".repeat(257), "rw-------");

    assertThat(problem(HmacKeyReader.read(7, "file:" + large)))
        .startsWith("key 7: " + large + " has 257 octets, more than any key (256)");
    assertThat(problem(HmacKeyReader.read(7, "file:" + folder)))
        .startsWith("key 7: " + folder + " is no regular file, nor a link to one");
    assertThat(problem(HmacKeyReader.read(7, "file:/dev/zero")))
        .startsWith("key 7: /dev/zero is no regular file");
    assertThat(problem(HmacKeyReader.read(7, "file:" + folder.resolve("none"))))
        .startsWith("key 7: there is no file " + folder.resolve("none") + ": make it");
    Path loop = folder.resolve("loop");
    Path unused = Files.createSymbolicLink(loop, loop);
    assertThat(problem(HmacKeyReader.read(7, "file:" + loop)))
        .startsWith("key 7: " + loop + " can't be read: ");
  }

  /** The kernel says 0 octets of it, and has 20 pairs of eight: what is read counts. */
  @Test
  void aFileThatIsLongerThanItSaysIsRefused() {
    assertThat(problem(HmacKeyReader.read(7, "file:/proc/self/auxv")))
        .isEqualTo("key 7: /proc/self/auxv grew while it was read: read it again");
  }

  @Test
  void theOwnerIsRootOrWhoReads() {
    assertThat(KeyFile.problem(new KeyFile.Facts(true, 0, 0600, 68), 1000)).isEmpty();
    assertThat(KeyFile.problem(new KeyFile.Facts(true, 1000, 0400, 68), 1000)).isEmpty();
    assertThat(KeyFile.problem(new KeyFile.Facts(true, 1001, 0600, 68), 1000))
        .isEqualTo(
            Optional.of(
                "belongs to user 1001, who could change it, and not to root or to user 1000, who"
                    + " reads it: chown it"));
    assertThat(KeyFile.problem(new KeyFile.Facts(true, 1000, 0600, 68), 0)).isPresent();
    assertThat(KeyFile.problem(new KeyFile.Facts(true, 0, 0711, KeyFile.LARGEST), 0)).isEmpty();
  }
}
