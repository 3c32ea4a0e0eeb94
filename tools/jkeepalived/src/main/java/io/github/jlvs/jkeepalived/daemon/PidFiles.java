// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that tell others which process the daemon is, and which its parts are: with keepalived
 * a part is a process of its own, so each that runs has a file.
 *
 * @param daemon the daemon's
 * @param routers that of the virtual routers
 * @param checkers that of the virtual servers
 * @param directory made where it is not there, and removed when it is empty at the end
 */
public record PidFiles(Path daemon, Path routers, Path checkers, Optional<Path> directory) {
  private static final Path RUN = Path.of("/run");

  /** The names of all, of a daemon that is the only one. */
  private static final List<String> NAMES = List.of("keepalived", "vrrp", "checkers");

  /**
   * Where keepalived has them.
   *
   * @param namespace the network namespace that the command line names
   * @param instance the daemon's name among others
   * @param ownDirectory whether they have a directory of their own anyway
   */
  public static PidFiles usual(
      Optional<String> namespace, Optional<String> instance, boolean ownDirectory) {
    Path common = RUN.resolve("keepalived");
    Optional<Path> directory =
        namespace
            .map(common::resolve)
            .or(
                () ->
                    ownDirectory || instance.isPresent() ? Optional.of(common) : Optional.empty());
    List<Path> files =
        NAMES.stream()
            .map(name -> name + instance.map(each -> "_" + each).orElse("") + ".pid")
            .map(name -> directory.orElse(RUN).resolve(name))
            .toList();
    return new PidFiles(files.get(0), files.get(1), files.get(2), directory);
  }

  /** With those that the command line names; the directory is for what is left in it. */
  public PidFiles with(
      Optional<Path> forDaemon, Optional<Path> forRouters, Optional<Path> forCheckers) {
    PidFiles chosen =
        new PidFiles(
            forDaemon.orElse(daemon),
            forRouters.orElse(routers),
            forCheckers.orElse(checkers),
            directory);
    boolean used =
        directory
            .map(
                each ->
                    List.of(chosen.daemon, chosen.routers, chosen.checkers).stream()
                        .anyMatch(file -> file.startsWith(each)))
            .orElse(false);
    return used
        ? chosen
        : new PidFiles(chosen.daemon, chosen.routers, chosen.checkers, Optional.empty());
  }
}
