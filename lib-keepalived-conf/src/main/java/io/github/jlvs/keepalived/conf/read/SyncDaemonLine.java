// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What follows {@code lvs_sync_daemon}. As keepalived does, it goes on without a value that is
 * none, and says so: the daemon then has what it has without that value.
 */
final class SyncDaemonLine {
  private static final List<String> OPTIONS =
      List.of("inst", "id", "maxlen", "port", "ttl", "group");
  private static final int NO_CHOICE = 0;

  static final Argument<Optional<SyncDaemonLine>> ARGUMENT =
      Argument.of(
          "an interface, then a `vrrp_instance` or `inst` and one, `id` 0 to 255, `maxlen` 1 to"
              + " 65507, `port` 1 to 65535, `ttl` 1 to 255, `group` and a multicast address",
          SyncDaemonLine::read);

  private final String interfaceName;
  private final Diagnostics diagnostics;
  private Optional<Word> instance = Optional.empty();
  private OptionalInt id = OptionalInt.empty();
  private OptionalInt maximumLength = OptionalInt.empty();
  private OptionalInt port = OptionalInt.empty();
  private OptionalInt ttl = OptionalInt.empty();
  private Optional<InetAddress> group = Optional.empty();

  private SyncDaemonLine(String interfaceName, Diagnostics diagnostics) {
    this.interfaceName = interfaceName;
    this.diagnostics = diagnostics;
  }

  private static Optional<SyncDaemonLine> read(Statement statement, Words words) {
    List<Word> arguments = statement.arguments();
    return words
        .at(statement, 0, "an interface")
        .flatMap(word -> new InterfaceValue().read(word, words))
        .filter(name -> isUsable(name, arguments.get(0).position(), words.diagnostics()))
        .map(
            name -> {
              SyncDaemonLine line = new SyncDaemonLine(name, words.diagnostics());
              line.options(arguments.subList(1, arguments.size()));
              return line;
            });
  }

  /** An interface may have a name that no request for a daemon can carry. */
  static boolean isUsable(String interfaceName, Position at, Diagnostics diagnostics) {
    boolean usable = interfaceName.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!usable) {
      diagnostics.warning(
          at,
          "an interface for the synchronisation daemon has a name of ASCII letters alone: it does"
              + " not run");
    }
    return usable;
  }

  /** The virtual router that it names. */
  Optional<Word> instance() {
    return instance;
  }

  /** The daemon while that is master, whose VRID counts where no id is given. */
  SyncDaemon sender(int virtualRouterId) {
    return new SyncDaemon(
        SyncDaemon.State.MASTER,
        interfaceName,
        id.orElse(virtualRouterId),
        maximumLength.orElse(NO_CHOICE),
        group,
        port.orElse(NO_CHOICE),
        ttl.orElse(NO_CHOICE));
  }

  private void options(List<Word> words) {
    int i = 0;
    while (i < words.size()) {
      Word word = words.get(i);
      Optional<Word> value =
          i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
      if (OPTIONS.contains(word.text())) {
        i += 2;
        value.ifPresentOrElse(
            given -> option(word.text(), given),
            () -> passed(word, Quoted.quote(word.text()) + " needs a value after it"));
      } else {
        i++;
        if (instance.isEmpty() && i == 1) {
          instance = Optional.of(word);
        } else if (isOldId(word, i)) {
          diagnostics.warning(
              word.position(),
              "a number alone is the id, and deprecated (write 'id " + word.text() + "')");
          id = number("id", word, 0, 255);
        } else {
          passed(
              word,
              Quoted.quote(word.text())
                  + " is no option of 'lvs_sync_daemon'"
                  + Suggestion.hint(word.text(), OPTIONS));
        }
      }
    }
  }

  /** Once the id stood behind the instance without a word before it. */
  private boolean isOldId(Word word, int end) {
    return end == 2
        && instance.isPresent()
        && !word.text().isEmpty()
        && word.text().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void option(String name, Word value) {
    switch (name) {
      case "inst" -> instance(value);
      case "id" -> id = number(name, value, 0, 255);
      case "maxlen" -> maximumLength = number(name, value, 1, 65507);
      case "port" -> port = number(name, value, 1, 65535);
      case "ttl" -> ttl = number(name, value, 1, 255);
      default -> group(value);
    }
  }

  private void instance(Word value) {
    if (instance.isPresent()) {
      passed(value, "the vrrp_instance is " + Quoted.quote(instance.get().text()) + " already");
    } else {
      instance = Optional.of(value);
    }
  }

  private void group(Word value) {
    group = IpAddresses.parse(value.text()).filter(InetAddress::isMulticastAddress);
    if (group.isEmpty()) {
      passed(value, Quoted.quote(value.text()) + " is no multicast address");
    }
  }

  private OptionalInt number(String option, Word value, int min, int max) {
    OptionalInt number = OptionalInt.empty();
    if (value.text().matches("[0-9]{1,9}")) {
      int given = Integer.parseInt(value.text());
      number = given >= min && given <= max ? OptionalInt.of(given) : number;
    }
    if (number.isEmpty()) {
      passed(
          value,
          Quoted.quote(value.text())
              + " is no number from "
              + min
              + " to "
              + max
              + " for "
              + Quoted.quote(option));
    }
    return number;
  }

  private void passed(Word at, String why) {
    if (!Words.hasOpenReference(at)) {
      diagnostics.warning(at.position(), why + ": ignored, as keepalived does");
    }
  }
}
