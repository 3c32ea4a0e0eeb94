// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** A syslog daemon that hangs: its socket is there and full, and nothing is ever read from it. */
final class HungSyslog {
  static final String READY = "the socket is full";

  /** Where /dev/log of a lab host leads to. */
  private static final File SOCKET = new File("/run/dev-log");

  private HungSyslog() {}

  /**
   * Fills the socket and sleeps until it is killed.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (UnixDatagramChannel reader = UnixDatagramChannel.open();
        UnixDatagramChannel writer = UnixDatagramChannel.open()) {
      reader.bind(new UnixSocketAddress(SOCKET));
      writer.configureBlocking(false);
      byte[] line = "<30>filled".getBytes(StandardCharsets.UTF_8);
      UnixSocketAddress there = new UnixSocketAddress(SOCKET);
      try {
        while (writer.send(ByteBuffer.wrap(line), there) > 0) {
          // Until the kernel takes no more.
        }
      } catch (IOException full) {
        System.err.println("no more: " + full.getMessage());
      }
      System.out.println(READY);
      Thread.sleep(Duration.ofHours(1).toMillis());
    }
  }
}
