// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;

/**
 * A virtual service as the kernel reports it.
 *
 * @param service what is configured
 * @param statistics what it has carried
 * @param rates what it carries now
 */
public record ServiceStatus(VirtualService service, Statistics statistics, Rates rates) {
  public ServiceStatus {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(statistics, "statistics");
    Objects.requireNonNull(rates, "rates");
  }

  /**
   * What makes the service unique.
   *
   * @return the identity
   */
  public ServiceId id() {
    return service.id();
  }
}
