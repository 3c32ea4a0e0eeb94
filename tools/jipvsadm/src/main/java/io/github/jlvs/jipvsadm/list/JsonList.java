// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.IpvsInfo;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Lists as one JSON document each, one row a line, written as they are read: docs/jipvsadm.md has
 * the schema. Within a version of the schema nothing is renamed or left out; readers ignore what
 * they do not know.
 */
final class JsonList implements AutoCloseable {
  private static final int SCHEMA = 1;

  private final Output out;
  private final JsonGenerator json;

  /** Begins the document. */
  JsonList(Output out) {
    this.out = out;
    try {
      json = new JsonFactory().createGenerator(new Bytes(out));
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the document. */
  @Override
  public void close() {
    write(
        () -> {
          json.writeEndObject();
          json.close();
        });
    out.line();
  }

  void info(IpvsInfo info) {
    write(
        () -> {
          json.writeStringField("version", info.versionText());
          json.writeNumberField("connectionTableSize", info.connectionTableSize());
        });
  }

  void beginArray(String name) {
    write(() -> json.writeArrayFieldStart(name));
  }

  void endArray() {
    write(json::writeEndArray);
  }

  /** Begins a service; its destinations follow. */
  void beginService(ServiceStatus status) {
    write(
        () -> {
          row();
          serviceId(status.id());
          configuration(status.service());
          counters(status.statistics(), status.rates());
          json.writeArrayFieldStart("destinations");
        });
  }

  void destination(DestinationStatus status) {
    write(
        () -> {
          row();
          Destination destination = status.destination();
          endpoint(destination.id().address(), destination.id().port());
          forwarding(destination.forwarding());
          json.writeNumberField("weight", destination.weight());
          json.writeNumberField("upperThreshold", destination.upperThreshold());
          json.writeNumberField("lowerThreshold", destination.lowerThreshold());
          json.writeNumberField("activeConnections", status.activeConnections());
          json.writeNumberField("inactiveConnections", status.inactiveConnections());
          json.writeNumberField("persistentConnections", status.persistentConnections());
          counters(status.statistics(), status.rates());
          json.writeEndObject();
        });
  }

  void endService() {
    write(
        () -> {
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  void connection(Connection connection) {
    write(
        () -> {
          row();
          json.writeStringField("protocol", name(connection.protocol()));
          place("client", connection.clientAddress(), connection.clientPort());
          place("virtual", connection.virtualAddress(), connection.virtualPort());
          place("destination", connection.destination().address(), connection.destination().port());
          json.writeStringField("state", connection.state());
          json.writeNumberField("expiresSeconds", connection.expiresSeconds());
          json.writeBooleanField("template", connection.isTemplate());
          if (connection.persistenceEngine().isPresent()) {
            json.writeObjectFieldStart("persistenceEngine");
            json.writeStringField("name", connection.persistenceEngine().get().engine());
            json.writeStringField("data", connection.persistenceEngine().get().data());
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  void timeouts(Timeouts timeouts) {
    write(
        () -> {
          json.writeObjectFieldStart("timeouts");
          json.writeNumberField("tcpSeconds", timeouts.tcpSeconds());
          json.writeNumberField("tcpFinSeconds", timeouts.tcpFinSeconds());
          json.writeNumberField("udpSeconds", timeouts.udpSeconds());
          json.writeEndObject();
        });
  }

  void daemon(SyncDaemon daemon) {
    write(
        () -> {
          row();
          json.writeStringField("state", daemon.state().toString());
          json.writeStringField("interface", daemon.multicastInterface());
          json.writeNumberField("syncId", daemon.syncId());
          json.writeNumberField("maximumLength", daemon.maximumLength());
          if (daemon.group().isPresent()) {
            json.writeStringField("group", IpAddresses.format(daemon.group().get()));
          }
          json.writeNumberField("port", daemon.port());
          json.writeNumberField("ttl", daemon.ttl());
          json.writeEndObject();
        });
  }

  private void row() throws IOException {
    json.writeRaw('\n');
    json.writeStartObject();
  }

  private void serviceId(ServiceId id) throws IOException {
    if (id instanceof ServiceId.Address address) {
      json.writeStringField("protocol", name(address.protocol()));
      endpoint(address.address(), address.port());
    } else if (id instanceof ServiceId.FirewallMark mark) {
      json.writeNumberField("mark", mark.mark());
    } else {
      throw new IllegalStateException("JSON has no words for the service " + id);
    }
    json.writeStringField("family", id.family() == AddressFamily.IPV4 ? "ipv4" : "ipv6");
  }

  private void configuration(VirtualService service) throws IOException {
    json.writeStringField("scheduler", service.scheduler());
    json.writeArrayFieldStart("schedulerFlags");
    for (String flag : service.flags().schedulerFlagNames(service.scheduler())) {
      json.writeString(flag);
    }
    json.writeEndArray();
    json.writeBooleanField("onePacket", service.onePacket());
    if (service.persistence().isPresent()) {
      Persistence persistence = service.persistence().get();
      json.writeObjectFieldStart("persistence");
      json.writeNumberField("timeoutSeconds", persistence.timeoutSeconds());
      json.writeStringField("netmask", persistence.netmask().toString());
      json.writeEndObject();
    }
    if (service.persistenceEngine().isPresent()) {
      json.writeStringField("persistenceEngine", service.persistenceEngine().get());
    }
  }

  private void forwarding(Forwarding forwarding) throws IOException {
    json.writeStringField("forwarding", forwarding.toString().toLowerCase(Locale.ROOT));
    if (forwarding instanceof Forwarding.Tunnel tunnel) {
      Encapsulation encapsulation = tunnel.encapsulation();
      json.writeObjectFieldStart("tunnel");
      json.writeStringField("type", encapsulation.name());
      if (encapsulation.port() != 0) {
        json.writeNumberField("port", encapsulation.port());
      }
      if (!(encapsulation instanceof Encapsulation.Ipip)) {
        json.writeStringField("checksum", checksum(encapsulation.flags()));
      }
      json.writeEndObject();
    }
  }

  private static String checksum(TunnelFlags flags) {
    if (flags.contains(TunnelFlags.REMOTE_CHECKSUM)) {
      return "remote";
    }
    return flags.contains(TunnelFlags.CHECKSUM) ? "yes" : "no";
  }

  private void counters(Statistics statistics, Rates rates) throws IOException {
    json.writeObjectFieldStart("statistics");
    number("connections", statistics.connections());
    number("incomingPackets", statistics.incomingPackets());
    number("outgoingPackets", statistics.outgoingPackets());
    number("incomingBytes", statistics.incomingBytes());
    number("outgoingBytes", statistics.outgoingBytes());
    json.writeEndObject();
    json.writeObjectFieldStart("rates");
    number("connections", rates.connections());
    number("incomingPackets", rates.incomingPackets());
    number("outgoingPackets", rates.outgoingPackets());
    number("incomingBytes", rates.incomingBytes());
    number("outgoingBytes", rates.outgoingBytes());
    json.writeEndObject();
  }

  private void place(String name, InetAddress address, int port) throws IOException {
    json.writeObjectFieldStart(name);
    endpoint(address, port);
    json.writeEndObject();
  }

  private void endpoint(InetAddress address, int port) throws IOException {
    json.writeStringField("address", IpAddresses.format(address));
    json.writeNumberField("port", port);
  }

  /** An unsigned number. */
  private void number(String name, long value) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    } else {
      json.writeFieldName(name);
      json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }
  }

  private static String name(IpProtocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  /** What writes a part of the document. */
  private interface Part {
    void write() throws IOException;
  }

  private static void write(Part part) {
    try {
      part.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generator's bytes, which fail with an exception of their own. */
  private static final class Bytes extends OutputStream {
    private final Output out;

    Bytes(Output out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      out.character((char) (b & 0xFF));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
