// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** The real servers of a rack: accepts whatever comes to a port of this host, and closes it. */
public final class Accepting {
  static final String READY = "accepting";
  private static final int BACKLOG = 4096;

  private Accepting() {}

  /**
   * Accepts until it is killed.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG)) {
      System.out.println(READY);
      while (true) {
        Socket accepted = server.accept();
        accepted.close();
      }
    }
  }
}
