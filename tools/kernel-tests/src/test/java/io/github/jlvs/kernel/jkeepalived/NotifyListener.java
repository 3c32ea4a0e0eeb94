// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** What systemd is to a service: a socket that takes notices. Prints each on one line. */
final class NotifyListener {
  static final String READY = "listening";

  private NotifyListener() {}

  /**
   * Listens until it is killed.
   *
   * @param arguments the path of the socket
   */
  public static void main(String[] arguments) throws IOException {
    try (UnixDatagramChannel socket = UnixDatagramChannel.open()) {
      socket.bind(new UnixSocketAddress(arguments[0]));
      System.out.println(READY);
      ByteBuffer datagram = ByteBuffer.allocate(4096);
      while (true) {
        Object unused = socket.receive(datagram.clear());
        String text = StandardCharsets.UTF_8.decode(datagram.flip()).toString();
        System.out.println(text.replace('\n', ' '));
      }
    }
  }
}
