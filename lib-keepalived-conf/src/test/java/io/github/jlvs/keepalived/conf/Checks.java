// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.healthcheck.Check;
import java.util.List;

/** The checks that lines of a virtual server make. */
final class Checks {
  private Checks() {}

  /**
   * Those of its last real server.
   *
   * @param before what stands outside it, before it
   */
  static List<Check> of(String before, String... lines) {
    ReadResult result = ConfigurationReader.read("t.conf", before + Texts.server(lines));
    return result
        .configuration()
        .orElseThrow(() -> new AssertionError(result.diagnostics()))
        .virtualServers()
        .get(0)
        .checks()
        .realServers()
        .get(1)
        .checks();
  }
}
