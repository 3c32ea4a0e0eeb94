// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Configurations that tests read. */
public final class Texts {
  /** A machine of the name {@code host} without any file. */
  public static final ReaderOptions NO_FILES =
      new ReaderOptions("host", SourceFiles.NONE, new SplittableRandom(1), Tolerance.USUAL);

  /**
   * A text and what is expected of it.
   *
   * @param situation what it shows
   * @param text the text
   * @param expected what is expected, as lines
   */
  public record Case(String situation, String text, String expected) {}

  private Texts() {}

  public static String guide(String director) {
    return resource("guide-" + director + ".conf");
  }

  /** A virtual router that is right but for the lines given. */
  public static String instance(String... lines) {
    return """
        vrrp_instance V1 {
          interface eth0
          virtual_router_id 3
          virtual_ipaddress {
            10.0.0.1
          }
        """
        + String.join("\n", lines)
        + "\n}\n";
  }

  /** A virtual server that is right but for the lines given. */
  static String server(String... lines) {
    return """
        virtual_server 10.0.0.1 80 {
          protocol TCP
          lb_algo rr
          lb_kind NAT
          real_server 10.0.0.2 80 {
          }
        """
        + String.join("\n", lines)
        + "\n}\n";
  }

  /** Cases of a file: a situation after {@code ===}, a text, {@code ---}, what is expected. */
  public static List<Case> cases(String name) {
    List<Case> cases = new ArrayList<>();
    for (String section : resource(name).split("(?m)^=== ")) {
      if (!section.isEmpty()) {
        int title = section.indexOf('\n');
        int line = section.indexOf("\n---\n", title);
        cases.add(
            new Case(
                section.substring(0, title),
                section.substring(title + 1, line + 1),
                section.substring(line + 5)));
      }
    }
    return cases;
  }

  static String resource(String name) {
    try (InputStream in = Texts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
