// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/vrrp.md names, as in {@code `FloodTest#a_flood`}, is a kernel test. */
class NamedTestsTest {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path KERNEL_TESTS =
      CHECKOUT.resolve("tools/kernel-tests/src/test/java/io/github/jlvs/kernel");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

  /** The rows of the table at the time of writing; it must not lose them. */
  private static final int AT_LEAST = 20;

  @Test
  void everyNamedTestExists() throws IOException {
    List<MatchResult> named =
        NAMED.matcher(Files.readString(CHECKOUT.resolve("docs/vrrp.md"))).results().toList();
    assertThat(named).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    List<String> missing = new ArrayList<>();
    for (MatchResult each : named) {
      if (!exists(each.group(1), each.group(2))) {
        missing.add(each.group());
      }
    }
    assertThat(missing).as("tests that docs/vrrp.md names and that are not there").isEmpty();
  }

  @Test
  void aNameThatIsNoTestIsFound() throws IOException {
    assertThat(exists("FloodTest", "no_such_method")).isFalse();
    assertThat(exists("NoSuchTest", "at_all")).isFalse();
  }

  private static boolean exists(String name, String method) throws IOException {
    // The annotations of a test stand above it, its parameters may be on the next line.
    Pattern declared =
        Pattern.compile(
            "@(?:Test|ParameterizedTest)\\b[^;{}]*(?:\\{[^}]*\\}[^;{}]*)?void " + method + "\\(");
    try (Stream<Path> files = Files.walk(KERNEL_TESTS)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().equals(name + ".java")).toList()) {
        if (declared.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }
}
