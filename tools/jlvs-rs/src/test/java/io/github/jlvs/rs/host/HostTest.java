// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.rs.plan.Device;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Step;
import io.github.jlvs.rs.plan.Vip;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The host's netlink, played by a fake kernel. */
class HostTest {
  private static final int LOOPBACK = 1;
  private static final int NEW_LINK = 16;
  private static final int GET_LINK = 18;
  private static final int NEW_ROUTE = 24;
  private static final int DELETE_ROUTE = 25;
  private static final int GET_ROUTE = 26;

  private final AtomicInteger deleted = new AtomicInteger();

  /** A kernel without IPv6, which answers every question for routes with those of IPv4. */
  private FakeKernel kernel(int routes, Errno secondRefusal) {
    return new FakeKernel(
        (request, answer) -> {
          switch (request.type()) {
            case GET_LINK -> answer.message(NEW_LINK, HostTest::loopback);
            case GET_ROUTE -> {
              for (int i = 0; i < routes; i++) {
                answer.message(NEW_ROUTE, HostTest::route);
              }
            }
            case DELETE_ROUTE -> {
              if (deleted.incrementAndGet() > 1) {
                answer.refuse(secondRefusal);
              }
            }
            default -> answer.refuse(Errno.EOPNOTSUPP);
          }
        });
  }

  private static void loopback(MessageWriter out) {
    out.fixed32(772 << 16);
    out.fixed32(LOOPBACK);
    out.fixed32(0x49);
    out.fixed32(0);
    out.string(3, "lo");
  }

  /** 10.5.0.77 dev lo scope link. */
  private static void route(MessageWriter out) {
    for (int each : new int[] {2, 32, 0, 0, 254, 3, 253, 1}) {
      out.fixed8(each);
    }
    out.fixed32(0);
    out.bytes(1, new byte[] {10, 5, 0, 77});
    out.u32(4, LOOPBACK);
  }

  private static void removeRoute(FakeKernel kernel) throws Exception {
    NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults());
    try (RouteSocket route = new RouteSocket(socket)) {
      new Host(route).apply(new Step.RemoveRoute(new Vip(InetAddress.getByName("10.5.0.77"))));
    }
  }

  @Test
  void where_ipv6_is_switched_off_a_route_is_removed_once() throws Exception {
    removeRoute(kernel(1, Errno.ESRCH));

    assertThat(deleted).hasValue(1);
  }

  @Test
  void a_route_that_went_meanwhile_is_removed() throws Exception {
    removeRoute(kernel(2, Errno.ESRCH));

    assertThat(deleted).hasValue(2);
  }

  @Test
  void another_refusal_is_an_error() {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> removeRoute(kernel(2, Errno.EPERM)));
  }

  /** NEW_LINK is refused; the kernel has a link of any name that is asked for. */
  private static void makeTunnel(Errno refusal) {
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              if (request.type() == GET_LINK) {
                answer.message(NEW_LINK, HostTest::loopback);
              } else {
                answer.refuse(refusal);
              }
            });
    NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults());
    try (RouteSocket route = new RouteSocket(socket)) {
      new Host(route).apply(new Step.MakeTunnel(Device.IPV6_TUNNEL));
    }
  }

  @Test
  void a_tunnel_that_the_module_made_before_us_is_made() {
    assertThatNoException().isThrownBy(() -> makeTunnel(Errno.EEXIST));
  }

  @Test
  void a_kernel_without_the_module_is_told_as_such() {
    assertThatExceptionOfType(RealServerException.class)
        .isThrownBy(() -> makeTunnel(Errno.EOPNOTSUPP))
        .withMessageContaining("ip6tnl0")
        .withMessageContaining("lacks the module ip6_tunnel");
    assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> makeTunnel(Errno.EPERM));
  }
}
