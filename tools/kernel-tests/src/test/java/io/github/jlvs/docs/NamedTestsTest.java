// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every test that docs/vrrp.md names, as in {@code `FloodTest#a_flood`}, is a kernel test; every
 * one that docs/beside-keepalived.md names is where its link leads, and runs keepalived where the
 * row does not say that jkeepalived is alone.
 */
class NamedTestsTest {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path KERNEL_TESTS =
      CHECKOUT.resolve("tools/kernel-tests/src/test/java/io/github/jlvs/kernel");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");
  private static final Path BESIDE = CHECKOUT.resolve("docs/beside-keepalived.md");
  private static final Pattern LINKED = Pattern.compile("\\[`(\\w+)#(\\w+)`]\\[([\\w-]+)]");
  private static final Pattern TARGET = Pattern.compile("(?m)^\\[([\\w-]+)]: (\\S+)$");

  /** How a kernel test has keepalived run: by its name, or by those who start it. */
  private static final Pattern RUNS_KEEPALIVED =
      Pattern.compile(
          "\"keepalived\"|KEEPALIVED|Directors\\.keepalived|DirectorDaemon\\.keepalived"
              + "|\\bDaemon daemon\\b|\\bTwoDirectors\\b|\\bUnderstood\\b");

  /** The rows of the table at the time of writing; it must not lose them. */
  private static final int AT_LEAST = 20;

  private static final int AT_LEAST_BESIDE_KEEPALIVED = 140;

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

  @Test
  void everyTestThatIsLinkedIsThereAndRunsKeepalivedUnlessTheRowSaysOtherwise() throws IOException {
    String text = Files.readString(BESIDE);
    Map<String, Path> targets = new TreeMap<>();
    TARGET
        .matcher(text)
        .results()
        .filter(each -> each.group(2).endsWith(".java"))
        .forEach(each -> targets.put(each.group(1), BESIDE.resolveSibling(each.group(2))));
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String row : text.lines().filter(line -> line.contains("#")).toList()) {
      boolean alone = row.contains("| jkeepalived alone: ");
      List<MatchResult> linked = LINKED.matcher(row).results().toList();
      boolean runsKeepalived = false;
      for (MatchResult each : linked) {
        Path file = targets.getOrDefault(each.group(3), CHECKOUT.resolve("none"));
        boolean there =
            file.endsWith(each.group(1) + ".java")
                && Files.exists(file)
                && declared(each.group(2)).matcher(Files.readString(file)).find();
        if (there) {
          runsKeepalived |= RUNS_KEEPALIVED.matcher(Files.readString(file)).find();
        } else {
          wrong.add(each.group() + " is not there");
        }
      }
      if (!linked.isEmpty() && !alone) {
        rows++;
        if (!runsKeepalived) {
          wrong.add("nothing runs keepalived: " + row);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isGreaterThanOrEqualTo(AT_LEAST_BESIDE_KEEPALIVED);
    assertThat(targets.keySet())
        .as("what is linked and what links lead to")
        .containsExactlyInAnyOrderElementsOf(
            LINKED.matcher(text).results().map(each -> each.group(3)).distinct().toList());
  }

  private static boolean exists(String name, String method) throws IOException {
    try (Stream<Path> files = Files.walk(KERNEL_TESTS)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().equals(name + ".java")).toList()) {
        if (declared(method).matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The annotations of a test stand above it, its parameters may be on the next line. */
  private static Pattern declared(String method) {
    return Pattern.compile(
        "@(?:Test|ParameterizedTest)\\b[^;{}]*(?:\\{[^}]*\\}[^;{}]*)?void " + method + "\\(");
  }
}
