// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a rule as iptables-save writes them.
 *
 * @param conditions all of them must hold
 */
record IptablesWords(List<Condition> conditions, Action action) {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  IptablesWords {
    conditions = List.copyOf(conditions);
  }

  static IptablesWords of(String text) {
    Deque<String> words = new ArrayDeque<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    List<Condition> conditions = new ArrayList<>();
    while (!words.isEmpty()) {
      String word = words.remove();
      boolean negated = word.equals("!") && !words.isEmpty();
      String option = negated ? words.remove() : word;
      if (option.equals("-j") || option.equals("-g")) {
        String target = words.isEmpty() ? "" : words.remove();
        // What follows are the target's own.
        return new IptablesWords(
            conditions, option.equals("-g") ? new Action.GoTo(target) : target(target));
      }
      String value = isValue(words) ? words.remove() : "";
      if (!option.equals("-m") && !option.equals("--comment")) {
        conditions.add(condition(option, value).negatedIf(negated));
      }
    }
    return new IptablesWords(conditions, new Action.Pass());
  }

  private static boolean isValue(Deque<String> words) {
    String next = words.peek();
    return next != null && !next.startsWith("-") && !next.equals("!");
  }

  private static Condition condition(String option, String value) {
    return switch (option) {
      case "-p" -> Condition.protocol(value);
      case "-i" -> Condition.in(value, '+');
      case "-o" -> Condition.out(value, '+');
      case "-s" -> Condition.source(value);
      case "-d" -> Condition.destination(value);
      case "--dport", "--dports" -> Condition.destinationPorts(value);
      case "--state", "--ctstate" -> Condition.state(List.of(value.split(",")));
      case "--pkt-type", "--dst-type" -> Condition.packetType(value);
      default -> Condition.UNCLEAR;
    };
  }

  private static Action target(String name) {
    return switch (name) {
      case "ACCEPT" -> new Action.Accept();
      case "DROP", "REJECT" -> new Action.Drop();
      case "RETURN" -> new Action.Return();
      case "DNAT", "NETMAP", "REDIRECT", "TPROXY" -> new Action.Redirect();
      case "QUEUE", "NFQUEUE" -> new Action.Unknown();
      case "LOG",
          "NFLOG",
          "MARK",
          "CONNMARK",
          "CT",
          "TRACE",
          "SET",
          "TOS",
          "DSCP",
          "TTL",
          "CLASSIFY",
          "NOTRACK",
          "AUDIT" ->
          new Action.Pass();
      default -> new Action.Jump(name);
    };
  }
}
