// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as its description goes: what a scraper would
 * refuse, and what promtool would mark, is an error here.
 */
public final class ExpositionReader {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern HELP =
      Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\]|\\\\[\\\\n])+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{([^\n]+)\\})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile(
          "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,(?=[a-zA-Z_])|\\z)");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Set<String> helped = new HashSet<>();
  private String family = "";

  private ExpositionReader() {}

  /**
   * Reads a whole text.
   *
   * @return each sample by its name and its labels, sorted: {@code name{a="b",c="d"}}
   */
  public static Map<String, Double> read(String text) {
    ExpositionReader reader = new ExpositionReader();
    require(text.endsWith("\n") && !text.contains("\r"), "no line end at the end");
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      reader.line(line);
    }
    return reader.samples;
  }

  private void line(String line) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    if (help.matches()) {
      require(helped.add(help.group(1)), "a second help: " + line);
      family = help.group(1);
    } else if (type.matches()) {
      require(type.group(1).equals(family), "a type without its help: " + line);
      require(types.put(family, type.group(2)) == null, "a second type: " + line);
      boolean total = family.endsWith("_total");
      boolean counter = type.group(2).equals("counter");
      require(
          total == counter || family.equals("keepalived_gratuitous_arp_delay_total"),
          "counters alone end in _total: " + line);
    } else {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    require(sample.matches(), "no sample: " + line);
    require(sample.group(1).equals(family), "a sample outside of its family: " + line);
    require(types.containsKey(family), "a sample without a type: " + line);
    double value = Double.parseDouble(sample.group(3));
    require(
        types.getOrDefault(family, "").equals("gauge") || value >= 0,
        "a negative counter: " + line);
    String name = family + labels(sample.group(2), line);
    require(samples.put(name, value) == null, "a sample twice: " + line);
  }

  /**
   * Labels, sorted, in braces; nothing where there are none.
   *
   * @param text what stands between the braces of a line, if any
   */
  static String labels(@Nullable String text, String line) {
    if (text == null) {
      return "";
    }
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find()) {
      require(label.start() == end, "between labels: " + line);
      require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + line);
      end = label.end();
    }
    require(end == text.length(), "behind labels: " + line);
    return labels.entrySet().stream()
        .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
