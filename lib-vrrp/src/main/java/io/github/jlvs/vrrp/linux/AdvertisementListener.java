// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Hears the advertisements that a virtual router on an interface of this host would hear, through a
 * raw socket as its own, behind the packet filter; takes no part. To hear a group it joins it, of
 * which the kernel may tell the switches (IGMP, MLD). For one thread.
 */
public final class AdvertisementListener implements AutoCloseable {
  private final RawSockets raw;
  private final LinuxSocket receiver;
  private final int interfaceIndex;

  private AdvertisementListener(RawSockets raw, LinuxSocket receiver, int interfaceIndex) {
    this.raw = raw;
    this.receiver = receiver;
    this.interfaceIndex = interfaceIndex;
  }

  /**
   * Begins to listen. Needs CAP_NET_RAW.
   *
   * @param family of the packets
   * @param interfaceName where they come in
   * @param interfaceIndex its index
   * @return a listener that has joined nothing yet
   * @throws LinuxException if the kernel refuses
   */
  public static AdvertisementListener open(
      AddressFamily family, String interfaceName, int interfaceIndex) {
    RawSockets raw = RawSockets.of(family);
    String name = "VRRP listener on " + interfaceName;
    return new AdvertisementListener(
        raw, LinuxVrrpSockets.receiver(name, raw, interfaceName, interfaceIndex), interfaceIndex);
  }

  /**
   * What a virtual router makes of the packets that it hears, signatures included.
   *
   * @param loop whose clock counts
   * @param router the virtual router
   * @return for one listener: it remembers what it has heard, to tell what is sent again
   */
  public static Reception reception(EventLoop loop, RouterSetup router) {
    return RunningRouter.reception(router, RouterHmac.of(router, new LoopClock(loop)));
  }

  /**
   * Joins a group, once.
   *
   * @param group a multicast address of the family
   * @throws LinuxException if the kernel refuses
   */
  public void join(InetAddress group) {
    raw.join(receiver, group, interfaceIndex);
  }

  /**
   * The next that has come; never waits.
   *
   * @return valid until the next call; nothing where none has come
   */
  public Optional<IpDatagram> receive() {
    return Optional.ofNullable(raw.receive(receiver));
  }

  /**
   * What an event loop watches; stays this listener's.
   *
   * @return the descriptor of its socket
   */
  public Descriptor descriptor() {
    return receiver.descriptor();
  }

  /** Stops listening, and leaves the groups. */
  @Override
  public void close() {
    receiver.close();
  }
}
