// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;

/**
 * One change to the kernel's table, as a value: it can be planned, printed, compared and sent with
 * others in one batch ({@link Ipvs#apply}). Its text is the ipvsadm command line that does the
 * same, without the program's name.
 */
public sealed interface Operation {
  /** A change to one service, or to a destination of one. */
  sealed interface OfService extends Operation {
    /**
     * The service that is changed.
     *
     * @return its identity
     */
    ServiceId serviceId();
  }

  /** A change to one destination of a service. */
  sealed interface OfDestination extends OfService {
    /**
     * The destination that is changed.
     *
     * @return its identity in the service
     */
    DestinationId destinationId();
  }

  /**
   * Adds a service without destinations. Refused with EEXIST where it exists, with ENOENT where the
   * kernel has no such scheduler or persistence engine.
   *
   * @param service the service
   */
  record AddService(VirtualService service) implements OfService {
    public AddService {
      Objects.requireNonNull(service, "service");
    }

    @Override
    public ServiceId serviceId() {
      return service.id();
    }

    @Override
    public String toString() {
      return "-A " + service;
    }
  }

  /**
   * Changes a service; connections and destinations stay. Refused with ESRCH where there is none,
   * with ENOENT where the kernel has no such scheduler or persistence engine.
   *
   * @param service what it shall be, all of it
   * @param flagMask which of the kernel's flag bits ({@code IP_VS_SVC_F_*}, "persistent" included)
   *     are set from the service; the others stay as they are. -1 for all
   */
  record EditService(VirtualService service, int flagMask) implements OfService {
    public EditService {
      Objects.requireNonNull(service, "service");
    }

    /**
     * Changes all of a service.
     *
     * @param service what it shall be
     */
    public EditService(VirtualService service) {
      this(service, -1);
    }

    @Override
    public ServiceId serviceId() {
      return service.id();
    }

    @Override
    public String toString() {
      return "-E " + service;
    }
  }

  /**
   * Removes a service and its destinations. Refused with ESRCH where there is none.
   *
   * @param serviceId the service
   */
  record DeleteService(ServiceId serviceId) implements OfService {
    public DeleteService {
      Objects.requireNonNull(serviceId, "service id");
    }

    @Override
    public String toString() {
      return "-D " + serviceId.arguments(EndpointText.NUMBERS);
    }
  }

  /**
   * Adds a destination. Refused with ESRCH where there is no such service, with EEXIST where it has
   * the destination, with ERANGE for thresholds upside down, with EINVAL for an address that is not
   * unicast or of another family than the service's without a tunnel.
   *
   * @param serviceId the service
   * @param destination the destination
   */
  record AddDestination(ServiceId serviceId, Destination destination) implements OfDestination {
    public AddDestination {
      Objects.requireNonNull(serviceId, "service id");
      Objects.requireNonNull(destination, "destination");
    }

    @Override
    public DestinationId destinationId() {
      return destination.id();
    }

    @Override
    public String toString() {
      return "-a " + serviceId.arguments(EndpointText.NUMBERS) + ' ' + destination;
    }
  }

  /**
   * Changes a destination; its connections stay. Refused with ESRCH where there is no such service,
   * with ENOENT where it has no such destination, with ERANGE for thresholds upside down.
   *
   * @param serviceId the service
   * @param destination what it shall be, all of it
   */
  record EditDestination(ServiceId serviceId, Destination destination) implements OfDestination {
    public EditDestination {
      Objects.requireNonNull(serviceId, "service id");
      Objects.requireNonNull(destination, "destination");
    }

    @Override
    public DestinationId destinationId() {
      return destination.id();
    }

    @Override
    public String toString() {
      return "-e " + serviceId.arguments(EndpointText.NUMBERS) + ' ' + destination;
    }
  }

  /**
   * Removes a destination. Packets of its connections are dropped from then on (see the kernel's
   * sysctl {@code net.ipv4.vs.expire_nodest_conn}); a weight of 0 first spares them. Refused with
   * ESRCH where there is no such service, with ENOENT where it has no such destination.
   *
   * @param serviceId the service
   * @param destinationId the destination
   */
  record DeleteDestination(ServiceId serviceId, DestinationId destinationId)
      implements OfDestination {
    public DeleteDestination {
      Objects.requireNonNull(serviceId, "service id");
      Objects.requireNonNull(destinationId, "destination id");
    }

    @Override
    public String toString() {
      return "-d " + serviceId.arguments(EndpointText.NUMBERS) + " -r " + destinationId;
    }
  }

  /**
   * Sets the counters of a service and of its destinations to zero. Refused with ESRCH where there
   * is none.
   *
   * @param serviceId the service
   */
  record ZeroService(ServiceId serviceId) implements OfService {
    public ZeroService {
      Objects.requireNonNull(serviceId, "service id");
    }

    @Override
    public String toString() {
      return "-Z " + serviceId.arguments(EndpointText.NUMBERS);
    }
  }

  /** Sets all counters to zero. */
  record ZeroAll() implements Operation {
    @Override
    public String toString() {
      return "-Z";
    }
  }

  /** Removes every service of the table, whoever added it. */
  record Flush() implements Operation {
    @Override
    public String toString() {
      return "-C";
    }
  }

  /**
   * Sets how long idle connections are remembered. Refused with EINVAL above the kernel's own
   * limit.
   *
   * @param timeouts the new times; 0 keeps what is there
   */
  record SetTimeouts(Timeouts timeouts) implements Operation {
    public SetTimeouts {
      Objects.requireNonNull(timeouts, "timeouts");
    }

    @Override
    public String toString() {
      return "--set "
          + timeouts.tcpSeconds()
          + ' '
          + timeouts.tcpFinSeconds()
          + ' '
          + timeouts.udpSeconds();
    }
  }

  /**
   * Starts a synchronisation daemon. Refused with EEXIST where one of that state runs, with ENODEV
   * for an unknown interface, with EINVAL for one without multicast, for a group that is no
   * multicast address and while a destination is of another family than its service.
   *
   * @param daemon the daemon
   */
  record StartDaemon(SyncDaemon daemon) implements Operation {
    public StartDaemon {
      Objects.requireNonNull(daemon, "daemon");
    }

    @Override
    public String toString() {
      return Arguments.startDaemon(daemon);
    }
  }

  /**
   * Stops a synchronisation daemon. Refused with ESRCH where none of that state runs.
   *
   * @param state which one
   */
  record StopDaemon(SyncDaemon.State state) implements Operation {
    public StopDaemon {
      Objects.requireNonNull(state, "state");
    }

    @Override
    public String toString() {
      return "--stop-daemon " + state;
    }
  }
}
