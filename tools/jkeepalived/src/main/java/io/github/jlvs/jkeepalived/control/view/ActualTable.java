// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
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

  /**
   * Reads it, service by service. What stands as it stood before is the same object: of ten
   * thousand destinations few change between two readings, and the others are not kept a second
   * time.
   *
   * @param before as it was read before
   * @param templatesExpire see the record
   * @throws io.github.jlvs.ipvs.IpvsException if the kernel refuses
   */
  public static ActualTable read(Ipvs ipvs, ActualTable before, boolean templatesExpire) {
    Map<ServiceId, Actual> services = new HashMap<>();
    for (ServiceStatus service : ipvs.services()) {
      Map<DestinationId, DestinationStatus> destinations = new HashMap<>();
      ipvs.destinations(service.id()).forEach(each -> destinations.put(each.id(), each));
      Actual read = new Actual(service, destinations);
      Actual known = before.services.get(service.id());
      services.put(service.id(), read.equals(known) ? known : read);
    }
    return new ActualTable(services, Optional.empty(), templatesExpire);
  }

  /** It could not be read. */
  public static ActualTable unreadable(String why) {
    return new ActualTable(Map.of(), Optional.of(why), true);
  }
}
