// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The arguments of a command: a flat object of JSON, of texts, numbers and flags. Immutable. */
public final class Arguments {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the body of a request; without one there are none.
   *
   * @param known the names that there may be
   * @throws BadArgument if it is no such object, or has another name
   */
  public static Arguments parse(String body, Set<String> known) {
    Map<String, String> values = new TreeMap<>();
    if (!body.isBlank()) {
      try (JsonParser parser = FACTORY.createParser(body)) {
        read(parser, values);
      } catch (IOException e) {
        throw notAnObject();
      }
    }
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new BadArgument(
            known.isEmpty()
                ? "there are no arguments here: leave '" + name + "' out"
                : "there is no argument '" + name + "' here; there are " + listed(known));
      }
    }
    return new Arguments(values);
  }

  private static void read(JsonParser parser, Map<String, String> values) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw notAnObject();
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == null || !value.isScalarValue()) {
        throw notAnObject();
      }
      // What is null is not said.
      if (value != JsonToken.VALUE_NULL && values.put(name, parser.getText()) != null) {
        throw new BadArgument("the argument '" + name + "' is there twice");
      }
    }
    if (parser.nextToken() != null) {
      throw notAnObject();
    }
  }

  private static BadArgument notAnObject() {
    return new BadArgument(
        "the body is no object of JSON with texts, numbers or flags, such as {\"for\": \"10m\"}");
  }

  private static String listed(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  /**
   * One that has to be there.
   *
   * @throws BadArgument if it is not, or is empty
   */
  public String text(String name) {
    return optional(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new BadArgument("the argument '" + name + "' is missing"));
  }

  /** One that may be there; a number or a flag as it was written. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A flag; false where it is not there.
   *
   * @throws BadArgument if it is none
   */
  public boolean flag(String name) {
    return switch (optional(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadArgument("the argument '" + name + "' is true or false");
    };
  }

  /**
   * A whole number that may be there.
   *
   * @throws BadArgument if it is none, or out of its range
   */
  public Optional<Integer> number(String name, int least, int most) {
    return optional(name)
        .map(
            text -> {
              try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // Said with what is out of its range.
              }
              throw new BadArgument(
                  "the argument '" + name + "' is a whole number, " + least + " to " + most);
            });
  }

  /**
   * A span of time that may be there.
   *
   * @throws BadArgument if it is none
   */
  public Optional<Duration> span(String name) {
    return optional(name)
        .map(
            text ->
                TimeSpan.parse(text)
                    .orElseThrow(
                        () -> new BadArgument("the argument '" + name + "' is " + TimeSpan.FORM)));
  }

  /** As the log has them: a name and its value each. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
