// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration as its files have it by now.
 *
 * @param configuration empty where it must not be taken
 * @param said what there is to say of it, a line each; why it must not be taken as well
 * @param obstacle the first of these lines for which it must not be taken: warnings may stand
 *     before
 */
public record ReadAgain(
    Optional<Configuration> configuration, List<String> said, Optional<String> obstacle) {
  /** Copies the list. */
  public ReadAgain {
    said = List.copyOf(said);
  }
}
