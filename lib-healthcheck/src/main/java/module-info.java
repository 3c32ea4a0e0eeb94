// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Health checks of real servers: what a result means, the probes, and the loop that runs them. */
@NullMarked
module io.github.jlvs.healthcheck {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;

  exports io.github.jlvs.healthcheck;
  exports io.github.jlvs.healthcheck.linux;
  exports io.github.jlvs.healthcheck.probe;
  exports io.github.jlvs.healthcheck.probe.direct;
  exports io.github.jlvs.healthcheck.probe.dns;
  exports io.github.jlvs.healthcheck.probe.http;
  exports io.github.jlvs.healthcheck.probe.smtp;
  exports io.github.jlvs.healthcheck.probe.tls;
}
