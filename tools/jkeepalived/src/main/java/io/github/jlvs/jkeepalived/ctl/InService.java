// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.Optional;
import picocli.CommandLine.Option;

/** In which virtual service a real server is meant. */
final class InService {
  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description =
          "In this virtual service alone, as show services names it, or such as 10.1.0.50:80.")
  private Optional<String> service = Optional.empty();

  /** As it was typed. */
  Optional<String> name() {
    return service;
  }
}
