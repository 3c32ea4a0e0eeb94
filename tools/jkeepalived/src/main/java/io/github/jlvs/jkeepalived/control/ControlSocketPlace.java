// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.keepalived.conf.model.ControlSocket;
import java.nio.file.Path;
import java.util.Optional;

/** Where the control socket is. */
public final class ControlSocketPlace {
  private static final Path COMMON = Path.of("/run/jkeepalived");

  private ControlSocketPlace() {}

  /**
   * Where it is if the configuration names no place: each daemon of a machine has another, as its
   * pid files are others.
   *
   * @param namespace the network namespace that the command line names
   * @param instance the daemon's name among others
   */
  public static Path usual(Optional<String> namespace, Optional<String> instance) {
    return namespace
        .map(COMMON::resolve)
        .orElse(COMMON)
        .resolve("control" + instance.map(each -> "_" + each).orElse("") + ".sock");
  }

  /** The place that a configuration asks for. */
  static Optional<Path> of(ControlSocket asked, Path usual) {
    if (asked instanceof ControlSocket.None) {
      return Optional.empty();
    } else if (asked instanceof ControlSocket.At at) {
      return Optional.of(Path.of(at.path()));
    } else if (asked instanceof ControlSocket.Usual) {
      return Optional.of(usual);
    }
    throw new IllegalStateException("not known where this socket is: " + asked);
  }
}
