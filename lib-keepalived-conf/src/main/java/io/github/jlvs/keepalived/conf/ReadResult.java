// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a configuration.
 *
 * @param configuration the configuration; nothing if there is any error
 * @param diagnostics errors and warnings, by position
 */
public record ReadResult(Optional<Configuration> configuration, List<Diagnostic> diagnostics) {

  /** Makes the list unmodifiable. */
  public ReadResult {
    diagnostics = List.copyOf(diagnostics);
  }
}
