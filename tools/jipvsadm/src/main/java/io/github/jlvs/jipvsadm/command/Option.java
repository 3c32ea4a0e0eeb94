// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

/**
 * Every option of the command line: the one table that the parser, the help, the completion and the
 * man page are made of. Options are found by exact name; letters may stand in one word.
 */
public enum Option {
  ADD_SERVICE('A', "add-service", Group.COMMAND, "Add a virtual service."),
  EDIT_SERVICE(
      'E',
      "edit-service",
      Group.COMMAND,
      "Change a virtual service; what is not given takes its default."),
  DELETE_SERVICE(
      'D', "delete-service", Group.COMMAND, "Delete a virtual service with its destinations."),
  CLEAR('C', "clear", Group.COMMAND, "Delete all virtual services."),
  RESTORE('R', "restore", Group.COMMAND, "Execute the lines of standard input, one by one."),
  SAVE('S', "save", Group.COMMAND, "Print the table as lines that --restore reads."),
  ADD_SERVER('a', "add-server", Group.COMMAND, "Add a real server to a virtual service."),
  EDIT_SERVER(
      'e', "edit-server", Group.COMMAND, "Change a real server; what is not given is the default."),
  DELETE_SERVER('d', "delete-server", Group.COMMAND, "Delete a real server."),
  LIST('L', "list", Group.COMMAND, "Print the table; without any argument too."),
  LIST_SMALL('l', "", Group.COMMAND, "The same as -L."),
  ZERO('Z', "zero", Group.COMMAND, "Set the counters of one or all services to zero."),
  SET(
      '\0',
      "set",
      Group.COMMAND,
      "Set the timeouts of idle connections: TCP, TCP after a FIN, UDP, in seconds; 0 keeps."),
  START_DAEMON(
      '\0',
      "start-daemon",
      "master|backup",
      Group.COMMAND,
      "Start a daemon that hands connections to other directors, or takes theirs."),
  STOP_DAEMON('\0', "stop-daemon", "master|backup", Group.COMMAND, "Stop such a daemon."),
  HELP('h', "help", Group.COMMAND, "Print this text."),
  VERSION('v', "version", Group.COMMAND, "Print the version of ipvsadm that is followed."),

  TCP_SERVICE('t', "tcp-service", "HOST[:PORT]", Group.SERVICE, "A TCP service."),
  UDP_SERVICE('u', "udp-service", "HOST[:PORT]", Group.SERVICE, "A UDP service."),
  SCTP_SERVICE('\0', "sctp-service", "HOST[:PORT]", Group.SERVICE, "An SCTP service."),
  FWMARK_SERVICE(
      'f', "fwmark-service", "MARK", Group.SERVICE, "The packets with this mark, 1..4294967295."),
  IPV6('6', "ipv6", Group.SERVICE, "After -f: the marked packets are IPv6."),
  SCHEDULER(
      's',
      "scheduler",
      "NAME",
      Group.SERVICE,
      "rr, wrr, lc, wlc (the default), lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh or another that"
          + " the kernel has."),
  PERSISTENT(
      'p',
      "persistent",
      "SECONDS",
      Group.SERVICE,
      "A client keeps its real server so long after its last connection; 360 where no number"
          + " follows."),
  NETMASK(
      'M',
      "netmask",
      "MASK",
      Group.SERVICE,
      "Clients alike under this mask are one to persistence: dotted for IPv4, a length for IPv6."),
  PERSISTENCE_ENGINE(
      '\0', "pe", "NAME", Group.SERVICE, "What recognises a client beyond its address: sip."),
  SCHEDULER_FLAGS(
      'b',
      "sched-flags",
      "FLAG[,FLAG...]",
      Group.SERVICE,
      "flag-1, flag-2, flag-3; sh-fallback, sh-port; mh-fallback, mh-port."),
  ONE_PACKET('o', "ops", Group.SERVICE, "Schedule every packet on its own (UDP and marks)."),

  REAL_SERVER('r', "real-server", "HOST[:PORT]", Group.SERVER, "The real server."),
  GATEWAYING('g', "gatewaying", Group.SERVER, "Forward by direct routing (the default)."),
  IPIP('i', "ipip", Group.SERVER, "Forward through a tunnel."),
  MASQUERADING('m', "masquerading", Group.SERVER, "Forward by address translation."),
  WEIGHT(
      'w',
      "weight",
      "NUMBER",
      Group.SERVER,
      "The share of connections; 1 by default, 0 takes no new ones."),
  UPPER_THRESHOLD(
      'x', "u-threshold", "NUMBER", Group.SERVER, "Take no new connections above this number."),
  LOWER_THRESHOLD(
      'y', "l-threshold", "NUMBER", Group.SERVER, "Take new ones again below this number."),
  TUNNEL_TYPE('\0', "tun-type", "TYPE", Group.SERVER, "ipip (the default), gue or gre; with -i."),
  TUNNEL_PORT('\0', "tun-port", "PORT", Group.SERVER, "The port of a gue tunnel."),
  TUNNEL_NO_CHECKSUM('\0', "tun-nocsum", Group.SERVER, "A gue or gre tunnel without checksum."),
  TUNNEL_CHECKSUM('\0', "tun-csum", Group.SERVER, "A gue or gre tunnel with checksum."),
  TUNNEL_REMOTE_CHECKSUM(
      '\0', "tun-remcsum", Group.SERVER, "A gue tunnel with remote checksum offload."),

  CONNECTIONS('c', "connection", Group.LIST, "Print connections, of one service if one is given."),
  NUMERIC('n', "numeric", Group.LIST, "Numbers instead of the names of hosts and services."),
  TIMEOUT('\0', "timeout", Group.LIST, "Print the timeouts of idle connections."),
  DAEMON('\0', "daemon", Group.LIST, "Print the daemons that hand connections over."),
  STATS('\0', "stats", Group.LIST, "Print what was carried."),
  RATE('\0', "rate", Group.LIST, "Print what is carried in a second."),
  THRESHOLDS('\0', "thresholds", Group.LIST, "Print the thresholds of real servers."),
  PERSISTENT_CONNECTIONS(
      '\0', "persistent-conn", Group.LIST, "Print the clients that are remembered."),
  TUNNEL_INFO('\0', "tun-info", Group.LIST, "Print what tunnels are used."),
  EXACT('X', "exact", Group.LIST, "Print large numbers in full."),
  NO_SORT('\0', "nosort", Group.LIST, "Print in the kernel's order."),
  SORT('\0', "sort", Group.LIST, "Nothing: lists are sorted anyway. Accepted everywhere."),

  SYNC_ID('\0', "syncid", "NUMBER", Group.DAEMON, "Which directors belong together, 0..255."),
  SYNC_MAXIMUM('\0', "sync-maxlen", "BYTES", Group.DAEMON, "The longest datagram, 1..65507 bytes."),
  MULTICAST_INTERFACE('\0', "mcast-interface", "NAME", Group.DAEMON, "Default: eth0."),
  MULTICAST_GROUP('\0', "mcast-group", "ADDRESS", Group.DAEMON, "Default: 224.0.0.81."),
  MULTICAST_PORT('\0', "mcast-port", "PORT", Group.DAEMON, "Default: 8848."),
  MULTICAST_TTL('\0', "mcast-ttl", "NUMBER", Group.DAEMON, "1..255; default: 1."),

  JSON('\0', "json", Group.MORE, "With -L: one JSON document instead of columns."),
  WATCH(
      '\0',
      "watch",
      "SECONDS",
      Group.MORE,
      "With -L: the table with its rates, again and again; every 2 seconds by default."),
  DRY_RUN('\0', "dry-run", Group.MORE, "With a change: print what would be done, do nothing."),
  ATOMIC('\0', "atomic", Group.MORE, "With -R: do nothing unless every line can be understood.");

  /** Which part of the help an option stands in. */
  public enum Group {
    COMMAND("Commands"),
    SERVICE("Virtual services"),
    SERVER("Real servers"),
    LIST("Lists"),
    DAEMON("Daemons"),
    MORE("Beyond ipvsadm");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** The heading. */
    public String title() {
      return title;
    }
  }

  private final char letter;
  private final String longName;
  private final String label;
  private final Group group;
  private final String description;

  Option(char letter, String longName, Group group, String description) {
    this(letter, longName, "", group, description);
  }

  Option(char letter, String longName, String label, Group group, String description) {
    this.letter = letter;
    this.longName = longName;
    this.label = label;
    this.group = group;
    this.description = description;
  }

  /** The letter after one dash; 0 where there is none. */
  public char letter() {
    return letter;
  }

  /** The name after two dashes; empty where there is none. */
  public String longName() {
    return longName;
  }

  /** What its value is called in the help; empty for an option without one. */
  public String label() {
    return label;
  }

  /** Where it stands in the help. */
  public Group group() {
    return group;
  }

  /** What it does. */
  public String description() {
    return description;
  }

  /** Whether a value follows, at least at times. */
  public boolean takesValue() {
    return !label.isEmpty();
  }

  /** Whether the value may be missing: a following word with a dash is no value then. */
  public boolean valueIsOptional() {
    return this == PERSISTENT || this == WATCH;
  }

  /** Whether it says what to do: exactly one such option stands first. */
  public boolean isCommand() {
    return group == Group.COMMAND;
  }

  /** The option that this one may not stand beside because both say the same thing. */
  Option slot() {
    return switch (this) {
      case UDP_SERVICE, SCTP_SERVICE, FWMARK_SERVICE -> TCP_SERVICE;
      case IPIP, MASQUERADING -> GATEWAYING;
      default -> this;
    };
  }

  /** The longer of its two spellings, for messages. */
  @Override
  public String toString() {
    return longName.isEmpty() ? "-" + letter : "--" + longName;
  }
}
