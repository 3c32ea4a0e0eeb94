// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import java.util.Optional;

/**
 * The block of a checker that has been read. Its check waits for what its real server and its
 * virtual server say further down.
 */
interface CheckReader {
  /**
   * Makes the check.
   *
   * @param server the real server that is checked
   * @param outer what the blocks around it say of checks
   * @return nothing where it is reported that none can be made
   */
  Optional<Check> within(CheckedServer server, CheckDefaults outer);
}
