// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first take-over of a process is like the thirtieth: it finds all the code there. A class that
 * is loaded, linked or spun at that moment costs tenths of a millisecond, all of them more than a
 * take-over takes.
 */
@KernelTest
@WithoutIpvs
class FirstTakeOverTest {
  private static final String CLASSES = "/run/classes.log";

  @Together
  @ParameterizedTest
  @CsvSource({"version 2, 10.1.80.90", "version 3, 10.1.80.90", "version 3, fe80::90"})
  void a_take_over_loads_no_class_of_the_virtual_routers(
      String version, String address, Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess master =
        Daemon.KEEPALIVED.start(hosts.ds1(), Daemon.instance(150, address, version));
    master.awaitLine("Entering MASTER STATE", SOON);
    RunningProcess backup =
        Daemon.JKEEPALIVED.start(
            hosts.ds2(),
            Daemon.instance(100, address, version),
            "env",
            "JLVS_JAVA_OPTIONS=-Xlog:class+load:file=" + CLASSES);
    backup.awaitLine("Entering BACKUP STATE", SOON);
    backup.awaitLine("Startup complete", SOON);
    List<String> start = classes(hosts.ds2());
    assertThat(start).anyMatch(line -> line.contains("io.github.jlvs.vrrp.linux.WarmUp"));

    master.crash();
    backup.awaitLine("Entering MASTER STATE", SOON);
    Await.until("the address", SOON, () -> hosts.ds2().hasAddress(address));
    List<String> takenOver = classes(hosts.ds2());
    assertThat(backup.stop(SOON)).isZero();

    assertThat(takenOver.subList(start.size(), takenOver.size()))
        .noneMatch(line -> line.contains("io.github.jlvs.vrrp."));
    // Somebody was looking: an end takes classes that nothing before it needs.
    assertThat(classes(hosts.ds2()).size()).isGreaterThan(takenOver.size());
  }

  private static List<String> classes(Host host) {
    return host.read(CLASSES).lines().toList();
  }
}
