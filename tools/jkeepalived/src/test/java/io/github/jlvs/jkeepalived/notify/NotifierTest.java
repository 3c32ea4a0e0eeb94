// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start and a reload do before anything has happened. */
class NotifierTest {
  private final Path directory;
  private final OnALoop on;
  private final List<String> saidOfServers = new ArrayList<>();
  private final Notifier notifier;

  NotifierTest(@TempDir Path directory) {
    this.directory = directory;
    this.on = new OnALoop(directory);
    this.notifier = new Notifier(on.loop, on.processes, on.said::add, saidOfServers::add);
  }

  @AfterEach
  void close() {
    notifier.close();
    on.close();
  }

  @Test
  void a_script_that_will_not_run_is_said_at_the_start_and_each_file_once() {
    configure(
        on.configuration(
            "",
            """
            vrrp_instance V {
              interface eth0
              virtual_router_id 1
              virtual_ipaddress {
                10.0.0.9
              }
              notify_master "/absent/n.sh master"
              notify_backup "/absent/n.sh backup"
              notify /bin/true
            }
            virtual_server 10.0.0.1 80 {
              lb_algo rr
              lb_kind DR
              protocol TCP
              quorum_up "/absent/q.sh up"
              real_server 10.0.0.2 80 {
                notify_down "/absent/q.sh down"
                TCP_CHECK {
                }
              }
            }
            """));

    assertThat(on.said)
        .containsExactly(
            "(V) notify script will not run: Script /absent/n.sh cannot be accessed - No such file"
                + " or directory");
    assertThat(saidOfServers)
        .containsExactly(
            "([10.0.0.1]:tcp:80) notify script will not run: Script /absent/q.sh cannot be accessed"
                + " - No such file or directory");
  }

  @Test
  void a_fifo_that_somebody_has_removed_is_there_again_after_a_reload() throws IOException {
    Path fifo = directory.resolve("fifo");
    Configuration configuration = on.configuration("notify_fifo " + fifo, "");
    configure(configuration);
    Object before = Files.getAttribute(fifo, "unix:ino");
    configure(configuration);
    assertThat(Files.getAttribute(fifo, "unix:ino")).isEqualTo(before);
    Files.delete(fifo);

    configure(configuration);

    assertThat(fifo).exists();
    assertThat(on.said).isEmpty();
  }

  private void configure(Configuration configuration) {
    notifier.reconfigure(configuration, configuration.global().fifos(), on.policy());
  }
}
