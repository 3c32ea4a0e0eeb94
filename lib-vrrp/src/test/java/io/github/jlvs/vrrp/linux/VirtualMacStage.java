// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.LinkKind.MacvlanMode;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host with one interface, and a runner on it. */
abstract class VirtualMacStage {
  static final Duration ELECTED = Duration.ofSeconds(5);
  static final HardwareAddress STANDARD = new HardwareAddress(new byte[] {0, 0, 0x5e, 0, 1, 51});
  static final VirtualRouterConfig CONFIG =
      VirtualRouterConfig.builder(51, ip("10.1.80.90")).build();

  final FakeHost host = new FakeHost();
  final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void anInterface() {
    host.network().create("eth0", "10.1.80.91/24");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  void assertBridge() {
    assertThat(host.network().kind("vrrp.51"))
        .contains(new LinkKind.Macvlan(host.network().indexOf("eth0"), MacvlanMode.BRIDGE));
  }

  void set(String setting, String value) {
    host.network().settings().write("net/ipv4/conf/eth0/" + setting, value);
  }

  void make(String name, HardwareAddress address, MacvlanMode mode) {
    int parent = host.network().indexOf("eth0");
    host.network()
        .make(NewLink.of(name, new LinkKind.Macvlan(parent, mode)).withHardwareAddress(address));
  }

  static VirtualAddress on(String address, Optional<String> device) {
    return new VirtualAddress(
        ip(address),
        32,
        device,
        Optional.empty(),
        0,
        Optional.<InetAddress>empty(),
        Optional.<InetAddress>empty(),
        0);
  }

  static VirtualRouterConfig config(int vrid, String address) {
    return VirtualRouterConfig.builder(vrid, ip(address)).build();
  }

  static RouterSetup other() {
    return RouterSetup.builder("VI_2", "eth0", config(52, "10.1.80.95"))
        .virtualMac(VirtualMac.ofIpv4(52))
        .build();
  }

  static RouterSetup.Builder setup() {
    return setup(VirtualMac.ofIpv4(51));
  }

  static RouterSetup.Builder setup(VirtualMac mac) {
    return RouterSetup.builder("VI_1", "eth0", CONFIG).virtualMac(mac);
  }
}
