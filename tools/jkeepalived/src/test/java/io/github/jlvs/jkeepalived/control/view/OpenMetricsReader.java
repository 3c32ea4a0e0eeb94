// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads OpenMetrics 1.0 by its grammar, of the kinds of families that the daemon has. What the
 * description leaves to the writer, such as a family without help, is an error here too.
 */
public final class OpenMetricsReader {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String ESCAPED = "(?:[^\"\\\\]|\\\\[\\\\n\"])";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (" + ESCAPED + "+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|info)");
  private static final Pattern UNIT = Pattern.compile("# UNIT (" + NAME + ") ([a-z]+)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{([^\n]+)\\})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Map<String, String> SUFFIXES =
      Map.of("counter", "_total", "gauge", "", "info", "_info");

  /** Names of samples that a family of some kind could have: no other family may be called so. */
  private static final List<String> TAKEN =
      List.of("", "_total", "_created", "_info", "_count", "_sum", "_bucket", "_gcount", "_gsum");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Set<String> helped = new HashSet<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private String family = "";
  private boolean sampled;

  private OpenMetricsReader() {}

  /**
   * What was read.
   *
   * @param types of the families
   * @param units of those that have one
   * @param samples as of {@link ExpositionReader#read}
   */
  public record Read(
      Map<String, String> types, Map<String, String> units, Map<String, Double> samples) {}

  /** Reads a whole text. */
  public static Read read(String text) {
    require(text.endsWith("\n# EOF\n") && !text.contains("\r"), "no end of the text at its end");
    OpenMetricsReader reader = new OpenMetricsReader();
    for (String line : text.substring(0, text.length() - "\n# EOF\n".length()).split("\n", -1)) {
      reader.line(line);
    }
    reader.end();
    return new Read(reader.types, reader.units, reader.samples);
  }

  private void line(String line) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    Matcher unit = UNIT.matcher(line);
    if (help.matches()) {
      describes(help.group(1), line);
      require(helped.add(family), "a second help: " + line);
    } else if (type.matches()) {
      describes(type.group(1), line);
      require(types.put(family, type.group(2)) == null, "a second type: " + line);
    } else if (unit.matches()) {
      describes(unit.group(1), line);
      require(units.put(family, unit.group(2)) == null, "a second unit: " + line);
      require(family.endsWith("_" + unit.group(2)), "a family without its unit: " + line);
    } else {
      sample(line);
    }
  }

  /** Of one family all stands together, what describes it first. */
  private void describes(String name, String line) {
    if (!name.equals(family)) {
      require(!types.containsKey(name) && !helped.contains(name), "a family twice: " + line);
      sampled = false;
    }
    require(!sampled, "what describes a family stands behind its samples: " + line);
    family = name;
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    require(sample.matches(), "no sample: " + line);
    String type = types.getOrDefault(family, "none");
    require(
        sample.group(1).equals(family + SUFFIXES.getOrDefault(type, " ")),
        "a sample that is none of its family: " + line);
    sampled = true;
    double value = Double.parseDouble(sample.group(3));
    require(!type.equals("counter") || value >= 0, "a negative counter: " + line);
    require(!type.equals("info") || value == 1, "a fact that is not 1: " + line);
    String name = sample.group(1) + ExpositionReader.labels(sample.group(2), line);
    require(samples.put(name, value) == null, "a sample twice: " + line);
  }

  private void end() {
    for (String name : types.keySet()) {
      require(helped.contains(name), "a family without help: " + name);
      for (String suffix : TAKEN) {
        require(
            suffix.isEmpty() || !types.containsKey(name + suffix),
            "the name of a family could be that of another one's sample: " + name + suffix);
      }
    }
    require(types.keySet().containsAll(helped), "a family without a type");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
