// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * How a daemon is told from others of the same machine, by its files and in the log.
 *
 * @param instance its name among them
 * @param pidDirectory whether the files with its process's number have a directory of their own,
 *     which those of a named one have in any case
 */
public record RunNaming(Optional<String> instance, boolean pidDirectory) {
  /** The only one. */
  public static final RunNaming PLAIN = new RunNaming(Optional.empty(), false);
}
