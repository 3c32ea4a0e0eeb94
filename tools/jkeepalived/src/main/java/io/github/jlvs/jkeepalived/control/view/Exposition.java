// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.BodyWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Metrics under way, in either format: families one after another, each with its help, its type and
 * all its samples. Written by hand: what the daemon counts is in its snapshot already, and a client
 * library would keep it a second time.
 *
 * <p>Samples have the same names in both. OpenMetrics calls a family of counters or of facts by
 * what stands before {@code _total} or {@code _info}, names the unit that a name ends with, and
 * ends with a line that says so.
 */
final class Exposition {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private static final List<String> UNITS = List.of("seconds", "bytes");

  private final BodyWriter out = new BodyWriter();
  private final ExpositionFormat format;

  /** What the numbers of a family are. */
  enum Kind {
    /** Only grows, and begins anew with the process. */
    COUNTER("counter", "_total"),
    /** Goes up and down. */
    GAUGE("gauge", ""),
    /** A fact, which its labels tell; its sample is 1. */
    INFO("info", "_info");

    private final String word;
    private final String suffix;

    Kind(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }
  }

  Exposition(ExpositionFormat format) {
    this.format = format;
  }

  private boolean isOpenMetrics() {
    return format == ExpositionFormat.OPENMETRICS;
  }

  /** A family under way. */
  final class Family {
    private final byte[] name;

    private Family(String name) {
      this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** A sample, with labels that have been put together before, one group behind another. */
    void sample(long value, Labels... labels) {
      begin(labels);
      // Most are 1 and 0, and need no text of their own.
      if (value >= 0 && value <= 9) {
        out.write((int) ('0' + value));
      } else {
        out.text(Long.toString(value));
      }
      out.write('\n');
    }

    /**
     * A sample.
     *
     * @param labels names and values by turns
     */
    Family with(long value, String... labels) {
      if (labels.length == 0) {
        sample(value);
      } else {
        sample(value, Labels.of(labels));
      }
      return this;
    }

    /** The same, of 1 and 0. */
    Family with(boolean value, String... labels) {
      return with(value ? 1 : 0, labels);
    }

    /**
     * The same without labels.
     *
     * @param value a decimal number
     */
    void sample(String value) {
      begin();
      out.text(value);
      out.write('\n');
    }

    private void begin(Labels... labels) {
      out.octets(name);
      char before = '{';
      for (Labels each : labels) {
        out.write(before);
        each.to(out);
        before = ',';
      }
      if (labels.length > 0) {
        out.write('}');
      }
      out.write(' ');
    }
  }

  /**
   * Begins a family, which no other has the name of.
   *
   * @param name that of its samples, which ends as the kind's do
   */
  Family family(String name, Kind kind, String help) {
    if (!NAME.matcher(name).matches() || !name.endsWith(kind.suffix)) {
      throw new IllegalArgumentException("no name of a " + kind.word + ": " + name);
    }
    if (isOpenMetrics()) {
      String family = name.substring(0, name.length() - kind.suffix.length());
      describe("HELP", family, escaped(help).replace("\"", "\\\""));
      describe("TYPE", family, kind.word);
      UNITS.stream()
          .filter(unit -> family.endsWith("_" + unit))
          .forEach(unit -> describe("UNIT", family, unit));
    } else {
      describe("HELP", name, escaped(help));
      describe("TYPE", name, kind == Kind.INFO ? Kind.GAUGE.word : kind.word);
    }
    return new Family(name);
  }

  private void describe(String what, String family, String words) {
    out.text("# " + what + " " + family + " " + words + "\n");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /** All of it, once: nothing follows. */
  Body body() {
    if (isOpenMetrics()) {
      out.text("# EOF\n");
    }
    return out.body();
  }
}
