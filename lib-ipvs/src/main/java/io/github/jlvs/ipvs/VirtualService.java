// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;
import java.util.Optional;

/**
 * A virtual service as a user configures it.
 *
 * @param id what makes it unique
 * @param scheduler the name of the kernel's scheduler, 1..15 characters: rr, wrr, lc, wlc, lblc,
 *     lblcr, dh, sh, sed, nq, fo, ovf, mh, twos, or {@code none} (Linux 4.4 and later). The kernel
 *     loads ip_vs_NAME and answers ENOENT where there is none
 * @param flags one-packet scheduling and the scheduler's own flags
 * @param persistence set for a persistent service
 * @param persistenceEngine the name of the persistence engine, 1..15 characters ({@code sip}); it
 *     works for persistent services alone, though the kernel keeps it for others too
 */
public record VirtualService(
    ServiceId id,
    String scheduler,
    ServiceFlags flags,
    Optional<Persistence> persistence,
    Optional<String> persistenceEngine) {
  /** What ipvsadm takes where no scheduler is named. */
  public static final String DEFAULT_SCHEDULER = "wlc";

  /** Checks names and that the persistence mask is of the service's family. */
  public VirtualService {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(flags, "flags");
    Require.name("scheduler name", scheduler, 15);
    if (persistenceEngine.isPresent()) {
      Require.name("persistence engine name", persistenceEngine.get(), 15);
    }
    if (persistence.isPresent() && persistence.get().netmask().family() != id.family()) {
      throw new IllegalArgumentException(
          "persistence mask "
              + persistence.get().netmask()
              + " is not of the family of service "
              + id);
    }
  }

  /**
   * A plain service.
   *
   * @param id what makes it unique
   * @param scheduler the kernel's scheduler
   * @return a service without flags and persistence
   */
  public static VirtualService of(ServiceId id, String scheduler) {
    return new VirtualService(id, scheduler, ServiceFlags.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * Whether every packet is scheduled on its own.
   *
   * @return true with the flag {@link ServiceFlags#ONE_PACKET}
   */
  public boolean onePacket() {
    return flags.contains(ServiceFlags.ONE_PACKET);
  }

  /**
   * This service with another scheduler.
   *
   * @param newScheduler its name
   * @return the copy
   */
  public VirtualService withScheduler(String newScheduler) {
    return new VirtualService(id, newScheduler, flags, persistence, persistenceEngine);
  }

  /**
   * This service with other flags.
   *
   * @param newFlags all flags that the copy has
   * @return the copy
   */
  public VirtualService withFlags(ServiceFlags newFlags) {
    return new VirtualService(id, scheduler, newFlags, persistence, persistenceEngine);
  }

  /**
   * This service, persistent by single client address.
   *
   * @param timeoutSeconds see {@link Persistence#timeoutSeconds()}
   * @return the copy
   */
  public VirtualService withPersistence(long timeoutSeconds) {
    return withPersistence(Persistence.of(id.family(), timeoutSeconds));
  }

  /**
   * This service, persistent.
   *
   * @param newPersistence time and mask
   * @return the copy
   */
  public VirtualService withPersistence(Persistence newPersistence) {
    return new VirtualService(id, scheduler, flags, Optional.of(newPersistence), persistenceEngine);
  }

  /**
   * This service with a persistence engine.
   *
   * @param engine its name
   * @return the copy
   */
  public VirtualService withPersistenceEngine(String engine) {
    return new VirtualService(id, scheduler, flags, persistence, Optional.of(engine));
  }

  /**
   * The arguments that ipvsadm takes for it.
   *
   * @param endpoints how its address and port are written
   * @return for example {@code -t www:http -s rr -p 300}
   */
  public String arguments(EndpointText endpoints) {
    return Arguments.service(this, endpoints);
  }

  /** Its {@link #arguments} in numbers: {@code -t 10.0.0.1:80 -s rr -p 300}. */
  @Override
  public String toString() {
    return arguments(EndpointText.NUMBERS);
  }
}
