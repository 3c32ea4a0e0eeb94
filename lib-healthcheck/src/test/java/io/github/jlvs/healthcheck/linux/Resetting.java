// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts every connection and resets it at once. */
final class Resetting implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger count = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "resetting");

  private Resetting(ServerSocket server) {
    this.server = server;
  }

  static Resetting all(ServerSocket server) {
    Resetting resetting = new Resetting(server);
    resetting.thread.start();
    return resetting;
  }

  int count() {
    return count.get();
  }

  private void run() {
    try {
      while (true) {
        try (Socket accepted = server.accept()) {
          accepted.setSoLinger(true, 0);
        }
        count.incrementAndGet();
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    thread.join();
  }
}
