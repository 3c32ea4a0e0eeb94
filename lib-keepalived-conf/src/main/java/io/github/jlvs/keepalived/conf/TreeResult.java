// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.util.List;

/**
 * The blocks of a configuration, whatever their keywords mean.
 *
 * @param tree the statements and their blocks, with includes, definitions, conditions and sequences
 *     already put in; of what is wrong, as much as could be made out
 * @param diagnostics what is wrong with quotes, braces, includes and definitions, by position
 */
public record TreeResult(ConfigurationTree tree, List<Diagnostic> diagnostics) {

  /** Makes the list unmodifiable. */
  public TreeResult {
    diagnostics = List.copyOf(diagnostics);
  }
}
