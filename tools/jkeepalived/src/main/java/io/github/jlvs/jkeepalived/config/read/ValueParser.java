// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.Command;
import io.github.jlvs.jkeepalived.config.model.ScriptUser;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.ScriptWords;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Suggestion;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Prefix;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads words as values. What is not a value of the wanted kind is reported, and the result is
 * empty: the caller goes on with its default, and the error keeps the configuration from being
 * used.
 */
final class ValueParser {
  private static final Pattern TIME = Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,18})?");
  private static final Pattern INTERFACE = Pattern.compile("[^/:\\s\\p{Cntrl}]{1,15}");
  private static final int LONGEST_INTERFACE = 15;
  private static final List<IpProtocol> PROTOCOLS =
      List.of(IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP);

  private final Diagnostics diagnostics;
  private final UnsupportedKeywords unsupported;

  ValueParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.unsupported = new UnsupportedKeywords(diagnostics);
  }

  UnsupportedKeywords unsupported() {
    return unsupported;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** The only argument of a statement. */
  Optional<Word> only(Statement statement, String what) {
    atMost(statement, 1);
    return at(statement, 0, what);
  }

  /** An argument that must be there. */
  Optional<Word> at(Statement statement, int index, String what) {
    if (index < statement.arguments().size()) {
      Word word = statement.arguments().get(index);
      if (word.raw().startsWith("'")) {
        diagnostics.warning(
            word.position(),
            "apostrophes do not quote here and belong to the word (use double quotes)");
      }
      return Optional.of(word);
    }
    diagnostics.error(
        statement.position(), Quoted.quote(statement.name()) + " needs " + what + " after it");
    return Optional.empty();
  }

  /**
   * Whether a reference stands in this word that nothing has taken the place of: it is reported
   * already, and whatever the word should have been would be a second message for one fault.
   */
  static boolean hasOpenReference(Word word) {
    return !word.isQuoted() && word.text().contains("${");
  }

  private void wrong(Word word, String message) {
    if (!hasOpenReference(word)) {
      diagnostics.error(word.position(), message);
    }
  }

  /** Says that what follows the last expected argument is ignored. */
  void atMost(Statement statement, int count) {
    List<Word> arguments = statement.arguments();
    if (arguments.size() > count) {
      Word extra = arguments.get(count);
      diagnostics.warning(
          extra.position(),
          Quoted.quote(extra.text())
              + " is not expected after "
              + Quoted.quote(statement.name())
              + ": ignored");
    }
  }

  Optional<Integer> number(Statement statement, int min, int max) {
    return only(statement, "a number").flatMap(word -> number(word, statement.name(), min, max));
  }

  Optional<Integer> number(Word word, String of, int min, int max) {
    return number(word, of, (long) min, max).map(Long::intValue);
  }

  Optional<Long> number(Word word, String of, long min, long max) {
    String digits = word.text().startsWith("-") ? word.text().substring(1) : word.text();
    String range = "a whole number from " + min + " to " + max;
    if (!isDigits(digits)) {
      wrong(
          word,
          Quoted.quote(word.text()) + " is not a number: " + Quoted.quote(of) + " takes " + range);
      return Optional.empty();
    }
    long value = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    value = word.text().startsWith("-") ? -value : value;
    if (value < min || value > max) {
      wrong(
          word,
          Quoted.quote(word.text()) + " is out of range: " + Quoted.quote(of) + " takes " + range);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Seconds, with at most six decimals of effect. */
  Optional<Duration> seconds(Statement statement, String min, String max) {
    return only(statement, "a number of seconds")
        .flatMap(word -> seconds(word, statement.name(), min, max));
  }

  private Optional<Duration> seconds(Word word, String of, String min, String max) {
    String range = "seconds from " + min + " to " + max;
    if (!TIME.matcher(word.text()).matches()) {
      wrong(
          word,
          Quoted.quote(word.text()) + " is not a time: " + Quoted.quote(of) + " takes " + range);
      return Optional.empty();
    }
    String text = word.text().endsWith(".") ? word.text() + "0" : word.text();
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(new BigDecimal(min)) < 0 || value.compareTo(new BigDecimal(max)) > 0) {
      wrong(
          word,
          Quoted.quote(word.text()) + " is out of range: " + Quoted.quote(of) + " takes " + range);
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(value.movePointRight(6).longValue() * 1000));
  }

  /** A switch; the keyword alone turns it on. */
  boolean flag(Statement statement) {
    atMost(statement, 1);
    if (statement.arguments().isEmpty()) {
      return true;
    }
    Word word = statement.arguments().get(0);
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      case "1" -> {
        diagnostics.warning(word.position(), "'1' is taken for 'on' (write 'on', or nothing)");
        yield true;
      }
      default -> {
        wrong(
            word,
            Quoted.quote(word.text())
                + " is neither on nor off: "
                + Quoted.quote(statement.name())
                + " takes on, off, true, false, yes or no");
        yield true;
      }
    };
  }

  /** A keyword without arguments. */
  boolean present(Statement statement) {
    if (!statement.arguments().isEmpty()) {
      Word extra = statement.arguments().get(0);
      diagnostics.warning(
          extra.position(),
          Quoted.quote(extra.text())
              + " is not expected after "
              + Quoted.quote(statement.name())
              + ", which is on wherever it stands: ignored (without the line it is off)");
    }
    return true;
  }

  Optional<InetAddress> address(Statement statement) {
    return only(statement, "an address").flatMap(this::address);
  }

  Optional<InetAddress> address(Word word) {
    Optional<InetAddress> address = IpAddresses.parse(word.text());
    if (address.isEmpty()) {
      wrong(word, Quoted.quote(word.text()) + " is not an IPv4 or IPv6 address");
    }
    return address;
  }

  /** An address with a prefix length; without one it is the address alone, /32 or /128. */
  Optional<Prefix> prefix(Word word) {
    String text = word.text();
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      diagnostics.error(word.position(), Quoted.quote(text) + " is not an IPv4 or IPv6 address");
      return Optional.empty();
    }
    Optional<Prefix> prefix = Prefix.parse(text);
    if (prefix.isEmpty()) {
      diagnostics.error(
          word.position(),
          Quoted.quote(text)
              + " has a wrong prefix length: 0 to "
              + AddressFamily.of(address.get()).bits()
              + " is possible");
    }
    return prefix;
  }

  /** A transport protocol, in letters of any case. */
  Optional<IpProtocol> protocol(Word word) {
    String name = word.text().toUpperCase(Locale.ROOT);
    for (IpProtocol protocol : PROTOCOLS) {
      if (protocol.name().equals(name)) {
        return Optional.of(protocol);
      }
    }
    Word shown = new Word(word.position(), name, word.raw());
    unknown(shown, "a protocol", PROTOCOLS.stream().map(IpProtocol::name).toList());
    return Optional.empty();
  }

  Optional<Integer> port(Word word) {
    return number(word, "port", 0, 65535);
  }

  Optional<String> interfaceName(Word word) {
    String name = word.text();
    boolean good =
        INTERFACE.matcher(name).matches()
            && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_INTERFACE
            && !name.equals(".")
            && !name.equals("..");
    if (!good) {
      wrong(
          word,
          Quoted.quote(name)
              + " cannot be an interface: 1 to 15 characters without blank, '/' and ':'");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  /** One of some words. */
  <T extends Enum<T>> Optional<T> choice(Statement statement, Class<T> type, String what) {
    return only(statement, what).flatMap(word -> choice(word, type, what));
  }

  <T extends Enum<T>> Optional<T> choice(Word word, Class<T> type, String what) {
    List<T> constants = List.of(type.getEnumConstants());
    for (T constant : constants) {
      if (constant.name().equals(word.text())) {
        return Optional.of(constant);
      }
    }
    unknown(word, what, constants.stream().map(Enum::name).toList());
    return Optional.empty();
  }

  void unknown(Word word, String what, Collection<String> known) {
    wrong(
        word,
        Quoted.quote(word.text())
            + " is not "
            + what
            + Suggestion.nearest(word.text(), known)
                .map(near -> " (did you mean '" + near + "'?)")
                .orElse(known.isEmpty() ? "" : ": known are " + String.join(", ", known)));
  }

  /**
   * A command with its arguments, which is one word and so in quotes if it has any; then perhaps
   * the user and the group that it runs as.
   */
  Optional<Command> command(Statement statement) {
    if (statement.arguments().isEmpty()) {
      return at(statement, 0, "a command").flatMap(none -> Optional.empty());
    }
    Position position = statement.arguments().get(0).position();
    List<String> line = ScriptWords.split(statement.argumentText());
    List<String> words = line.isEmpty() ? line : ScriptWords.split(line.get(0));
    if (words.isEmpty() || words.get(0).isEmpty()) {
      diagnostics.error(
          position,
          Quoted.quote(statement.argumentText())
              + " is not a command: empty, or a quote is not closed");
      return Optional.empty();
    }
    if (line.size() > 3) {
      diagnostics.warning(
          position,
          Quoted.quote(line.get(3))
              + " is not expected after a command, a user and a group: ignored (a command with"
              + " arguments is in double quotes)");
    }
    Optional<String> user = line.stream().skip(1).findFirst();
    Optional<String> group = line.stream().skip(2).findFirst();
    return Optional.of(new Command(words, user.map(name -> new ScriptUser(name, group))));
  }
}
