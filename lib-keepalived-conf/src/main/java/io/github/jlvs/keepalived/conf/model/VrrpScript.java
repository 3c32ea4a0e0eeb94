// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.time.Duration;

/**
 * A {@code vrrp_script}: a command whose success virtual routers track. What follows for them is in
 * their setups, under the name of {@link #thing()}.
 *
 * @param name its name in the configuration
 * @param command what is run
 * @param interval how often; above zero
 * @param timeout how long a run may take before it counts as failed; above zero
 * @param rise successes in a row that make it up
 * @param fall failures in a row that make it down
 * @param initFail whether it counts as down until its first result
 */
public record VrrpScript(
    String name,
    Command command,
    Duration interval,
    Duration timeout,
    int rise,
    int fall,
    boolean initFail) {

  /**
   * What virtual routers track.
   *
   * @return the name under which its state is reported
   */
  public String thing() {
    return "script " + name;
  }
}
