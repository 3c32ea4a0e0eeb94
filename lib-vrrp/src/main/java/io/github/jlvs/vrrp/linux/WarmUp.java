// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Warms the JVM up: plays a take-over through before there is one. The first take-over of a process
 * would otherwise run code that the JVM has never seen, and classes loaded and interpreted at that
 * moment cost more than ten milliseconds.
 *
 * <p>Nobody carries out what the router decides that plays. Its packets go no further than a
 * buffer.
 */
final class WarmUp {
  /** Enough for the JVM's first compiler to take the methods. */
  private static final int ROUNDS = 300;

  private static final String NO_INTERFACE = "";

  private WarmUp() {}

  /** Plays with made-up addresses; takes some milliseconds. */
  static void run(HostNetwork network, AddressAnnouncer announcer) {
    VirtualRouterConfig config = VirtualRouterConfig.builder(1, IpAddresses.ofBits(0)).build();
    RouterSetup setup = RouterSetup.builder("warm-up", NO_INTERFACE, config).build();
    AdvertisementSender sender =
        new AdvertisementSender(setup, IpAddresses.ofBits(0), Optional.empty());
    Reception reception = new Reception(config, setup.transport());
    ByteBuffer packet = sender.packet(Advertisement.PRIORITY_OWNER);
    for (int i = 0; i < ROUNDS; i++) {
      play(new VirtualRouter(config, IpAddresses.ofBits(0)), reception, packet);
    }
    for (VirtualAddress address : setup.allAddresses()) {
      // Refused by the kernel: there is no such interface.
      var unused = network.add(address.on(Integer.MAX_VALUE));
    }
    announcer.warmUp(setup);
  }

  private static void play(VirtualRouter router, Reception reception, ByteBuffer packet) {
    long now = 0;
    int actions = router.handle(now, new Input.Startup()).size();
    if (IpDatagram.parse(packet) instanceof IpDatagram.Vrrp received) {
      actions += router.handle(now, reception.judge(received)).size();
    }
    while (router.state() == State.BACKUP) {
      now = router.nextDeadline();
      actions += router.handle(now, Input.Tick.INSTANCE).size();
    }
    for (int tick = 0; tick < 3; tick++) {
      now = router.nextDeadline();
      actions += router.handle(now, Input.Tick.INSTANCE).size();
    }
    actions += router.handle(now, new Input.Shutdown()).size();
    if (actions == 0) {
      throw new IllegalStateException("a virtual router took over without doing anything");
    }
  }
}
