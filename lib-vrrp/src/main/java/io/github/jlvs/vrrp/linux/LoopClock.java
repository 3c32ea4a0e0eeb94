// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;

/** The clock and the timers of an event loop. */
record LoopClock(EventLoop loop) implements Clock {
  @Override
  public long now() {
    return loop.now();
  }

  @Override
  public long wallClock() {
    return System.currentTimeMillis() * 1_000_000;
  }

  @Override
  public Alarm alarm(Runnable action) {
    return new LoopAlarm(loop.timer(action));
  }

  private record LoopAlarm(Timer timer) implements Alarm {
    @Override
    public void arm(long deadline) {
      timer.arm(deadline);
    }

    @Override
    public void cancel() {
      timer.cancel();
    }

    @Override
    public boolean isArmed() {
      return timer.isArmed();
    }
  }
}
