// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two hosts and one virtual router, set up in the same way for keepalived and for ours. */
record Directors(Host ds1, Host ds2) {
  static final String VIP = "10.1.80.90";
  static final int VRID = 51;
  static final Duration SOON = Duration.ofSeconds(60);

  static Directors in(Network network) {
    return new Directors(
        network.host("ds1", "10.1.80.91/24", "fd00::91/64"),
        network.host("ds2", "10.1.80.92/24", "fd00::92/64"));
  }

  /** Where VRRP over IPv4 goes. */
  static final InetAddress GROUP = new Transport.Multicast(AddressFamily.IPV4).group();

  static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The protocol's side of ours: VRID 51, password 1111, one address. */
  static VirtualRouterConfig.Builder config(int priority) {
    return VirtualRouterConfig.builder(VRID, ip(VIP))
        .priority(priority)
        .authentication(SimplePassword.of("1111"));
  }

  /** A number reported for it is added to the priority; {@link Ours#lose()} makes it a fault. */
  static final Tracking TRACKED = Tracking.weighted("chk", 1);

  static RouterSetup setup(VirtualRouterConfig config) {
    return builder(config).build();
  }

  static RouterSetup.Builder builder(VirtualRouterConfig config) {
    return RouterSetup.builder("VI_1", Network.INTERFACE, config).tracked(List.of(TRACKED));
  }

  /** A key that both directors have. */
  static final HmacSettings HMAC = HmacSettings.of(HmacKeys.only(WrongSignatures.key(1, 7)), 25);

  static RouterSetup signed(VirtualRouterConfig config) {
    return builder(config).hmac(HMAC).build();
  }

  static RouterSetup setup(int priority) {
    return setup(config(priority).build());
  }

  static RouterSetup unicast(VirtualRouterConfig config, InetAddress own, InetAddress peer) {
    return builder(config).source(own).transport(new Transport.Unicast(peer)).build();
  }

  /** keepalived's side: the same, and what the test adds to the instance. */
  static RunningProcess keepalived(Host host, int priority, String... more) {
    return keepalivedWith(host, "", instance("VI_1", VRID, VIP, priority, more));
  }

  static String instance(String name, int vrid, String address, int priority, String... more) {
    return """
        vrrp_instance %s {
            state BACKUP
            interface %s
            virtual_router_id %d
            priority %d
            advert_int 1
            authentication {
                auth_type PASS
                auth_pass 1111
            }
            virtual_ipaddress {
                %s
            }
            %s
        }
        """
        .formatted(name, Network.INTERFACE, vrid, priority, address, String.join("\n    ", more));
  }

  static RunningProcess keepalivedWith(Host host, String global, String instances) {
    host.write("/run/keepalived.conf", "global_defs {\n" + global + "\n}\n" + instances);
    return host.start("keepalived", "-n", "-l", "-D", "-P", "-f", "/run/keepalived.conf");
  }

  /** Who has advertised in the last three seconds, in which every master does. */
  static List<String> advertisingOf(Capture wire) {
    Instant from = Instant.now().minusSeconds(3);
    return wire.adverts().stream()
        .filter(a -> a.time().isAfter(from))
        .map(VrrpAdvert::source)
        .distinct()
        .toList();
  }

  /** Waits until nobody else has advertised for three seconds. */
  static void onlyFrom(String source, Capture wire, Duration within) {
    Await.value(
        "advertisements of " + source + " alone",
        within,
        () -> advertisingOf(wire),
        sources -> sources.equals(List.of(source)));
  }
}
