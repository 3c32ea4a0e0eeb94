// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.NameLookup;
import io.github.jlvs.ipvs.text.OptionReader;
import io.github.jlvs.ipvs.text.ParsedOptions;
import io.github.jlvs.ipvs.text.RuleDialect;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the options of one line have said so far: those of rules, and the values of the others. */
final class LineOptions {
  private final ParsedOptions rule;
  private OptionalInt watchSeconds = OptionalInt.empty();
  private String multicastInterface = "eth0";
  private Optional<InetAddress> multicastGroup = Optional.empty();
  private int syncId;
  private int syncMaximum;
  private int multicastPort;
  private int multicastTtl;

  LineOptions(NameLookup names) {
    this.rule = new ParsedOptions(names, RuleDialect.IPVSADM);
  }

  /** Takes one option. */
  void take(OptionReader reader) {
    if (reader.option() == Option.SORT) {
      return;
    }
    rule.take(reader);
    if (reader.option() instanceof Option option) {
      String value = reader.value();
      if (value != null) {
        withValue(option, value, reader.valueWord());
      } else if (option == Option.WATCH) {
        watchSeconds = OptionalInt.of(2);
      }
    }
  }

  private void withValue(Option option, String value, int word) {
    switch (option) {
      case SYNC_ID -> syncId = number(option, value, word, 0, 255);
      case SYNC_MAXIMUM -> syncMaximum = number(option, value, word, 1, 65507);
      case MULTICAST_INTERFACE -> multicastInterface = value;
      case MULTICAST_GROUP -> multicastGroup = Optional.of(multicastGroup(value, word));
      case MULTICAST_PORT -> multicastPort = number(option, value, word, 1, 65535);
      case MULTICAST_TTL -> multicastTtl = number(option, value, word, 1, 255);
      case WATCH -> watchSeconds = OptionalInt.of(number(option, value, word, 1, 86400));
      default -> throw new IllegalStateException(option + " takes no value");
    }
  }

  private static int number(Option option, String value, int word, int lowest, int highest) {
    return (int) ParsedOptions.number(option, value, word, lowest, highest);
  }

  private static InetAddress multicastGroup(String value, int word) {
    return IpAddresses.parse(value)
        .filter(InetAddress::isMulticastAddress)
        .orElseThrow(
            () ->
                misuse(
                    word,
                    "--mcast-group "
                        + value
                        + ": it takes a multicast address, like 224.0.0.81 or ff02::81"));
  }

  /** What the options of rules have said. */
  ParsedOptions rule() {
    return rule;
  }

  boolean has(CommandOption option) {
    return rule.has(option);
  }

  /** The word that an option stood in, for messages. */
  int wordOf(CommandOption option) {
    return rule.wordOf(option);
  }

  Optional<ServiceId> service() {
    return rule.service();
  }

  OptionalInt watchSeconds() {
    return watchSeconds;
  }

  @Nullable SyncDaemon daemon(SyncDaemon.State state) {
    try {
      return new SyncDaemon(
          state,
          multicastInterface,
          syncId,
          syncMaximum,
          multicastGroup,
          multicastPort,
          multicastTtl);
    } catch (IllegalArgumentException noSuchInterface) {
      return null;
    }
  }
}
