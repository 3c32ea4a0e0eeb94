// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's collections of garbage, of which it keeps the last of each kind. The first question
 * takes a tenth of a second and three megabytes: the management classes.
 */
final class GarbageCollections {
  private GarbageCollections() {}

  /** For how many nanoseconds of the last so many one was going on. */
  static long within(long nanos) {
    long now = ManagementFactory.getRuntimeMXBean().getUptime();
    long from = now - TimeUnit.NANOSECONDS.toMillis(nanos);
    long sum = 0;
    for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof GarbageCollectorMXBean collector) {
        // Null before the first; the bean's contract is older than Optional.
        GcInfo last = collector.getLastGcInfo();
        sum += last == null ? 0 : overlap(from, now, last.getStartTime(), last.getEndTime());
      }
    }
    return TimeUnit.MILLISECONDS.toNanos(sum);
  }

  static long overlap(long from, long to, long start, long end) {
    return Math.max(0, Math.min(to, end) - Math.max(from, start));
  }
}
