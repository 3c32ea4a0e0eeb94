// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;

/** Reads what {@code global_defs} says of how all virtual routers use this host. */
final class GlobalRouterReader {
  static final Keywords<GlobalRouterReader> KEYWORDS =
      Keywords.<GlobalRouterReader>none()
          .on(
              keyword("vrrp_check_unicast_src", presence())
                  .byDefault("off")
                  .says("Advertisements of others than the peers are refused"),
              (reader, at) -> reader.checksUnicastSource = true);

  private boolean checksUnicastSource;

  boolean checksUnicastSource() {
    return checksUnicastSource;
  }
}
