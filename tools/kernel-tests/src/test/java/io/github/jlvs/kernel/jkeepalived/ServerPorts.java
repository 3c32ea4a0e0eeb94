// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ports of a real server that checks find open, or closed. */
final class ServerPorts implements AutoCloseable {
  private final Host host;
  private final Map<Integer, ServerSocket> open = new LinkedHashMap<>();

  ServerPorts(Host host, int... ports) {
    this.host = host;
    for (int port : ports) {
      open(port);
    }
  }

  /** Connections that nobody accepts are open all the same. */
  void open(int port) {
    open.put(
        port,
        new NetworkNamespace(host.networkNamespace()).call(() -> new ServerSocket(port, 1000)));
  }

  void close(int port) {
    ServerSocket socket = open.remove(port);
    if (socket == null) {
      throw new IllegalStateException("port " + port + " of " + host + " is not open");
    }
    close(socket);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot close " + socket, e);
    }
  }

  @Override
  public void close() {
    open.values().forEach(ServerPorts::close);
    open.clear();
  }
}
