// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What stands at the beginning of a line that is to be repeated: {@code ~SEQ(var, start, step,
 * end)}, the same with {@code ~SEQx} for hexadecimal numbers, or {@code ~LST(var, value, ...)},
 * also with several variables as {@code ~LST({a, b}, {1, 2}, {3, 4})}.
 *
 * @param rounds what each round gives to each variable
 * @param end the index after the closing parenthesis
 */
record Sequence(Iterable<Map<String, String>> rounds, int end) {
  /** Far from where a step could overflow. */
  private static final long LARGEST = 1L << 40;

  private static final List<String> FORMS = List.of("~SEQx", "~SEQ", "~LST");

  /** What is wrong with a sequence, as a message ends. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  /** Whether a line begins with one. */
  static boolean begins(String text, int at) {
    return form(text, at).isPresent();
  }

  private static Optional<String> form(String text, int at) {
    return FORMS.stream()
        .filter(form -> text.startsWith(form, at))
        .filter(form -> text.startsWith("(", LineScan.skipBlanks(text, at + form.length())))
        .findFirst();
  }

  /**
   * Reads one.
   *
   * @param values puts values where a text refers to definitions
   */
  static Sequence read(String text, int at, UnaryOperator<String> values) throws Wrong {
    String form = form(text, at).orElseThrow();
    int open = LineScan.skipBlanks(text, at + form.length());
    SequenceArguments arguments = SequenceArguments.read(text, open);
    if (form.equals("~LST")) {
      return new Sequence(list(arguments.all()), arguments.end());
    }
    return new Sequence(numbers(arguments.all(), form.equals("~SEQx"), values), arguments.end());
  }

  private static List<Map<String, String>> list(List<List<String>> arguments) throws Wrong {
    List<String> names = arguments.get(0);
    for (String name : names) {
      checkName(name);
    }
    if (arguments.size() < 2) {
      throw new Wrong("it has no values");
    }
    List<Map<String, String>> rounds = new ArrayList<>();
    for (List<String> value : arguments.subList(1, arguments.size())) {
      if (value.size() > names.size()) {
        throw new Wrong("more values than variables stand together");
      }
      rounds.add(
          IntStream.range(0, names.size())
              .boxed()
              .collect(
                  Collectors.toMap(
                      names::get, i -> i < value.size() ? value.get(i) : "", (a, b) -> b)));
    }
    return rounds;
  }

  private static Iterable<Map<String, String>> numbers(
      List<List<String>> arguments, boolean hexadecimal, UnaryOperator<String> values)
      throws Wrong {
    String name = arguments.get(0).get(0);
    checkName(name);
    if (arguments.size() < 2 || arguments.size() > 4) {
      throw new Wrong("it takes a variable, a start, perhaps a step, and an end");
    }
    List<Long> given = new ArrayList<>();
    for (List<String> argument : arguments.subList(1, arguments.size())) {
      given.add(number(values.apply(argument.get(0))));
    }
    long end = given.get(given.size() - 1);
    long start = given.size() > 1 ? given.get(0) : Long.signum(end);
    long step = given.size() > 2 ? given.get(1) : end < start ? -1 : 1;
    if (step == 0 || (step > 0 && end < start) || (step < 0 && end > start)) {
      throw new Wrong("its step never leads from the start to the end");
    }
    if (hexadecimal && Math.min(start, end) < 0) {
      throw new Wrong("hexadecimal numbers cannot be negative");
    }
    return () -> new Numbers(name, start, step, end, hexadecimal);
  }

  private static void checkName(String name) throws Wrong {
    if (!LineScan.isName(name)) {
      throw new Wrong("its variable needs a name of letters, digits and '_'");
    }
  }

  private static long number(String text) throws Wrong {
    try {
      long number = Long.decode(text.isEmpty() ? "0" : text);
      if (Math.abs(number) > LARGEST) {
        throw new Wrong("a start, a step or an end is too large");
      }
      return number;
    } catch (NumberFormatException wrong) {
      throw new Wrong("a start, a step or an end is no number");
    }
  }

  /** The rounds of numbers, made as they are asked for: there may be billions. */
  private static final class Numbers implements Iterator<Map<String, String>> {
    private final String name;
    private final long step;
    private final long end;
    private final boolean hexadecimal;
    private long next;

    Numbers(String name, long start, long step, long end, boolean hexadecimal) {
      this.name = name;
      this.next = start;
      this.step = step;
      this.end = end;
      this.hexadecimal = hexadecimal;
    }

    @Override
    public boolean hasNext() {
      return step > 0 ? next <= end : next >= end;
    }

    @Override
    public Map<String, String> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long value = next;
      next += step;
      return Map.of(name, hexadecimal ? Long.toHexString(value) : Long.toString(value));
    }
  }
}
