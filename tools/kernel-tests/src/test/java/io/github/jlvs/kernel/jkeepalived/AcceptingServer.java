// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of a host, of whose connections each is served by a thread of its own. */
final class AcceptingServer implements AutoCloseable {
  private static final int BACKLOG = 100;

  /** What becomes of a connection; it is closed afterwards. */
  @FunctionalInterface
  interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  private final String name;
  private final Conversation conversation;
  private final ServerSocket server;
  private final Thread accepting;

  AcceptingServer(String name, Host host, String address, int port, Conversation conversation) {
    this.name = name + "-of-" + host;
    this.conversation = conversation;
    server =
        new NetworkNamespace(host.networkNamespace())
            .call(() -> new ServerSocket(port, BACKLOG, InetAddress.getByName(address)));
    accepting = start(this.name, this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread unused = start(name + "-conversation", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = accepted) {
      conversation.hold(socket);
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static Thread start(String name, Runnable run) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The port is free when the thread that accepts has gone, and not before. */
  @Override
  public void close() {
    try {
      server.close();
      accepting.join();
    } catch (IOException e) {
      throw new IllegalStateException("cannot close the " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
