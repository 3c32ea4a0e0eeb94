// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Real servers with one check each, in virtual servers of thirty. Each has an address of its own:
 * one address alone would run out of local ports.
 *
 * @param kind how they are checked
 * @param count how many
 */
record CheckedServers(CheckKind kind, int count) {
  /** All their addresses. */
  static final String NETWORK = "172.16.0.0/12";

  private static final int OF_A_SERVICE = 30;
  private static final int MOST = 30_000;
  private static final int OF_A_BYTE = 250;

  /**
   * So many that each is checked every five seconds at that rate, or as many as jkeepalived's heap
   * is made for. The time that a check takes is not in its interval: of a short one it is much.
   */
  static CheckedServers of(CheckKind kind, int checksASecond) {
    return new CheckedServers(kind, Math.min(MOST, 5 * checksASecond));
  }

  /** The configuration that checks so many of them a second, all told to the tally. */
  List<VirtualServer> at(double checksASecond, Tally tally) {
    CheckPolicy policy = CheckPolicy.every(Duration.ofNanos((long) (count * 1e9 / checksASecond)));
    Function<InetSocketAddress, NetworkProbe> probes = kind.probes();
    List<VirtualServer> services = new ArrayList<>();
    for (int first = 0; first < count; first += OF_A_SERVICE) {
      List<RealServer> servers = new ArrayList<>();
      for (int i = first; i < Math.min(first + OF_A_SERVICE, count); i++) {
        ServiceAddress address = ServiceAddress.tcp(address(i), kind.port());
        NetworkProbe probe = probes.apply(address.socketAddress());
        Check check = new Check(policy, new TimedProbe(probe, policy.delayLoop(), tally));
        servers.add(RealServer.of(address, 1).with(check));
      }
      ServiceAddress name = ServiceAddress.tcp("10.3.0.1", 1 + first / OF_A_SERVICE);
      services.add(VirtualServer.at(name).withRealServers(servers));
    }
    return services;
  }

  private static String address(int i) {
    int subnet = i / OF_A_BYTE;
    return "172.%d.%d.%d".formatted(16 + subnet / OF_A_BYTE, subnet % OF_A_BYTE, i % OF_A_BYTE + 1);
  }
}
