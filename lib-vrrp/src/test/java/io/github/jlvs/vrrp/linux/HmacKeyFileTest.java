// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.KeyReading;
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

class HmacKeyFileTest {
  private static final String HEX = "hex:" + "0f".repeat(32);
  private static final String TEXT = "a passphrase of 32 characters !!";
  private static final KeyReading KEY = read("\u000f".repeat(32));
  private static final KeyReading PASSPHRASE = read(TEXT);

  @TempDir private Path folder;

  private Path file(String content, String permissions) throws IOException {
    Path file = folder.resolve("vrrp51");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private static KeyReading read(String octets) {
    return new KeyReading.Read(HmacKey.of(7, octets.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String problem(KeyReading reading) {
    return ((KeyReading.Refused) reading).problem();
  }

  @ParameterizedTest
  @CsvSource({"'', ", "LF", "CRLF"})
  void aFileHasOneLineWhateverItsEnd(String end) throws IOException {
    String lineEnd = end == null || end.isEmpty() ? "" : end.equals("LF") ? "\n" : "\r\n";

    assertThat(HmacKeyFile.read(7, "file:" + file(HEX + lineEnd, "rw-------"))).isEqualTo(KEY);
    assertThat(HmacKeyFile.read(7, "file:" + file(TEXT + lineEnd, "r--------")))
        .isEqualTo(PASSPHRASE);
  }

  @Test
  void aLinkToAFileIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file(HEX, "rw-------"));

    assertThat(HmacKeyFile.read(7, "file:" + link)).isEqualTo(KEY);
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

    assertThat(problem(HmacKeyFile.read(7, "file:" + file)))
        .startsWith("key 7: " + file + " has mode " + mode + ", so others than its owner may")
        .contains("chmod it to 0600");
  }

  @Test
  void whatIsNoSmallRegularFileIsRefused() throws IOException {
    Path large = file("0".repeat(257), "rw-------");

    assertThat(problem(HmacKeyFile.read(7, "file:" + large)))
        .startsWith("key 7: " + large + " has more than 256 octets, which no key has");
    assertThat(problem(HmacKeyFile.read(7, "file:" + folder)))
        .startsWith("key 7: " + folder + " is no regular file, nor a link to one");
    assertThat(problem(HmacKeyFile.read(7, "file:/dev/zero")))
        .startsWith("key 7: /dev/zero is no regular file");
    assertThat(problem(HmacKeyFile.read(7, "file:" + folder.resolve("none"))))
        .startsWith("key 7: there is no file " + folder.resolve("none") + ": make it");
    Path loop = folder.resolve("loop");
    Path unused = Files.createSymbolicLink(loop, loop);
    assertThat(problem(HmacKeyFile.read(7, "file:" + loop)))
        .startsWith("key 7: " + loop + " can't be read: ");
  }

  /** The kernel says 0 octets of it, and has 20 pairs of eight: what is read counts. */
  @Test
  void aFileThatIsLongerThanItSaysIsRefused() {
    assertThat(problem(HmacKeyFile.read(7, "file:/proc/self/auxv")))
        .startsWith("key 7: /proc/self/auxv has more than 256 octets, which no key has");
  }

  @Test
  void theContentIsRefusedByTheNameOfTheFile() throws IOException {
    Path file = file(HEX + "\n" + HEX + "\n", "rw-------");
    assertThat(problem(HmacKeyFile.read(7, "file:" + file)))
        .startsWith("key 7 in " + file + ": character 65 after hex: is no hexadecimal digit");

    file("\u0081".repeat(32), "rw-------");
    assertThat(problem(HmacKeyFile.read(7, "file:" + file)))
        .startsWith("key 7 in " + file + ": character 1 is not printable ASCII");
  }

  @Test
  void aValueThatNamesNoFileIsReadAsItIs() {
    assertThat(HmacKeyFile.read(7, HEX)).isEqualTo(KEY);
    assertThat(problem(HmacKeyFile.read(7, "file:vrrp51"))).contains("is no absolute path");
  }

  @Test
  void theOwnerIsRootOrWhoReads() {
    assertThat(new HmacKeyFile.Access(0, 0600).problem(1000)).isEmpty();
    assertThat(new HmacKeyFile.Access(1000, 0400).problem(1000)).isEmpty();
    assertThat(new HmacKeyFile.Access(1001, 0600).problem(1000))
        .isEqualTo(
            Optional.of(
                "belongs to user 1001, who could change it, and not to root or to user 1000, who"
                    + " reads it: chown it"));
    assertThat(new HmacKeyFile.Access(1000, 0600).problem(0)).isPresent();
    assertThat(new HmacKeyFile.Access(0, 0711).problem(0)).isEmpty();
  }
}
