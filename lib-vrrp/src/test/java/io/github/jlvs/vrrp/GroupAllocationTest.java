// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masters advertise for months: it must not cost a garbage collection, in a group or alone. */
class GroupAllocationTest {
  private static final int TICKS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aGroupThatOnlyAdvertisesAllocatesNothing() {
    SyncGroup group = new SyncGroup(List.of(owner(1), owner(2), owner(3)));
    group.handleAll(0, new Input.Startup());
    advertise(group);

    long before = threads.getCurrentThreadAllocatedBytes();
    int sent = advertise(group);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sent).isEqualTo(3 * TICKS);
    // A compiler or the bean may allocate some; a single object a tick would be 320,000.
    assertThat(bytes).as("bytes in %d ticks", TICKS).isLessThan(10_000);
  }

  private static int advertise(SyncGroup group) {
    int sent = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      List<SyncGroup.Step> steps = group.handleAll(group.nextDeadline(), Input.Tick.INSTANCE);
      sent += steps.size();
    }
    return sent;
  }

  private static VirtualRouter owner(int vrid) {
    return new VirtualRouter(VirtualRouterConfig.builder(vrid, VIP).priority(255).build(), OWN);
  }
}
