// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Request;
import io.github.jlvs.netlink.generic.Family;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.util.function.Consumer;

/** Operations and questions as requests to the kernel's family. */
public final class RequestFactory {
  private final Family family;

  public RequestFactory(Family family) {
    this.family = family;
  }

  Request of(Operation operation) {
    return request(command(operation), operation, out -> attributes(out, operation));
  }

  private static int command(Operation operation) {
    if (operation instanceof Operation.AddService) {
      return IPVS_CMD_NEW_SERVICE;
    } else if (operation instanceof Operation.EditService) {
      return IPVS_CMD_SET_SERVICE;
    } else if (operation instanceof Operation.DeleteService) {
      return IPVS_CMD_DEL_SERVICE;
    } else if (operation instanceof Operation.AddDestination) {
      return IPVS_CMD_NEW_DEST;
    } else if (operation instanceof Operation.EditDestination) {
      return IPVS_CMD_SET_DEST;
    } else if (operation instanceof Operation.DeleteDestination) {
      return IPVS_CMD_DEL_DEST;
    } else if (operation instanceof Operation.ZeroService
        || operation instanceof Operation.ZeroAll) {
      return IPVS_CMD_ZERO;
    } else if (operation instanceof Operation.Flush) {
      return IPVS_CMD_FLUSH;
    } else if (operation instanceof Operation.SetTimeouts) {
      return IPVS_CMD_SET_CONFIG;
    } else if (operation instanceof Operation.StartDaemon) {
      return IPVS_CMD_NEW_DAEMON;
    } else if (operation instanceof Operation.StopDaemon) {
      return IPVS_CMD_DEL_DAEMON;
    }
    throw new IllegalStateException("the kernel has no command for " + operation);
  }

  /** The commands that zero or flush everything have none. */
  private static void attributes(MessageWriter out, Operation operation) {
    if (operation instanceof Operation.OfService service) {
      service(out, service);
    }
    if (operation instanceof Operation.OfDestination destination) {
      destination(out, destination);
    } else if (operation instanceof Operation.SetTimeouts set) {
      SettingsCodec.write(out, set.timeouts());
    } else if (operation instanceof Operation.StartDaemon start) {
      int nest = out.nest(IPVS_CMD_ATTR_DAEMON);
      DaemonCodec.write(out, start.daemon());
      out.endNest(nest);
    } else if (operation instanceof Operation.StopDaemon stop) {
      int nest = out.nest(IPVS_CMD_ATTR_DAEMON);
      out.u32(IPVS_DAEMON_ATTR_STATE, stop.state().code());
      out.endNest(nest);
    }
  }

  /** What is neither added nor edited is named by its identity alone. */
  private static void service(MessageWriter out, Operation.OfService operation) {
    int nest = out.nest(IPVS_CMD_ATTR_SERVICE);
    if (operation instanceof Operation.AddService add) {
      ServiceCodec.write(out, add.service(), -1);
    } else if (operation instanceof Operation.EditService edit) {
      ServiceCodec.write(out, edit.service(), edit.flagMask());
    } else {
      ServiceCodec.writeId(out, operation.serviceId());
    }
    out.endNest(nest);
  }

  private static void destination(MessageWriter out, Operation.OfDestination operation) {
    int nest = out.nest(IPVS_CMD_ATTR_DEST);
    if (operation instanceof Operation.AddDestination add) {
      DestinationCodec.write(out, add.destination());
    } else if (operation instanceof Operation.EditDestination edit) {
      DestinationCodec.write(out, edit.destination());
    } else {
      DestinationCodec.writeId(out, operation.destinationId());
    }
    out.endNest(nest);
  }

  Request readInfo() {
    return request(IPVS_CMD_GET_INFO, "read the IPVS version", out -> {});
  }

  Request readTimeouts() {
    return request(IPVS_CMD_GET_CONFIG, "read the IPVS timeouts", out -> {});
  }

  Request readDaemons() {
    return request(IPVS_CMD_GET_DAEMON, "list the IPVS synchronisation daemons", out -> {});
  }

  Request readServices() {
    return request(IPVS_CMD_GET_SERVICE, "list the virtual services", out -> {});
  }

  Request readService(ServiceId id) {
    return request(IPVS_CMD_GET_SERVICE, "read virtual service " + id, out -> id(out, id));
  }

  Request readDestinations(ServiceId id) {
    return request(IPVS_CMD_GET_DEST, "list the destinations of " + id, out -> id(out, id));
  }

  private static void id(MessageWriter out, ServiceId id) {
    int nest = out.nest(IPVS_CMD_ATTR_SERVICE);
    ServiceCodec.writeId(out, id);
    out.endNest(nest);
  }

  private Request request(int command, Object operation, Consumer<MessageWriter> attributes) {
    return GenericNetlink.request(family, command, 0, operation, attributes);
  }
}
