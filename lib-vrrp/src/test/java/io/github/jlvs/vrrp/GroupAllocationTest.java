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

  /** Counts what is to be done. */
  private static final class Counting implements StateMachine.Sink {
    private int count;

    @Override
    public void act(int member, Action action) {
      count++;
    }

    @Override
    public void groupChanged(State from, State to) {
      count++;
    }
  }

  private final Counting sent = new Counting();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aGroupThatOnlyAdvertisesAllocatesNothing() {
    SyncGroup group = new SyncGroup(List.of(owner(1), owner(2), owner(3)));
    group.handle(0, StateMachine.ALL, new Input.Startup(), sent);
    advertise(group);

    sent.count = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    advertise(group);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sent.count).isEqualTo(3 * TICKS);
    // A compiler or the bean may allocate some; a single object a tick would be 320,000.
    assertThat(bytes).as("bytes in %d ticks", TICKS).isLessThan(10_000);
  }

  private void advertise(StateMachine machine) {
    for (int tick = 0; tick < TICKS; tick++) {
      machine.handle(machine.nextDeadline(), StateMachine.ALL, Input.Tick.INSTANCE, sent);
    }
  }

  private static VirtualRouter owner(int vrid) {
    return new VirtualRouter(VirtualRouterConfig.builder(vrid, VIP).priority(255).build(), OWN);
  }
}
