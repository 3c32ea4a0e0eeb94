// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Warms the JVM up: plays take-overs through before there is one. The first take-over of a process
 * would otherwise run code that the JVM has never seen, and classes loaded and interpreted at that
 * moment cost more than ten milliseconds.
 *
 * <p>What the machine decides and how a packet comes to it is played often, so that it is compiled;
 * what a master does on its host a few times, on a {@link Stage}, so that all its classes are
 * there. What goes through the kernel is asked of the real one, for an interface that does not
 * exist.
 */
final class WarmUp {
  /** Enough for the JVM's first compiler to take the methods. */
  private static final int ROUNDS = 300;

  /** The second sees what the first one left. */
  private static final int SCENES = 3;

  private static final long SCENE_NANOS = 5_000_000_000L;

  /** What differs between versions and families is code of its own. */
  private static final List<Protocol> PROTOCOLS =
      List.of(
          new Protocol.V2(),
          new Protocol.V3(AddressFamily.IPV4),
          new Protocol.V3(AddressFamily.IPV6));

  private WarmUp() {}

  /** Plays with made-up addresses; takes some tens of milliseconds. */
  static void run(HostNetwork network, AddressAnnouncer announcer) {
    List<RouterSetup> setups = new ArrayList<>();
    for (Protocol protocol : PROTOCOLS) {
      setups.add(setup(setups.size() + 1, protocol));
    }
    setups.forEach(WarmUp::decide);
    act(setups);
    for (RouterSetup setup : setups) {
      for (VirtualAddress address : setup.allAddresses()) {
        // Refused by the kernel: there is no such interface.
        var unused = network.add(address.on(Integer.MAX_VALUE));
      }
      announcer.warmUp(setup.config().protocol().family());
    }
  }

  private static RouterSetup setup(int vrid, Protocol protocol) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(vrid, address(protocol.family(), 0x64))
            .protocol(protocol)
            .build();
    return RouterSetup.builder("warm-up " + vrid, Stage.INTERFACE, config).build();
  }

  /** A neighbour of the stage's own address. */
  private static InetAddress address(AddressFamily family, int last) {
    byte[] octets = Stage.own(family).getAddress();
    octets[octets.length - 1] = (byte) last;
    return IpAddresses.ofBytes(octets);
  }

  // ---- what a machine decides

  private static void decide(RouterSetup setup) {
    VirtualRouterConfig config = setup.config();
    Reception reception = new Reception(config, setup.transport());
    for (int i = 0; i < ROUNDS; i++) {
      play(
          new VirtualRouter(config, Stage.own(config.protocol().family())),
          reception,
          advertisement(setup));
    }
  }

  /** Of a master that nobody takes over from. */
  private static ByteBuffer advertisement(RouterSetup setup) {
    InetAddress master = address(setup.config().protocol().family(), 2);
    return new AdvertisementSender(setup, master, Optional.empty())
        .packet(Advertisement.PRIORITY_OWNER);
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

  // ---- what a runner does

  /** Whoever is told of a new master asks for more. */
  private static void requireAll(VrrpRunner runner, boolean masters) {
    if (!runner.groups().isEmpty()
        || runner.routers().stream().anyMatch(status -> status.placed().isEmpty() == masters)) {
      throw new IllegalStateException(
          masters
              ? "a virtual router took over without its addresses"
              : "a virtual router gave way and kept its addresses");
    }
  }

  /** All become master as nobody is heard, and backup again as somebody is. */
  private static void act(List<RouterSetup> setups) {
    Stage stage = new Stage();
    try (VrrpRunner runner = new VrrpRunner(stage, RunnerOptions.defaults(), event -> {})) {
      runner.reconfigure(setups, List.of());
      for (int scene = 0; scene < SCENES; scene++) {
        stage.pass(SCENE_NANOS);
        requireAll(runner, true);
        for (RouterSetup setup : setups) {
          ByteBuffer heard = advertisement(setup);
          for (int i = 0; i < ROUNDS / SCENES; i++) {
            stage.hear(setup.config().protocol().family(), heard);
          }
        }
        requireAll(runner, false);
      }
    }
  }
}
