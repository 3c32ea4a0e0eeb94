// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A server on a host that answers each datagram with what it is told to, or with nothing. */
final class UdpServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Set<String> asked = new TreeSet<>();
  private volatile Optional<String> answer = Optional.empty();

  UdpServer(Host host, String address, int port) {
    socket =
        new NetworkNamespace(host.networkNamespace())
            .call(() -> new DatagramSocket(port, InetAddress.getByName(address)));
    Thread thread = new Thread(this::serve, "udp-server-" + host);
    thread.setDaemon(true);
    thread.start();
  }

  /** What is answered from now on, in hexadecimal digits. */
  UdpServer answer(String digits) {
    answer = Optional.of(digits);
    return this;
  }

  void silent() {
    answer = Optional.empty();
  }

  /** What a host has sent, in hexadecimal digits. */
  Set<String> askedBy(String address) {
    Set<String> told = new TreeSet<>();
    synchronized (asked) {
      asked.stream()
          .filter(line -> line.startsWith(address + " "))
          .forEach(line -> told.add(line.substring(line.indexOf(' ') + 1)));
    }
    return told;
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        InetAddress from = packet.getAddress();
        synchronized (asked) {
          asked.add(
              from.getHostAddress()
                  + " "
                  + HexFormat.of().formatHex(packet.getData(), 0, packet.getLength()));
        }
        Optional<String> digits = answer;
        if (digits.isPresent()) {
          byte[] bytes = HexFormat.of().parseHex(digits.get());
          socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
