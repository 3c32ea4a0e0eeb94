// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import java.util.Optional;

/**
 * What the blocks around a checker say for it.
 *
 * @param options how checks run
 * @param virtualHost the name of the host that a check by HTTP asks for
 */
record CheckDefaults(CheckOptions options, Optional<String> virtualHost) {

  /** These, and those of the block around for what they leave out. */
  CheckDefaults within(CheckDefaults outer) {
    return new CheckDefaults(
        options.within(outer.options), virtualHost.or(() -> outer.virtualHost));
  }
}
