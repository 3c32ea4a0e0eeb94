// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Prometheus' text format 0.0.4: families one after another, each with its help, its type and all
 * its samples. Written by hand: what the daemon counts is in its snapshot already, and a client
 * library would keep it a second time.
 */
final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final StringBuilder out = new StringBuilder();

  /** What the numbers of a family are. */
  enum Kind {
    /** Only grows, and begins anew with the process. */
    COUNTER,
    /** Goes up and down. */
    GAUGE
  }

  /** A family under way. */
  final class Family {
    private final String name;

    private Family(String name) {
      this.name = name;
    }

    /**
     * A sample.
     *
     * @param labels names and values by turns
     */
    Family with(long value, String... labels) {
      return sample(String.valueOf(value), labels);
    }

    /** The same, of 1 and 0. */
    Family with(boolean value, String... labels) {
      return with(value ? 1 : 0, labels);
    }

    /**
     * The same.
     *
     * @param value a decimal number
     */
    Family sample(String value, String... labels) {
      out.append(name);
      for (int i = 0; i < labels.length; i += 2) {
        require(LABEL, labels[i]);
        out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
        out.append(escaped(labels[i + 1]).replace("\"", "\\\"")).append('"');
      }
      out.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
      return this;
    }
  }

  /** Begins a family, which no other has the name of. */
  Family family(String name, Kind kind, String help) {
    require(NAME, name);
    String type = kind == Kind.COUNTER ? "counter" : "gauge";
    out.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return new Family(name);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static void require(Pattern pattern, String name) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a metric or a label: " + name);
    }
  }

  byte[] octets() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
