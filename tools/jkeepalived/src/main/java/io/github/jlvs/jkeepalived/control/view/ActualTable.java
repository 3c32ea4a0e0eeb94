// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's table as it was read last.
 *
 * @param services by what makes them unique; empty where it was not read
 * @param refusal why it could not be read
 * @param templatesExpire whether clients that a persistent service remembers do not come back to a
 *     server of weight 0
 */
public record ActualTable(
    Map<ServiceId, Actual> services, Optional<String> refusal, boolean templatesExpire) {
  /** Nobody has read it: there is nothing of the daemon's in it. */
  public static final ActualTable UNREAD = new ActualTable(Map.of(), Optional.empty(), true);

  /**
   * A service in it.
   *
   * @param status the service
   * @param destinations its destinations
   */
  public record Actual(ServiceStatus status, Map<DestinationId, DestinationStatus> destinations) {}

  /** As it was read, with what the kernel does with remembered clients. */
  public static ActualTable of(Snapshot read, boolean templatesExpire) {
    Map<ServiceId, Actual> services = new HashMap<>();
    for (Snapshot.Entry entry : read.entries()) {
      Map<DestinationId, DestinationStatus> destinations = new HashMap<>();
      entry.destinations().forEach(each -> destinations.put(each.id(), each));
      services.put(entry.id(), new Actual(entry.service(), destinations));
    }
    return new ActualTable(services, Optional.empty(), templatesExpire);
  }

  /** It could not be read. */
  public static ActualTable unreadable(String why) {
    return new ActualTable(Map.of(), Optional.of(why), true);
  }
}
