// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a real server answered, whose packets come with the virtual address in them.
 *
 * @param server the real server's own address, and the port of the service
 * @param virtual the virtual address, and that port
 * @param tunnel whether packets reach it in a tunnel
 * @param asItself what a connection to its own address came to
 * @param asVirtual what one to the virtual address came to, brought to this server alone
 */
public record DirectAnswer(
    InetSocketAddress server,
    InetSocketAddress virtual,
    boolean tunnel,
    ProbeResult asItself,
    ProbeResult asVirtual) {
  /** Whether it accepts connections to its own address. */
  public boolean accepted() {
    return asItself instanceof ProbeResult.Success;
  }

  /** Why it accepts none to the virtual address; empty where it does. */
  public Optional<String> refusal() {
    return asVirtual instanceof ProbeResult.Failure failure
        ? Optional.of(failure.detail())
        : Optional.empty();
  }
}
