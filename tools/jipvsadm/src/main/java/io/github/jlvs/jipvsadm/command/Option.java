// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.RuleOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The options that are no rules': of lists, of daemons, of files, and those that ipvsadm lacks. All
 * options are in {@link OptionTable}.
 */
public enum Option implements CommandOption {
  RESTORE('R', "restore", Group.COMMAND, "Execute the lines of standard input, one by one."),
  SAVE('S', "save", Group.COMMAND, "Print the table as lines that --restore reads."),
  LIST('L', "list", Group.COMMAND, "Print the table; without any argument too."),
  LIST_SMALL('l', "", Group.COMMAND, "The same as -L."),
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

  /** What an option belongs to. */
  enum Group {
    COMMAND,
    LIST,
    DAEMON,
    MORE
  }

  private static final Set<CommandOption> LISTS = lists();
  private static final Set<CommandOption> DAEMONS = daemons();

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

  /** What it belongs to. */
  Group group() {
    return group;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean valueIsOptional() {
    return this == WATCH;
  }

  @Override
  public boolean isCommand() {
    return group == Group.COMMAND;
  }

  /** The options that a command understands; of exclusive ones, their slot. */
  Set<CommandOption> understands() {
    return switch (this) {
      case RESTORE -> Set.of(ATOMIC, DRY_RUN);
      case SAVE -> Set.of(NUMERIC);
      case LIST, LIST_SMALL -> LISTS;
      case SET -> Set.of(DRY_RUN);
      case START_DAEMON -> DAEMONS;
      case STOP_DAEMON -> Set.of(SYNC_ID, DRY_RUN);
      default -> Set.of();
    };
  }

  /** The longer of its two spellings, for messages. */
  @Override
  public String toString() {
    return longName.isEmpty() ? "-" + letter : "--" + longName;
  }

  private static Set<CommandOption> lists() {
    Set<CommandOption> options = new HashSet<>(EnumSet.range(CONNECTIONS, NO_SORT));
    // Without any effect there, but ipvsadm lets it pass.
    options.addAll(Set.of(RuleOption.TCP_SERVICE, SYNC_ID, JSON, WATCH));
    return Set.copyOf(options);
  }

  private static Set<CommandOption> daemons() {
    Set<CommandOption> options = new HashSet<>(EnumSet.range(SYNC_ID, MULTICAST_TTL));
    options.add(DRY_RUN);
    return Set.copyOf(options);
  }
}
