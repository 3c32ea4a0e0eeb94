// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Command lines that nobody wrote down: options in every spelling, clustered, doubled and out of
 * place, with values good and odd, about few services, so that many lines find what they name. What
 * is known to differ on purpose is left out: help, and connections of one service.
 */
final class RandomCommands {
  private static final int LINES = 250;

  private static final String[] ADDRESSES =
      choices(
          "10.0.0.1:80|10.0.0.1:80|10.0.0.2:53|10.0.0.2:http|10.0.0.3|10.0.0.3:0|"
              + "[2001:db8::1]:80|[2001:db8::1]:80|2001:db8::2|[2001:db8::2]:0|localhost:domain|"
              + "10.0.0.1:080|0xa000001:80|10.1:80|[2001:DB8:0::1]:http|[10.0.0.1]:80|[::]:1|"
              + "10.0.0.1:+80|10.0.0.1:80 |10.0.0.1:|:80|80|0|1.2.3.4.5:6|[::1|::1]|10.0.0.1:65536|"
              + "10.0.0.1:-0|[::ffff:10.0.0.1]:80|10.0.0.1:nosuch|nosuch.invalid|255.255.255.255:80|"
              + "224.0.0.1:80|fe80::1%lo|10.0.0.1/24:80|[2001:db8::1]80");

  private static final String[] SERVERS =
      choices(
          "10.1.0.1|10.1.0.1:80|10.1.0.1:80|10.1.0.2:8080|10.1.0.3:0|127.0.0.1:81|"
              + "[2001:db8::a]:80|[2001:db8::a]:80|2001:db8::b|localhost:http|10.1.0.1:http|"
              + "10.1.0.1:domain|10.1.0.1:tftp|10.1.0.1:99999|9||[10.1.0.9]:90|0:80|224.0.0.9:80|"
              + "[ff02::1]:80|255.255.255.255|10.1.0.1:80x|[2001:db8::a]:|-1:-1");

  private static final String[] NUMBERS =
      choices(
          "0|1|2|5|7|100|255|256|65535|65536|65507|65508|2147483647|2147483648|4294967295|"
              + "4294967296|18446744073709551616|9223372036854775808|2678400|2678401|-1|+3| 4|4 |010|"
              + "0x10|1e3|1.5||abc|1,2|\t9|\n9|--5|-+5|+-5|00000000000000000000000000005|5\u00a0|"
              + "\u0665");

  private static final String[] SCHEDULERS =
      choices(
          "rr|rr|wrr|lc|wlc|lblc|lblcr|dh|sh|sh|sed|nq|fo|ovf|mh|mh|none|nosuch||RR|r r| rr|"
              + "rr |-rr|12345678901234567");

  private static final String[] FLAGS =
      choices(
          "flag-1|flag-2|flag-3|flag-1,flag-2|sh-port|sh-fallback|sh-port,sh-fallback|mh-port|"
              + "mh-fallback,mh-port|flag-3,sh-port|sh-port,mh-port|flag-1,,flag-3|,flag-2|flag-2,|"
              + "flag|SH-PORT||flag-1 flag-2|flag-1;flag-2");

  private static final String[] MASKS =
      choices(
          "255.255.255.0|255.255.255.255|255.0.0.0|0.0.0.0|24|64|128|129|0|1|-1|64x|x64||"
              + "ffff::|255.0.255.0|0xffff0000|255.255.255.0/24|/64|16 ");

  private static final String[] GROUPS =
      choices(
          "224.0.0.81|239.255.255.255|ff02::81|ff05::1|10.0.0.1|::1|[ff02::1]||224.0.0.81x|"
              + "224.1|ff02::1%lo|224.0.0.081|FF02::A");

  private static final String[] OTHERS =
      choices(
          "--|-||word|-n|--sort|--sort|-6|-X|-g|-i|-m|-o|-q|--bogus|--|-L|-A|-Z|--numeric|"
              + "--exact|--stats|-v|-=|--=|-n=|--sort=1|ipvsadm|--ops|-\u00e9|---|-0|-9");

  private static final String[] DISPLAYS =
      choices("stats|rate|thresholds|persistent-conn|tun-info|nosort|sort|timeout|daemon");

  private static String[] choices(String text) {
    return text.split("\\|", -1);
  }

  private final Random random;

  /** Whether words may stand where they mean nothing, and values be wrong. */
  private final boolean wild;

  private final List<String> words = new ArrayList<>();

  /** Whether a letter may be put behind the last word. */
  private boolean open;

  private RandomCommands(int seed) {
    random = new Random(seed);
    wild = seed % 2 == 0;
  }

  /** So many command lines, the same ones for the same seed. */
  static List<Case> of(int seed) {
    RandomCommands commands = new RandomCommands(seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      String place = "seed " + seed + ", line " + i;
      cases.add(commands.chance(12) ? Case.anyRules(place, commands.rules()) : commands.any(place));
    }
    return cases;
  }

  private Case any(String place) {
    return Case.any(place, List.copyOf(line()));
  }

  /** Rules with what editors and other systems leave in them. */
  private String rules() {
    StringBuilder rules = new StringBuilder();
    int lines = 1 + random.nextInt(5);
    for (int i = 0; i < lines; i++) {
      String line = ruleOf(line());
      rules.append(chance(6) ? pick("ipvsadm ", " ", "\t", "\n", "# ", "  \t\n", "\r\n") : "");
      rules.append(chance(8) ? line.replace(" ", pick("\t", "  ", " \t ", "\r")) : line);
      rules.append(chance(8) ? pick(" ", "\t", "\r", " #", " \"\"", " --", "\0") : "");
      rules.append(chance(10) && i == lines - 1 ? "" : "\n");
    }
    return rules.toString();
  }

  /** A character of a rule is a byte. */
  private static String ruleOf(List<String> line) {
    return String.join(" ", line).replaceAll("[^\\u0000-\\u00ff]", "?");
  }

  private List<String> line() {
    words.clear();
    open = false;
    switch (random.nextInt(wild ? 16 : 15)) {
      case 0, 1, 2, 3 -> service();
      case 4, 5, 6, 7 -> server();
      case 8 -> {
        command(pick('D', 'Z'), "");
        somewhere();
      }
      case 9, 10, 11 -> list();
      case 12 -> {
        command('S', "save");
        if (chance(2)) {
          option('n', "numeric", null);
        }
      }
      case 13 -> timeouts();
      case 14 -> daemon();
      default -> {
        words.add(pick(OTHERS));
        somewhere();
      }
    }
    if (wild && chance(8)) {
      words.add(random.nextInt(1 + words.size()), pick(OTHERS));
    }
    if (wild && chance(40)) {
      words.add(words.get(random.nextInt(words.size())));
    }
    String first = words.get(0);
    // The help's text is not compared, nor what it ends with.
    if (first.startsWith("-h") || first.equals("--help")) {
      words.set(0, "-L");
    }
    return words;
  }

  private void service() {
    command(pick('A', 'A', 'A', 'E', 'E'), "");
    List<Runnable> parts = new ArrayList<>();
    parts.add(() -> option('s', "scheduler", mostly(16, SCHEDULERS)));
    parts.add(() -> option('p', "persistent", chance(2) ? null : mostly(8, NUMBERS)));
    parts.add(() -> option('M', "netmask", mostly(4, MASKS)));
    parts.add(() -> option('b', "sched-flags", mostly(4, FLAGS)));
    parts.add(() -> option('\0', "pe", pick("sip", "sip", "", "nosuch", "SIP")));
    parts.add(() -> option('o', "ops", null));
    surrounded(parts);
  }

  private void server() {
    command(pick('a', 'a', 'a', 'e', 'd'), "");
    List<Runnable> parts = new ArrayList<>();
    parts.add(() -> option(pick('g', 'i', 'm', 'i', 'm'), "", null));
    parts.add(() -> option('w', "weight", mostly(8, NUMBERS)));
    parts.add(() -> option('x', "u-threshold", mostly(8, NUMBERS)));
    parts.add(() -> option('y', "l-threshold", mostly(8, NUMBERS)));
    parts.add(() -> option('\0', "tun-type", pick("ipip", "gue", "gre", "gue", "GRE", "", "gu")));
    parts.add(() -> option('\0', "tun-port", mostly(8, NUMBERS)));
    parts.add(() -> option('\0', pick("tun-csum", "tun-nocsum", "tun-remcsum"), null));
    int before = words.size();
    surrounded(parts);
    if (!chance(12)) {
      boolean early = chance(6);
      List<String> rest =
          new ArrayList<>(words.subList(early ? before : words.size(), words.size()));
      words.subList(early ? before : words.size(), words.size()).clear();
      open = early && before == 1 && words.get(0).matches("-[aed]");
      option('r', "real-server", mostly(9, SERVERS));
      words.addAll(rest);
      open = false;
    }
  }

  private void list() {
    command(pick('L', 'L', 'l'), "list");
    boolean connections = chance(5);
    if (connections) {
      option('c', "connection", null);
    }
    if (!chance(4)) {
      option('n', "numeric", null);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      option('\0', pick(DISPLAYS), null);
    }
    if (chance(5)) {
      option('X', "exact", null);
    }
    if (chance(12)) {
      option('\0', "syncid", mostly(8, NUMBERS));
    }
    if (!connections && chance(3)) {
      somewhere();
    }
  }

  private void timeouts() {
    words.add(chance(10) ? "--set=" + mostly(8, NUMBERS) : "--set");
    int number = chance(8) ? random.nextInt(6) : 3;
    for (int i = 0; i < number; i++) {
      words.add(chance(2) ? "" + random.nextInt(1000) : mostly(8, NUMBERS));
    }
  }

  private void daemon() {
    String command = pick("start-daemon", "start-daemon", "start-daemon", "stop-daemon");
    option('\0', command, pick("master", "backup", "master", "backup", "MASTER", "mas", ""));
    List<Runnable> parts = new ArrayList<>();
    parts.add(() -> option('\0', "syncid", mostly(8, NUMBERS)));
    parts.add(() -> option('\0', "sync-maxlen", mostly(8, NUMBERS)));
    parts.add(() -> option('\0', "mcast-group", mostly(4, GROUPS)));
    parts.add(() -> option('\0', "mcast-port", mostly(8, NUMBERS)));
    parts.add(() -> option('\0', "mcast-ttl", mostly(8, NUMBERS)));
    if (!chance(6)) {
      option('\0', "mcast-interface", pick("enp0s3", "enp0s3", "enp0s3", "lo", "nosuch", ""));
    }
    for (Runnable part : parts) {
      if (chance(4)) {
        part.run();
      }
    }
  }

  /** The service among the parts, each of which is there or not. */
  private void surrounded(List<Runnable> parts) {
    boolean behind = wild && chance(8);
    if (!behind) {
      somewhere();
    }
    Collections.shuffle(parts, random);
    for (Runnable part : parts) {
      for (int i = chance(3) ? 1 : 0; i > 0; i = wild && chance(8) ? 1 : 0) {
        part.run();
      }
    }
    if (behind) {
      somewhere();
    }
  }

  private void somewhere() {
    switch (random.nextInt(wild ? 10 : 9)) {
      case 0, 1, 2, 3 -> option('t', "tcp-service", address());
      case 4, 5 -> option('u', "udp-service", address());
      case 6 -> option('\0', "sctp-service", address());
      case 7, 8 -> {
        option('f', "fwmark-service", chance(2) ? pick("1", "2", "3") : mostly(8, NUMBERS));
        if (chance(3)) {
          option('6', "ipv6", null);
        }
      }
      default -> {
        // None.
      }
    }
  }

  private String address() {
    return mostly(10, ADDRESSES);
  }

  private void command(char letter, String name) {
    option(letter, name, null);
  }

  private void option(char letter, String name, @Nullable String value) {
    if (letter == '\0' || (!name.isEmpty() && chance(3))) {
      longOption(name, value);
      return;
    }
    if (open && chance(3)) {
      words.set(words.size() - 1, words.get(words.size() - 1) + letter);
    } else {
      words.add("-" + letter);
    }
    open = value == null;
    if (value == null) {
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> words.set(words.size() - 1, words.get(words.size() - 1) + value);
      case 1 -> words.set(words.size() - 1, words.get(words.size() - 1) + '=' + value);
      default -> words.add(value);
    }
  }

  private void longOption(String name, @Nullable String value) {
    open = false;
    String text =
        "--" + (wild && chance(60) ? name.substring(0, random.nextInt(name.length())) : name);
    text = wild && chance(100) ? text.substring(1) : text;
    if (value == null) {
      words.add(text);
    } else if (chance(3)) {
      words.add(text + '=' + value);
    } else {
      words.add(text);
      words.add(value);
    }
  }

  /** One of the first, which are good; of a wild one, any now and then. */
  private String mostly(int good, String[] choices) {
    return choices[random.nextInt(wild && chance(4) ? choices.length : good)];
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private char pick(char... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
