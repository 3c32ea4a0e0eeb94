// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;

/** A raw socket that sends by one interface and hears nothing. */
record LinuxAdvertisementPort(LinuxSocket sender) implements AdvertisementPort {
  @Override
  public int send(ByteBuffer whole, SocketAddress destination) {
    return sender.sendTo(whole, destination);
  }

  @Override
  public void close() {
    sender.close();
  }
}
