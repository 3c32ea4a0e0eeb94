// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.keepalived.conf.model.Command;
import java.util.Optional;

/** Whom scripts run as. May block: users are looked up. */
@FunctionalInterface
interface Owners {
  /** The numbers of user and group, as in {@code 0:0}; nothing for a command that is not run. */
  Optional<String> of(Command command);
}
