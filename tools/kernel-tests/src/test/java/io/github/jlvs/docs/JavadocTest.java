// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Javadoc of the libraries is their manual, and leaves nothing out. doclint could say so as
 * well, but wants each record's {@code @param} lines once more above its compact constructor, and
 * has no way to be told that they are not missing there.
 */
class JavadocTest {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  /** Of the smallest module; fewer would mean that its sources were not found. */
  private static final int AT_LEAST = 30;

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public String getName() {
      return uri.getPath().substring(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib-netlink",
        "testkit-netlink",
        "lib-ipvs",
        "testkit-ipvs",
        "lib-vrrp",
        "lib-healthcheck",
        "lib-keepalived-conf"
      })
  void nothingIsMissing(String library) throws IOException {
    JavadocGaps.Report report = JavadocGaps.in(sources(library));

    assertThat(report.gaps()).isEmpty();
    assertThat(report.checked()).isGreaterThan(AT_LEAST);
  }

  private static List<Source> sources(String library) throws IOException {
    Path root = CHECKOUT.resolve(library).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new Source(CHECKOUT.relativize(file).toString(), read(file)))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertThat(gaps("public class Bare {}")).containsExactly("Bare has no comment");
    assertThat(gaps("/** @since 1 */ public class Bare {}"))
        .containsExactly("Bare has no first sentence");
    assertThat(
            gaps(
                """
                /** A pair.
                 * @param first the first */
                public record Pair<T>(T first, int second) {
                  /** Checks.
                   * @param first the first */
                  public Pair(T first, int second) {}
                  public Pair() {}
                }
                """))
        .containsExactly(
            "Pair has no @param <T>",
            "Pair has no @param second",
            "Pair.Pair(first, second) has no @param second",
            "Pair.Pair() has no comment");
    assertThat(
            gaps(
                """
                /** Does things. */
                public interface Doer {
                  /** Does it. */
                  <T> int make(T what) throws java.io.IOException;
                  int MANY = 3;
                  /** Of these. */
                  enum Way { LEFT }
                  class Nested {}
                }
                """))
        .containsExactly(
            "Doer.make(what) has no @param <T>",
            "Doer.make(what) has no @param what",
            "Doer.make(what) has no @return",
            "Doer.make(what) has no @throws java.io.IOException",
            "Doer.MANY has no comment",
            "Doer.Way.LEFT has no comment",
            "Doer.Nested has no comment");
  }

  @Test
  void whatIsSaidElsewhereOrIsNotForUsersNeedsNoComment() throws IOException {
    assertThat(
            gaps(
                """
                /** A number.
                 * @param value it */
                public record Number(int value) implements Comparable<Number> {
                  static final int MOST = 9;
                  private record Hidden(int value) {}
                  public Number {
                    value++;
                  }
                  @Override
                  public int compareTo(Number other) { return 0; }
                  /** {@return the next one} */
                  public Number next() { return this; }
                  /** Waits.
                   * @throws InterruptedException if somebody rings */
                  public void await() throws InterruptedException {}
                  void unseen() {}
                }
                class Unseen { public int field; }
                """))
        .isEmpty();
  }

  @Test
  void aPackageThatIsNotExportedHasNoUsers() throws IOException {
    Source module = new Source("module-info.java", "/** M. */ module m { exports a; }");
    Source silent = new Source("b/B.java", "package b; public class B {}");
    Source info = new Source("a/package-info.java", "package a;");

    assertThat(JavadocGaps.in(List.of(module, silent, info)).gaps())
        .containsExactly("a/package-info.java: package a; has no comment");
  }

  /** Of one file in an exported package. */
  private static List<String> gaps(String text) throws IOException {
    Source module = new Source("module-info.java", "/** M. */ module m { exports a; }");
    Source file = new Source("a/File.java", "package a;\n" + text);
    return JavadocGaps.in(List.of(module, file)).gaps().stream()
        .map(gap -> gap.replace("a/File.java: ", ""))
        .toList();
  }
}
