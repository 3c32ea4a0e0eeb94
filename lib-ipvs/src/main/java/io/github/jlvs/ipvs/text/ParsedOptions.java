// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the options of one line have said so far. Values are read in the order of the words, so that
 * the first wrong one is the one that is told, and what depends on an earlier option (a service's
 * family, its protocol) is as ipvsadm has it. Not thread-safe.
 */
public final class ParsedOptions {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;
  private static final long MOST_SECONDS = 31L * 24 * 60 * 60;

  private final NameLookup names;
  private final RuleDialect dialect;

  /** Each option that was given, and its slot, with the word it stood in. */
  private final Map<CommandOption, Integer> given = new HashMap<>();

  /** Of options that exclude each other, the one that was given. */
  private final Map<CommandOption, CommandOption> spelled = new HashMap<>();

  private Optional<ServiceId> service = Optional.empty();
  private Optional<Endpoint> server = Optional.empty();
  private String scheduler = VirtualService.DEFAULT_SCHEDULER;
  private String engine = "";
  private String schedulerFlags = "";
  private long persistenceSeconds;
  private Optional<Netmask> netmask = Optional.empty();
  private Forwarding forwarding = Forwarding.DIRECT_ROUTE;
  private int weight = 1;
  private long upperThreshold;
  private long lowerThreshold;
  private int tunnelType;
  private int tunnelPort;

  /**
   * Nothing said yet.
   *
   * @param names looks names of hosts and services up, where some are used
   * @param dialect how much a rule may say
   */
  public ParsedOptions(NameLookup names, RuleDialect dialect) {
    this.names = names;
    this.dialect = dialect;
  }

  /**
   * Takes the option at which a reader stands. The value of an option that is no {@link RuleOption}
   * is the caller's affair.
   *
   * @param reader the reader
   * @throws UsageException where it is a command, was given already, or has a value that it cannot
   *     have
   */
  public void take(OptionReader reader) {
    CommandOption option = reader.option();
    if (option.isCommand()) {
      throw misuse(reader.word(), option + ": there is a command already");
    }
    if (option == RuleOption.IPV6) {
      ipv6(reader.word());
      return;
    }
    if (given.putIfAbsent(option.slot(), reader.word()) != null) {
      throw misuse(reader.word(), option + ": given already, or another option like it");
    }
    given.put(option, reader.word());
    spelled.put(option.slot(), option);
    if (option instanceof RuleOption rule) {
      String value = reader.value();
      if (value == null) {
        withoutValue(rule);
      } else {
        withValue(rule, value, reader.valueWord());
      }
    }
  }

  private void withoutValue(RuleOption option) {
    switch (option) {
      case PERSISTENT -> persistenceSeconds = Persistence.DEFAULT_TIMEOUT_SECONDS;
      case IPIP -> forwarding = Forwarding.IPIP;
      case MASQUERADING -> forwarding = Forwarding.MASQUERADE;
      default -> {
        // That it is there is all it says.
      }
    }
  }

  private void withValue(RuleOption option, String value, int word) {
    switch (option) {
      case TCP_SERVICE -> service(IpProtocol.TCP, option, value, word);
      case UDP_SERVICE -> service(IpProtocol.UDP, option, value, word);
      case SCTP_SERVICE -> service(IpProtocol.SCTP, option, value, word);
      case FWMARK_SERVICE ->
          service = Optional.of(ServiceId.mark(number(option, value, word, 1, UNSIGNED_32)));
      case SCHEDULER -> scheduler = value.isEmpty() ? VirtualService.DEFAULT_SCHEDULER : value;
      case PERSISTENT -> persistenceSeconds = seconds(option, value, word);
      case NETMASK -> netmask = Optional.of(netmask(value, word));
      case PERSISTENCE_ENGINE -> engine = value;
      case SCHEDULER_FLAGS -> schedulerFlags = value;
      case REAL_SERVER -> server = Optional.of(endpoint(option, value, word, serverProtocol()));
      case WEIGHT -> weight = (int) number(option, value, word, 0, Integer.MAX_VALUE);
      case UPPER_THRESHOLD -> upperThreshold = threshold(option, value, word);
      case LOWER_THRESHOLD -> lowerThreshold = threshold(option, value, word);
      case TUNNEL_TYPE -> tunnelType = tunnelType(value, word);
      case TUNNEL_PORT -> tunnelPort = (int) number(option, value, word, 1, 65535);
      default -> throw new IllegalStateException(option + " takes no value");
    }
  }

  /**
   * Reads a number in the way of C's strtol: blanks and a sign may stand before it.
   *
   * @param what whose number it is, for the message
   * @param value the text
   * @param word the index of its word
   * @param lowest the lowest number allowed
   * @param highest the highest number allowed
   * @return the number
   * @throws UsageException where it is none, or out of range
   */
  public static long number(Object what, String value, int word, long lowest, long highest) {
    OptionalLong number = WholeNumber.parse(value, lowest, highest);
    if (number.isEmpty()) {
      throw misuse(
          word, what + " " + value + ": it takes a number from " + lowest + " to " + highest);
    }
    return number.getAsLong();
  }

  private long seconds(RuleOption option, String value, int word) {
    return dialect == RuleDialect.KERNEL
        ? number(option, value, word, 0, UNSIGNED_32)
        : number(option, value, word, 1, MOST_SECONDS);
  }

  private long threshold(RuleOption option, String value, int word) {
    long most = dialect == RuleDialect.KERNEL ? UNSIGNED_32 : Integer.MAX_VALUE;
    return number(option, value, word, 0, most);
  }

  private void service(IpProtocol protocol, RuleOption option, String value, int word) {
    Endpoint endpoint = endpoint(option, value, word, Optional.of(protocol));
    if (AddressFamily.of(endpoint.address()) == AddressFamily.IPV6) {
      netmask = Optional.of(Netmask.HOST_IPV6);
    }
    service =
        Optional.of(new ServiceId.Address(protocol, endpoint.address(), endpoint.port().orElse(0)));
  }

  private void ipv6(int word) {
    if (!(service.orElse(null) instanceof ServiceId.FirewallMark mark)) {
      throw misuse(word, "-6: it stands behind -f MARK, and nowhere else");
    }
    service = Optional.of(ServiceId.mark6(mark.mark()));
    netmask = Optional.of(Netmask.HOST_IPV6);
  }

  private Endpoint endpoint(
      RuleOption option, String value, int word, Optional<IpProtocol> protocol) {
    return Endpoint.parse(value, protocol, names, dialect)
        .orElseThrow(
            () ->
                misuse(
                    word,
                    option
                        + " "
                        + value
                        + ": no such address, host, port or service; it takes ADDRESS:PORT,"
                        + " HOST:PORT or [IPV6-ADDRESS]:PORT"));
  }

  /**
   * Names of ports are those of the service's protocol; without a service before, there are none.
   */
  private Optional<IpProtocol> serverProtocol() {
    return service.map(id -> id instanceof ServiceId.Address a ? a.protocol() : IpProtocol.TCP);
  }

  private Netmask netmask(String value, int word) {
    if (service.isPresent() && service.get().family() == AddressFamily.IPV6) {
      long length = WholeNumber.leading(value);
      if (length < 1 || length > 128) {
        throw misuse(word, "--netmask " + value + ": an IPv6 mask is a length from 1 to 128");
      }
      return new Netmask(AddressFamily.IPV6, (int) length);
    }
    Inet4Address mask =
        Endpoint.host(value, names)
            .orElseThrow(
                () -> misuse(word, "--netmask " + value + ": an IPv4 mask is like 255.255.255.0"));
    return new Netmask(AddressFamily.IPV4, IpAddresses.bits(mask));
  }

  private static int tunnelType(String value, int word) {
    return switch (value) {
      case "ipip" -> 0;
      case "gue" -> 1;
      case "gre" -> 2;
      default -> throw misuse(word, "--tun-type " + value + ": it takes ipip, gue or gre");
    };
  }

  /**
   * Checks that a command has what it needs, and nothing that it does not understand.
   *
   * @param command the command, for messages
   * @param needs the options without which it makes no sense
   * @param understands the options that it understands beside those
   * @param table all options, in the order in which they are looked at
   * @param end the number of words
   * @throws UsageException where one is missing, or one too many
   */
  public void check(
      CommandOption command,
      List<CommandOption> needs,
      Collection<? extends CommandOption> understands,
      List<? extends CommandOption> table,
      int end) {
    for (CommandOption needed : needs) {
      if (!has(needed)) {
        throw misuse(
            end,
            command
                + ": "
                + (needed == RuleOption.TCP_SERVICE
                    ? "the service is missing (-t, -u, --sctp-service or -f)"
                    : "the real server is missing (-r)"));
      }
    }
    for (CommandOption option : table) {
      boolean understood =
          needs.contains(option.slot()) || understands.contains(option.slot()) || !has(option);
      if (!understood) {
        throw misuse(wordOf(option), said(option) + ": it does not go with " + command);
      }
    }
  }

  /**
   * Whether an option was given, or, of options that exclude each other, any where their slot is
   * asked for.
   *
   * @param option the option
   * @return true if it was
   */
  public boolean has(CommandOption option) {
    return given.containsKey(option);
  }

  /**
   * The option that was given of those that exclude each other, for messages.
   *
   * @param option one of them
   * @return the one that was given; the one that was asked for where none was
   */
  public CommandOption said(CommandOption option) {
    return spelled.getOrDefault(option.slot(), option);
  }

  /**
   * The word that an option stood in, for messages.
   *
   * @param option the option
   * @return the word's index; 0 where it was not given
   */
  public int wordOf(CommandOption option) {
    return given.getOrDefault(option, 0);
  }

  /**
   * The service that was named.
   *
   * @return empty where none was
   */
  public Optional<ServiceId> service() {
    return service;
  }

  RuleDialect dialect() {
    return dialect;
  }

  Endpoint server() {
    return server.orElseThrow();
  }

  String scheduler() {
    return scheduler;
  }

  Optional<String> engine() {
    return engine.isEmpty() ? Optional.empty() : Optional.of(engine);
  }

  String schedulerFlags() {
    return schedulerFlags;
  }

  Optional<Persistence> persistence(AddressFamily family) {
    if (!has(RuleOption.PERSISTENT)) {
      return Optional.empty();
    }
    return Optional.of(
        new Persistence(persistenceSeconds, netmask.orElseGet(() -> Netmask.host(family))));
  }

  Forwarding forwarding() {
    return forwarding;
  }

  int weight() {
    return weight;
  }

  long upperThreshold() {
    return upperThreshold;
  }

  long lowerThreshold() {
    return lowerThreshold;
  }

  int tunnelType() {
    return tunnelType;
  }

  int tunnelPort() {
    return tunnelPort;
  }
}
