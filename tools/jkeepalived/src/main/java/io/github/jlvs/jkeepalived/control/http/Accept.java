// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader would have an answer written in: the field Accept (RFC 9110 section 12.5.1). A part
 * of it that is none is passed over, as what nobody here understands is.
 *
 * @param ranges of media types, as they came
 */
public record Accept(List<Range> ranges) {
  /** Nothing was said. */
  public static final Accept ANYTHING = new Accept(List.of());

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern NAME =
      Pattern.compile("[ \\t]*+(" + TOKEN + ")/(" + TOKEN + ")[ \\t]*+");
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";[ \\t]*+(?:(?<name>" + TOKEN + ")=(?<value>" + TOKEN + "|\"[^\"]*+\"))?+[ \\t]*+");

  /** RFC 9110 section 12.4.2. */
  private static final Pattern WEIGHT = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");

  private static final String ANY = "*";

  /**
   * Media types, and how much they are liked.
   *
   * @param type in small letters, or {@code *}
   * @param subtype likewise
   * @param version only that one; empty for any
   * @param weight 0 (not at all) to 1
   */
  public record Range(String type, String subtype, Optional<String> version, BigDecimal weight) {
    private boolean has(MediaType one) {
      return version.filter(only -> !only.equals(one.version())).isEmpty()
          && (type.equals(ANY)
              || one.name().equals(type + "/" + subtype)
              || (subtype.equals(ANY) && one.name().startsWith(type + "/")));
    }

    /** The more it is, the sooner it decides. */
    private int precision() {
      return (type.equals(ANY) ? 0 : 1)
          + (subtype.equals(ANY) ? 0 : 2)
          + (version.isPresent() ? 4 : 0);
    }
  }

  /** Copies the list. */
  public Accept {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads the field's value.
   *
   * @param value of all fields of that name, with commas between them
   */
  public static Accept parse(String value) {
    List<Range> ranges = new ArrayList<>();
    for (String part : value.split(",")) {
      range(part).ifPresent(ranges::add);
    }
    return new Accept(ranges);
  }

  private static Optional<Range> range(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.lookingAt()) {
      return Optional.empty();
    }
    Optional<String> version = Optional.empty();
    BigDecimal weight = BigDecimal.ONE;
    Matcher parameter = PARAMETER.matcher(text);
    int end = name.end();
    while (parameter.find(end) && parameter.start() == end) {
      end = parameter.end();
      String key = String.valueOf(parameter.group("name")).toLowerCase(Locale.ROOT);
      String value = String.valueOf(parameter.group("value"));
      if (key.equals("q")) {
        if (!WEIGHT.matcher(value).matches()) {
          return Optional.empty();
        }
        weight = new BigDecimal(value);
      } else if (key.equals("version")) {
        version = Optional.of(value.replace("\"", ""));
      }
    }
    return end < text.length()
        ? Optional.empty()
        : Optional.of(
            new Range(
                name.group(1).toLowerCase(Locale.ROOT),
                name.group(2).toLowerCase(Locale.ROOT),
                version,
                weight));
  }

  /**
   * Whether one is liked more than another; of each the range counts that is the most precise, and
   * of two alike the one with the greater weight, in whichever order they came.
   */
  public boolean prefers(MediaType one, MediaType other) {
    return weight(one).compareTo(weight(other)) > 0;
  }

  private BigDecimal weight(MediaType type) {
    return ranges.stream()
        .filter(range -> range.has(type))
        .max(Comparator.comparingInt(Range::precision).thenComparing(Range::weight))
        .map(Range::weight)
        .orElse(BigDecimal.ZERO);
  }
}
