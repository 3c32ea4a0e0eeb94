// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.IpvsInfo;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.DumpOutcome;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Reply;
import io.github.jlvs.netlink.Request;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the kernel, and decodes what it answers. */
public final class TableReader {
  private static final int MOST_READS = 3;

  private final NetlinkSocket socket;
  private final RequestFactory requests;

  public TableReader(NetlinkSocket socket, RequestFactory requests) {
    this.socket = socket;
    this.requests = requests;
  }

  public List<ServiceStatus> services() {
    return settled(this::eachService);
  }

  public List<DestinationStatus> destinations(ServiceId service) {
    return settled(consumer -> eachDestination(service, consumer));
  }

  /**
   * Reads a list again where the kernel says that it changed meanwhile; the last reading counts.
   */
  private static <T> List<T> settled(Function<Consumer<T>, DumpOutcome> read) {
    List<T> entries = new ArrayList<>();
    for (int attempt = 0; attempt < MOST_READS; attempt++) {
      entries.clear();
      if (read.apply(entries::add) == DumpOutcome.CONSISTENT) {
        break;
      }
    }
    return entries;
  }

  public DumpOutcome eachService(Consumer<ServiceStatus> consumer) {
    return dump(
        requests.readServices(),
        reply -> consumer.accept(ServiceCodec.read(inside(reply, IPVS_CMD_ATTR_SERVICE))));
  }

  public Optional<ServiceStatus> service(ServiceId id) {
    List<ServiceStatus> found = new ArrayList<>(1);
    try {
      socket.query(
          requests.readService(id),
          reply -> found.add(ServiceCodec.read(inside(reply, IPVS_CMD_ATTR_SERVICE))));
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ESRCH)) {
        return Optional.empty();
      }
      throw IpvsException.of(e);
    }
    return found.stream().findFirst();
  }

  public DumpOutcome eachDestination(ServiceId service, Consumer<DestinationStatus> consumer) {
    AddressFamily family = service.family();
    return dump(
        requests.readDestinations(service),
        reply -> consumer.accept(DestinationCodec.read(inside(reply, IPVS_CMD_ATTR_DEST), family)));
  }

  public Snapshot snapshot() {
    // Keyed, because a table that is changed while it is read may show an entry twice.
    Map<ServiceId, ServiceStatus> services = new LinkedHashMap<>();
    services().forEach(service -> services.put(service.id(), service));
    return withDestinations(services.values());
  }

  public Snapshot snapshot(Set<ServiceId> ids) {
    List<ServiceStatus> services = new ArrayList<>(ids.size());
    ids.forEach(id -> service(id).ifPresent(services::add));
    return withDestinations(services);
  }

  private Snapshot withDestinations(Collection<ServiceStatus> services) {
    List<Snapshot.Entry> entries = new ArrayList<>(services.size());
    for (ServiceStatus service : services) {
      Map<DestinationId, DestinationStatus> destinations = new LinkedHashMap<>();
      destinations(service.id()).forEach(found -> destinations.put(found.id(), found));
      entries.add(new Snapshot.Entry(service, List.copyOf(destinations.values())));
    }
    return new Snapshot(entries);
  }

  public List<SyncDaemon> daemons() {
    return settled(
        consumer ->
            dump(
                requests.readDaemons(),
                reply -> consumer.accept(DaemonCodec.read(inside(reply, IPVS_CMD_ATTR_DAEMON)))));
  }

  public IpvsInfo info() {
    return setting(requests.readInfo(), SettingsCodec::info);
  }

  public Timeouts timeouts() {
    return setting(requests.readTimeouts(), SettingsCodec::timeouts);
  }

  private <T> T setting(Request request, Function<AttributeReader, T> decode) {
    List<T> found = new ArrayList<>(1);
    try {
      socket.query(request, reply -> found.add(decode.apply(GenericNetlink.attributes(reply))));
    } catch (LinuxException e) {
      throw IpvsException.of(e);
    }
    if (found.isEmpty()) {
      throw new MalformedMessageException("ipvs: no answer to: " + request.operation());
    }
    return found.get(found.size() - 1);
  }

  private DumpOutcome dump(Request request, Consumer<Reply> consumer) {
    try {
      return socket.dump(request, consumer);
    } catch (LinuxException e) {
      throw IpvsException.of(e);
    }
  }

  private static AttributeReader inside(Reply reply, int type) {
    AttributeReader attributes = GenericNetlink.attributes(reply);
    while (attributes.next()) {
      if (attributes.type() == type) {
        return attributes.nested();
      }
    }
    throw new MalformedMessageException("ipvs: an entry without its attribute " + type);
  }
}
