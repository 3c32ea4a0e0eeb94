// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.MaglevTable;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.IpAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where datagrams come from that a director schedules: its connection table tells where each went.
 *
 * @param address an address of the client
 * @param port its port
 */
public record UdpFlow(String address, int port) {

  /** Sends a datagram of each to a service of a director. */
  public static void send(Host client, List<UdpFlow> flows, ServiceId.Address to) {
    InetSocketAddress remote = new InetSocketAddress(to.address(), to.port());
    int sent =
        new NetworkNamespace(client.networkNamespace())
            .call(
                () -> {
                  int octets = 0;
                  for (UdpFlow flow : flows) {
                    octets += flow.send(remote);
                  }
                  return octets;
                });
    assertThat(sent).isEqualTo(flows.size());
  }

  private int send(InetSocketAddress to) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(IpAddresses.literal(address), port));
      return channel.send(ByteBuffer.allocate(1), to);
    }
  }

  /** Where those went that the director has let in. */
  public static Map<UdpFlow, DestinationId> seen(Ipvs ipvs, ServiceId service) {
    Map<UdpFlow, DestinationId> seen = new HashMap<>();
    ipvs.eachConnection(
        service,
        row ->
            seen.put(
                new UdpFlow(IpAddresses.format(row.clientAddress()), row.clientPort()),
                row.destination()));
    return seen;
  }

  /** Where those go that a table lets in. */
  public static Map<UdpFlow, DestinationId> predicted(
      MaglevTable table, List<UdpFlow> flows, ServiceFlags flags) {
    Map<UdpFlow, DestinationId> predicted = new LinkedHashMap<>();
    for (UdpFlow flow : flows) {
      table
          .destination(IpAddresses.literal(flow.address), flow.port, flags)
          .ifPresent(id -> predicted.put(flow, id));
    }
    return predicted;
  }
}
