// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that never answers: its queue of unaccepted connections is full. */
final class BlackHole implements AutoCloseable {
  private static final int ANSWERS_AT_ONCE_OR_NOT_AT_ALL = 500;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  BlackHole() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    boolean full = false;
    while (!full) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), ANSWERS_AT_ONCE_OR_NOT_AT_ALL);
      } catch (SocketTimeoutException e) {
        full = true;
      }
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    server.close();
  }
}
