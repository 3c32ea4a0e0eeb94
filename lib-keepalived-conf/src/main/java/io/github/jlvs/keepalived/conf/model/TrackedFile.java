// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * A {@code track_file}: a file with a number, which virtual routers track. What follows for them is
 * in their setups, under the name of {@link #thing()}.
 *
 * @param name its name in the configuration
 * @param path where the file is
 * @param init what is written at the start; empty where nothing is
 */
public record TrackedFile(String name, String path, Optional<Init> init) {
  /**
   * What is written to the file at the start.
   *
   * @param value the number
   * @param overwrite whether also where there is a file already
   */
  public record Init(int value, boolean overwrite) {}

  /**
   * What virtual routers track.
   *
   * @return the name under which its state is reported
   */
  public String thing() {
    return "file " + name;
  }
}
