// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.Option.ATOMIC;
import static io.github.jlvs.jipvsadm.command.Option.CONNECTIONS;
import static io.github.jlvs.jipvsadm.command.Option.DRY_RUN;
import static io.github.jlvs.jipvsadm.command.Option.GATEWAYING;
import static io.github.jlvs.jipvsadm.command.Option.MULTICAST_GROUP;
import static io.github.jlvs.jipvsadm.command.Option.MULTICAST_INTERFACE;
import static io.github.jlvs.jipvsadm.command.Option.MULTICAST_PORT;
import static io.github.jlvs.jipvsadm.command.Option.MULTICAST_TTL;
import static io.github.jlvs.jipvsadm.command.Option.NUMERIC;
import static io.github.jlvs.jipvsadm.command.Option.REAL_SERVER;
import static io.github.jlvs.jipvsadm.command.Option.SYNC_ID;
import static io.github.jlvs.jipvsadm.command.Option.SYNC_MAXIMUM;
import static io.github.jlvs.jipvsadm.command.Option.TCP_SERVICE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a command needs and allows. Options that say the same thing are named by their slot. */
enum CommandName {
  ADD_SERVICE(EnumSet.of(TCP_SERVICE), service(DRY_RUN)),
  EDIT_SERVICE(EnumSet.of(TCP_SERVICE), service(DRY_RUN)),
  DELETE_SERVICE(EnumSet.of(TCP_SERVICE), EnumSet.of(DRY_RUN)),
  CLEAR(none(), EnumSet.of(DRY_RUN)),
  RESTORE(none(), EnumSet.of(ATOMIC, DRY_RUN)),
  SAVE(none(), EnumSet.of(NUMERIC)),
  ADD_SERVER(EnumSet.of(TCP_SERVICE, REAL_SERVER), server(DRY_RUN)),
  EDIT_SERVER(EnumSet.of(TCP_SERVICE, REAL_SERVER), server(DRY_RUN)),
  DELETE_SERVER(EnumSet.of(TCP_SERVICE, REAL_SERVER), EnumSet.of(DRY_RUN)),
  LIST(none(), list()),
  ZERO(none(), EnumSet.of(TCP_SERVICE, DRY_RUN)),
  SET(none(), EnumSet.of(DRY_RUN)),
  START_DAEMON(
      none(),
      EnumSet.of(
          SYNC_ID,
          SYNC_MAXIMUM,
          MULTICAST_INTERFACE,
          MULTICAST_GROUP,
          MULTICAST_PORT,
          MULTICAST_TTL,
          DRY_RUN)),
  STOP_DAEMON(none(), EnumSet.of(SYNC_ID, DRY_RUN)),
  HELP(none(), none()),
  VERSION(none(), none());

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable view of a set that nobody else has.
  private final Set<Option> needed;

  @SuppressWarnings("ImmutableEnumChecker") // The same.
  private final Set<Option> allowed;

  CommandName(EnumSet<Option> needed, EnumSet<Option> optional) {
    this.needed = Collections.unmodifiableSet(needed);
    optional.addAll(needed);
    this.allowed = Collections.unmodifiableSet(optional);
  }

  /** The options without which it makes no sense. */
  Set<Option> needed() {
    return needed;
  }

  /** The options that it understands, the needed ones too. */
  Set<Option> allowed() {
    return allowed;
  }

  /** The command that an option stands for. */
  static CommandName of(Option option) {
    return switch (option) {
      case ADD_SERVICE -> ADD_SERVICE;
      case EDIT_SERVICE -> EDIT_SERVICE;
      case DELETE_SERVICE -> DELETE_SERVICE;
      case CLEAR -> CLEAR;
      case RESTORE -> RESTORE;
      case SAVE -> SAVE;
      case ADD_SERVER -> ADD_SERVER;
      case EDIT_SERVER -> EDIT_SERVER;
      case DELETE_SERVER -> DELETE_SERVER;
      case LIST, LIST_SMALL -> LIST;
      case ZERO -> ZERO;
      case SET -> SET;
      case START_DAEMON -> START_DAEMON;
      case STOP_DAEMON -> STOP_DAEMON;
      case HELP -> HELP;
      case VERSION -> VERSION;
      default -> throw new IllegalArgumentException(option + " is no command");
    };
  }

  private static EnumSet<Option> none() {
    return EnumSet.noneOf(Option.class);
  }

  private static EnumSet<Option> service(Option more) {
    EnumSet<Option> options = EnumSet.range(Option.SCHEDULER, Option.ONE_PACKET);
    options.add(more);
    return options;
  }

  private static EnumSet<Option> server(Option more) {
    EnumSet<Option> options = EnumSet.range(Option.WEIGHT, Option.TUNNEL_REMOTE_CHECKSUM);
    options.add(GATEWAYING);
    options.add(more);
    return options;
  }

  private static EnumSet<Option> list() {
    EnumSet<Option> options = EnumSet.range(CONNECTIONS, Option.NO_SORT);
    options.add(TCP_SERVICE);
    // Without any effect there, but ipvsadm lets it pass.
    options.add(SYNC_ID);
    options.add(Option.JSON);
    options.add(Option.WATCH);
    return options;
  }
}
