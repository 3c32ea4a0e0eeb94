// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The options of rules: the one table that {@link RuleText} reads by, and from which a program
 * makes its command line, its help and its completion.
 */
public enum RuleOption implements CommandOption {
  /** Add a virtual service. */
  ADD_SERVICE('A', "add-service", Group.COMMAND, "Add a virtual service."),
  /** Change a virtual service; what is not given takes its default. */
  EDIT_SERVICE(
      'E',
      "edit-service",
      Group.COMMAND,
      "Change a virtual service; what is not given takes its default."),
  /** Delete a virtual service with its destinations. */
  DELETE_SERVICE(
      'D', "delete-service", Group.COMMAND, "Delete a virtual service with its destinations."),
  /** Delete all virtual services. */
  CLEAR('C', "clear", Group.COMMAND, "Delete all virtual services."),
  /** Add a real server to a virtual service. */
  ADD_SERVER('a', "add-server", Group.COMMAND, "Add a real server to a virtual service."),
  /** Change a real server; what is not given is the default. */
  EDIT_SERVER(
      'e', "edit-server", Group.COMMAND, "Change a real server; what is not given is the default."),
  /** Delete a real server. */
  DELETE_SERVER('d', "delete-server", Group.COMMAND, "Delete a real server."),
  /** Set the counters of one or all services to zero. */
  ZERO('Z', "zero", Group.COMMAND, "Set the counters of one or all services to zero."),
  /** A TCP service. */
  TCP_SERVICE('t', "tcp-service", "HOST[:PORT]", Group.SERVICE, "A TCP service."),
  /** A UDP service. */
  UDP_SERVICE('u', "udp-service", "HOST[:PORT]", Group.SERVICE, "A UDP service."),
  /** An SCTP service. */
  SCTP_SERVICE('\0', "sctp-service", "HOST[:PORT]", Group.SERVICE, "An SCTP service."),
  /** The packets with this mark, 1..4294967295. */
  FWMARK_SERVICE(
      'f', "fwmark-service", "MARK", Group.SERVICE, "The packets with this mark, 1..4294967295."),
  /** After -f: the marked packets are IPv6. */
  IPV6('6', "ipv6", Group.SERVICE, "After -f: the marked packets are IPv6."),
  /**
   * rr, wrr, lc, wlc (the default), lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh or another that the
   * kernel has.
   */
  SCHEDULER(
      's',
      "scheduler",
      "NAME",
      Group.SERVICE,
      "rr, wrr, lc, wlc (the default), lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh or another that"
          + " the kernel has."),
  /**
   * A client keeps its real server so long after its last connection; 360 where no number follows.
   */
  PERSISTENT(
      'p',
      "persistent",
      "SECONDS",
      Group.SERVICE,
      "A client keeps its real server so long after its last connection; 360 where no number"
          + " follows."),
  /** Clients alike under this mask are one to persistence: dotted for IPv4, a length for IPv6. */
  NETMASK(
      'M',
      "netmask",
      "MASK",
      Group.SERVICE,
      "Clients alike under this mask are one to persistence: dotted for IPv4, a length for IPv6."),
  /** What recognises a client beyond its address: sip. */
  PERSISTENCE_ENGINE(
      '\0', "pe", "NAME", Group.SERVICE, "What recognises a client beyond its address: sip."),
  /** flag-1, flag-2, flag-3; sh-fallback, sh-port; mh-fallback, mh-port. */
  SCHEDULER_FLAGS(
      'b',
      "sched-flags",
      "FLAG[,FLAG...]",
      Group.SERVICE,
      "flag-1, flag-2, flag-3; sh-fallback, sh-port; mh-fallback, mh-port."),
  /** Schedule every packet on its own (UDP and marks). */
  ONE_PACKET('o', "ops", Group.SERVICE, "Schedule every packet on its own (UDP and marks)."),
  /** The real server. */
  REAL_SERVER('r', "real-server", "HOST[:PORT]", Group.SERVER, "The real server."),
  /** Forward by direct routing (the default). */
  GATEWAYING('g', "gatewaying", Group.SERVER, "Forward by direct routing (the default)."),
  /** Forward through a tunnel. */
  IPIP('i', "ipip", Group.SERVER, "Forward through a tunnel."),
  /** Forward by address translation. */
  MASQUERADING('m', "masquerading", Group.SERVER, "Forward by address translation."),
  /** The share of connections; 1 by default, 0 takes no new ones. */
  WEIGHT(
      'w',
      "weight",
      "NUMBER",
      Group.SERVER,
      "The share of connections; 1 by default, 0 takes no new ones."),
  /** Take no new connections above this number. */
  UPPER_THRESHOLD(
      'x', "u-threshold", "NUMBER", Group.SERVER, "Take no new connections above this number."),
  /** Take new ones again below this number. */
  LOWER_THRESHOLD(
      'y', "l-threshold", "NUMBER", Group.SERVER, "Take new ones again below this number."),
  /** ipip (the default), gue or gre; with -i. */
  TUNNEL_TYPE('\0', "tun-type", "TYPE", Group.SERVER, "ipip (the default), gue or gre; with -i."),
  /** The port of a gue tunnel. */
  TUNNEL_PORT('\0', "tun-port", "PORT", Group.SERVER, "The port of a gue tunnel."),
  /** A gue or gre tunnel without checksum. */
  TUNNEL_NO_CHECKSUM('\0', "tun-nocsum", Group.SERVER, "A gue or gre tunnel without checksum."),
  /** A gue or gre tunnel with checksum. */
  TUNNEL_CHECKSUM('\0', "tun-csum", Group.SERVER, "A gue or gre tunnel with checksum."),
  /** A gue tunnel with remote checksum offload. */
  TUNNEL_REMOTE_CHECKSUM(
      '\0', "tun-remcsum", Group.SERVER, "A gue tunnel with remote checksum offload.");

  /** What an option belongs to. */
  public enum Group {
    /** What is done. */
    COMMAND,
    /** A virtual service. */
    SERVICE,
    /** A destination. */
    SERVER
  }

  private final char letter;
  private final String longName;
  private final String label;
  private final Group group;
  private final String description;

  RuleOption(char letter, String longName, Group group, String description) {
    this(letter, longName, "", group, description);
  }

  RuleOption(char letter, String longName, String label, Group group, String description) {
    this.letter = letter;
    this.longName = longName;
    this.label = label;
    this.group = group;
    this.description = description;
  }

  @Override
  public char letter() {
    return letter;
  }

  @Override
  public String longName() {
    return longName;
  }

  @Override
  public String label() {
    return label;
  }

  /**
   * What it belongs to.
   *
   * @return the group
   */
  public Group group() {
    return group;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean valueIsOptional() {
    return this == PERSISTENT;
  }

  @Override
  public boolean isCommand() {
    return group == Group.COMMAND;
  }

  @Override
  public RuleOption slot() {
    return switch (this) {
      case UDP_SERVICE, SCTP_SERVICE, FWMARK_SERVICE -> TCP_SERVICE;
      case IPIP, MASQUERADING -> GATEWAYING;
      default -> this;
    };
  }

  /**
   * The options without which this command makes no sense; of options that exclude each other,
   * their {@link #slot}.
   *
   * @return the options, in the order in which they are missed; empty for what is no command
   */
  public List<CommandOption> needs() {
    return switch (this) {
      case ADD_SERVICE, EDIT_SERVICE, DELETE_SERVICE -> List.of(TCP_SERVICE);
      case ADD_SERVER, EDIT_SERVER, DELETE_SERVER -> List.of(TCP_SERVICE, REAL_SERVER);
      default -> List.of();
    };
  }

  /**
   * The options that this command understands, beside those that it {@link #needs}; of options that
   * exclude each other, their {@link #slot}.
   *
   * @return the options; empty for what is no command
   */
  public List<CommandOption> understands() {
    return switch (this) {
      case ADD_SERVICE, EDIT_SERVICE -> range(SCHEDULER, ONE_PACKET);
      case ADD_SERVER, EDIT_SERVER -> range(GATEWAYING, TUNNEL_REMOTE_CHECKSUM);
      case ZERO -> List.of(TCP_SERVICE);
      default -> List.of();
    };
  }

  private static List<CommandOption> range(RuleOption first, RuleOption last) {
    return new ArrayList<>(EnumSet.range(first, last));
  }

  /** The longer of its two spellings. */
  @Override
  public String toString() {
    return longName.isEmpty() ? "-" + letter : "--" + longName;
  }
}
