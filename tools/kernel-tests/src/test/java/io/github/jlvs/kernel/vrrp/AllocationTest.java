// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.ip;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a steady master costs the garbage collector. */
@KernelTest
@WithoutIpvs
@Isolated
class AllocationTest {
  private static final int ROUTERS = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration MEASURED = Duration.ofSeconds(6);

  @Test
  void a_steady_master_allocates_at_most_512_bytes_an_advertisement(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    List<RouterSetup> setups = new ArrayList<>();
    for (int vrid = 1; vrid <= ROUTERS; vrid++) {
      VirtualRouterConfig config =
          VirtualRouterConfig.builder(vrid, ip("10.1.81." + vrid)).priority(255).build();
      setups.add(RouterSetup.builder("VI_" + vrid, Network.INTERFACE, config).build());
    }
    try (Ours ours = Ours.start(host, setups, List.of())) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = ours.daemon().ask(runner -> Thread.currentThread().getId()).join();
      Await.pause(WARM_UP);
      long sentBefore = sent(ours);
      long before = threads.getThreadAllocatedBytes(thread);
      Await.pause(MEASURED);
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      long advertisements = sent(ours) - sentBefore;

      System.out.printf("allocation: %d bytes for %d advertisements%n", allocated, advertisements);
      assertThat(advertisements).isGreaterThan(ROUTERS);
      assertThat(allocated / advertisements).isLessThanOrEqualTo(512);
    }
  }

  private static long sent(Ours ours) {
    return ours.daemon().routers().stream()
        .mapToLong(router -> router.counters().of(Counter.ADVERTISEMENTS_SENT))
        .sum();
  }
}
