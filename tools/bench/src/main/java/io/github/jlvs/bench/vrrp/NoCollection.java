// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;

/**
 * jkeepalived as its launcher starts it, 200 virtual routers: no garbage collection for so long.
 */
public final class NoCollection {
  private static final Duration SETTLE = Duration.ofSeconds(20);

  private NoCollection() {}

  /**
   * Runs the check.
   *
   * @param arguments the minutes to watch
   */
  public static void main(String[] arguments) {
    int minutes = Integer.parseInt(arguments[0]);
    JvmFigures before;
    JvmFigures after;
    try (Network network = Network.create()) {
      Host ds1 = network.host("ds1", "10.1.80.91/24");
      RunningProcess process = ManyRouters.start(Daemon.JKEEPALIVED, ds1, ManyRouters.together());
      Await.pause(SETTLE);
      before = JvmFigures.of(process, ds1);
      Await.pause(Duration.ofMinutes(minutes));
      after = JvmFigures.of(process, ds1);
      ManyRouters.stop(process, ds1);
    }
    long collections = after.collections() - before.collections();
    System.out.printf(
        "%d virtual routers for %d min: %d collections (%d before them), %.0f kB allocated by the"
            + " routers' thread%n",
        ManyRouters.COUNT,
        minutes,
        collections,
        before.collections(),
        (after.allocatedBytes() - before.allocatedBytes()) / 1024);
    System.exit(collections == 0 ? 0 : 1);
  }
}
