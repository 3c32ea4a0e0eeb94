// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import java.util.Optional;

/**
 * The block of a checker that has been read. Its check waits for what its real server and its
 * virtual server say further down.
 */
interface CheckReader {
  /**
   * Makes the check.
   *
   * @param server the real server, where the check connects to unless its block says otherwise
   * @param outer what the blocks around it say of checks
   * @return nothing where it is reported that none can be made
   */
  Optional<Check> within(ServiceAddress server, CheckDefaults outer);
}
