// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;

/**
 * What a daemon has written into /tmp when signals asked for it.
 *
 * @param data of virtual routers, at USR1
 * @param parent of the whole, at USR1
 * @param stats at USR2
 * @param json at signal 36
 * @param access mode and owner of each
 */
record DumpedFiles(String data, String parent, String stats, String json, String access) {
  private static final Duration SOON = Duration.ofSeconds(40);

  /** Asks for all of them, one after another. */
  static DumpedFiles of(Host host, RunningProcess daemon) {
    host.sh("rm -f /tmp/keepalived*");
    daemon.signal("USR1");
    String data = whole(host, "/tmp/keepalived.data");
    String parent = whole(host, "/tmp/keepalived_parent.data");
    daemon.signal("USR2");
    String stats = whole(host, "/tmp/keepalived.stats");
    daemon.signal("36");
    String json = whole(host, "/tmp/keepalived.json");
    return new DumpedFiles(
        data, parent, stats, json, host.sh("stat -c '%n %a %U:%G' /tmp/keepalived*"));
  }

  /** keepalived writes in place: a file is whole when it grows no more. */
  static String whole(Host host, String file) {
    return Await.value(
        file,
        SOON,
        () -> {
          String before = read(host, file);
          Await.pause(Duration.ofMillis(200));
          return before.equals(read(host, file)) ? before : "";
        },
        text -> !text.isEmpty());
  }

  private static String read(Host host, String file) {
    return host.attempt(ExitStatuses.of(0, 1), "cat", file).out();
  }
}
