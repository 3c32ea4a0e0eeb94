// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

/** Told how far a daemon has come, on its own thread. */
@FunctionalInterface
public interface Progress {
  /** Nobody is told. */
  Progress UNHEARD = (routers, servers) -> {};

  /**
   * The daemon runs, after its start or after a reload.
   *
   * @param routers whether it has virtual routers to run
   * @param servers whether it has virtual servers to run
   */
  void runs(boolean routers, boolean servers);
}
