// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.UsageException.misuse;

import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the options so far have said. Values are read in the order of the words, so that the first
 * wrong one is the one that is told, and what depends on an earlier option (a service's family, its
 * protocol) is as ipvsadm has it.
 */
final class Draft {
  private static final long MOST_SECONDS = 31L * 24 * 60 * 60;

  private final Names names;

  /** Each option that was given, with the word it stood in. */
  private final Map<Option, Integer> given = new EnumMap<>(Option.class);

  /** Of options that say the same thing, the one that was given. */
  private final Map<Option, Option> spelled = new EnumMap<>(Option.class);

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
  private OptionalInt watchSeconds = OptionalInt.empty();
  private String multicastInterface = "eth0";
  private Optional<InetAddress> multicastGroup = Optional.empty();
  private int syncId;
  private int syncMaximum;
  private int multicastPort;
  private int multicastTtl;

  Draft(Names names) {
    this.names = names;
  }

  /** Takes one option. */
  void take(OptionReader reader) {
    Option option = reader.option();
    if (option.isCommand()) {
      throw misuse(reader.word(), option + ": there is a command already");
    }
    if (option == Option.SORT) {
      return;
    }
    if (option == Option.IPV6) {
      ipv6(reader.word());
      return;
    }
    if (given.putIfAbsent(option.slot(), reader.word()) != null) {
      throw misuse(reader.word(), option + ": given already, or another option like it");
    }
    given.put(option, reader.word());
    spelled.put(option.slot(), option);
    String value = reader.value();
    if (value == null) {
      withoutValue(option);
    } else {
      withValue(option, value, reader.valueWord());
    }
  }

  private void withoutValue(Option option) {
    switch (option) {
      case PERSISTENT -> persistenceSeconds = Persistence.DEFAULT_TIMEOUT_SECONDS;
      case IPIP -> forwarding = Forwarding.IPIP;
      case MASQUERADING -> forwarding = Forwarding.MASQUERADE;
      case WATCH -> watchSeconds = OptionalInt.of(2);
      default -> {
        // That it is there is all it says.
      }
    }
  }

  private void withValue(Option option, String value, int word) {
    switch (option) {
      case TCP_SERVICE -> service(IpProtocol.TCP, option, value, word);
      case UDP_SERVICE -> service(IpProtocol.UDP, option, value, word);
      case SCTP_SERVICE -> service(IpProtocol.SCTP, option, value, word);
      case FWMARK_SERVICE ->
          service = Optional.of(ServiceId.mark(number(option, value, word, 1, 0xFFFF_FFFFL)));
      case SCHEDULER -> scheduler = value.isEmpty() ? VirtualService.DEFAULT_SCHEDULER : value;
      case PERSISTENT -> persistenceSeconds = number(option, value, word, 1, MOST_SECONDS);
      case NETMASK -> netmask = Optional.of(netmask(value, word));
      case PERSISTENCE_ENGINE -> engine = value;
      case SCHEDULER_FLAGS -> schedulerFlags = value;
      case REAL_SERVER -> server = Optional.of(endpoint(option, value, word, serverProtocol()));
      case WEIGHT -> weight = (int) number(option, value, word, 0, Integer.MAX_VALUE);
      case UPPER_THRESHOLD -> upperThreshold = number(option, value, word, 0, Integer.MAX_VALUE);
      case LOWER_THRESHOLD -> lowerThreshold = number(option, value, word, 0, Integer.MAX_VALUE);
      case TUNNEL_TYPE -> tunnelType = tunnelType(value, word);
      case TUNNEL_PORT -> tunnelPort = (int) number(option, value, word, 1, 65535);
      case SYNC_ID -> syncId = (int) number(option, value, word, 0, 255);
      case SYNC_MAXIMUM -> syncMaximum = (int) number(option, value, word, 1, 65507);
      case MULTICAST_INTERFACE -> multicastInterface = value;
      case MULTICAST_GROUP -> multicastGroup = Optional.of(multicastGroup(value, word));
      case MULTICAST_PORT -> multicastPort = (int) number(option, value, word, 1, 65535);
      case MULTICAST_TTL -> multicastTtl = (int) number(option, value, word, 1, 255);
      case WATCH -> watchSeconds = OptionalInt.of((int) number(option, value, word, 1, 86400));
      default -> throw new IllegalStateException(option + " takes no value");
    }
  }

  /** A number of a timeout or such, with its word for the message. */
  static long number(Object what, String value, int word, long lowest, long highest) {
    OptionalLong number = WholeNumber.parse(value, lowest, highest);
    if (number.isEmpty()) {
      throw misuse(
          word, what + " " + value + ": it takes a number from " + lowest + " to " + highest);
    }
    return number.getAsLong();
  }

  static long seconds(String value, int word) {
    return number("--set", value, word, 0, MOST_SECONDS);
  }

  private void service(IpProtocol protocol, Option option, String value, int word) {
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

  private Endpoint endpoint(Option option, String value, int word, Optional<IpProtocol> protocol) {
    return Endpoint.parse(value, protocol, names)
        .orElseThrow(
            () ->
                misuse(
                    word,
                    option
                        + " "
                        + value
                        + ": no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT"
                        + " or [IPV6-ADDRESS]:PORT"));
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
    byte[] raw =
        Endpoint.host(value, names)
            .orElseThrow(
                () -> misuse(word, "--netmask " + value + ": an IPv4 mask is like 255.255.255.0"))
            .getAddress();
    return new Netmask(
        AddressFamily.IPV4,
        raw[0] << 24 | (raw[1] & 0xFF) << 16 | (raw[2] & 0xFF) << 8 | (raw[3] & 0xFF));
  }

  private static int tunnelType(String value, int word) {
    return switch (value) {
      case "ipip" -> 0;
      case "gue" -> 1;
      case "gre" -> 2;
      default -> throw misuse(word, "--tun-type " + value + ": it takes ipip, gue or gre");
    };
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

  boolean has(Option option) {
    return given.containsKey(option);
  }

  /** The option that was given of those that share a slot, for messages. */
  Option said(Option option) {
    return spelled.getOrDefault(option.slot(), option);
  }

  /** The word that an option stood in, for messages. */
  int wordOf(Option option) {
    Integer word = given.get(option);
    return word == null ? 0 : word;
  }

  Map<Option, Integer> given() {
    return given;
  }

  Optional<ServiceId> service() {
    return service;
  }

  Endpoint server() {
    return server.orElseThrow();
  }

  String scheduler() {
    return scheduler;
  }

  String engine() {
    return engine;
  }

  String schedulerFlags() {
    return schedulerFlags;
  }

  Optional<Persistence> persistence(AddressFamily family) {
    if (!has(Option.PERSISTENT)) {
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
