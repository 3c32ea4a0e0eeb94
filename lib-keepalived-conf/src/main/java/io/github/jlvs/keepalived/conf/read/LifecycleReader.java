// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.LifecycleScripts;
import java.time.Duration;
import java.util.Optional;

/** Reads what runs and what is told when the daemon starts and stops. */
final class LifecycleReader {
  private static final int LIMIT = 10;
  private static final int LONGEST = 1000;

  static final Keywords<LifecycleReader> KEYWORDS =
      Keywords.<LifecycleReader>none()
          .onFirst(
              keyword("startup_script", command())
                  .says("Run before anything is started, which waits for its end"),
              (reader, command) -> reader.startup = command)
          .on(
              keyword("startup_script_timeout", number(1, LONGEST))
                  .byDefault(LIMIT)
                  .says("After so many seconds it is ended, and the start goes on"),
              (reader, seconds) -> reader.startupLimit = seconds.orElse(LIMIT))
          .onFirst(
              keyword("shutdown_script", command()).says("Run after everything has stopped"),
              (reader, command) -> reader.shutdown = command)
          .on(
              keyword("shutdown_script_timeout", number(1, LONGEST))
                  .byDefault(LIMIT)
                  .says("After so many seconds it is ended, and the daemon with it"),
              (reader, seconds) -> reader.shutdownLimit = seconds.orElse(LIMIT))
          .on(
              keyword("rs_init_notifies", presence())
                  .says("Scripts and FIFOs are told of each working real server at the start"),
              (reader, at) -> reader.announcesServers = true);

  private Optional<Command> startup = Optional.empty();
  private Optional<Command> shutdown = Optional.empty();
  private boolean announcesServers;
  private int startupLimit = LIMIT;
  private int shutdownLimit = LIMIT;

  boolean announcesServers() {
    return announcesServers;
  }

  LifecycleScripts scripts() {
    return new LifecycleScripts(
        startup, Duration.ofSeconds(startupLimit), shutdown, Duration.ofSeconds(shutdownLimit));
  }
}
