// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NotifySocketTest {
  private static final long PID = 4711;

  @TempDir private Path directory = Path.of("");

  private final List<String> said = new CopyOnWriteArrayList<>();

  @Test
  void a_notice_arrives_as_one_datagram_at_a_path() throws Exception {
    Path path = directory.resolve("notify");
    try (UnixDatagramChannel manager = listening(path.toString());
        Supervisor supervisor = of(path.toString())) {
      supervisor.tell(Notice.READY);
      supervisor.tell(Notice.reloading(7));
      assertThat(next(manager)).isEqualTo("READY=1");
      assertThat(next(manager)).isEqualTo("RELOADING=1\nMONOTONIC_USEC=7");
      assertThat(supervisor.listens()).isTrue();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void and_at_an_abstract_name() throws Exception {
    String name = "jlvs-test-" + ProcessHandle.current().pid();
    try (UnixDatagramChannel manager = listening("\0" + name);
        Supervisor supervisor = of("@" + name)) {
      supervisor.tell(Notice.STOPPING);
      assertThat(next(manager)).isEqualTo("STOPPING=1");
    }
    assertThat(said).isEmpty();
  }

  @Test
  void one_that_is_gone_is_said_once_until_it_is_back() throws Exception {
    Path path = directory.resolve("notify");
    try (Supervisor supervisor = of(path.toString())) {
      supervisor.tell(Notice.READY);
      supervisor.tell(Notice.ALIVE);
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains(path.toString()).contains("was not told READY=1");
      try (UnixDatagramChannel manager = listening(path.toString())) {
        supervisor.tell(Notice.ALIVE);
        assertThat(next(manager)).isEqualTo("WATCHDOG=1");
      }
      supervisor.tell(Notice.ALIVE);
      assertThat(said).hasSize(2);
    }
  }

  @Test
  void one_whose_queue_is_full_holds_nobody_up() throws Exception {
    Path path = directory.resolve("notify");
    try (UnixDatagramChannel manager = listening(path.toString());
        Supervisor supervisor = of(path.toString())) {
      while (said.isEmpty()) {
        supervisor.tell(Notice.ALIVE);
      }
      assertThat(said.get(0)).contains("was not told WATCHDOG=1");
      assertThat(next(manager)).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void without_a_name_nobody_listens_and_a_strange_one_is_said() {
    assertThat(NotifySocket.of(Map.of(), PID, said::add)).isSameAs(Supervisor.NONE);
    assertThat(said).isEmpty();
    assertThat(of("vsock:2:1234")).isSameAs(Supervisor.NONE);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("NOTIFY_SOCKET is neither a path nor").contains("vsock");
  }

  @Test
  void a_watchdog_counts_for_the_process_that_it_names() {
    assertThat(NotifySocket.watchdog(Map.of(), PID)).isEmpty();
    assertThat(NotifySocket.watchdog(Map.of("WATCHDOG_USEC", "10000000"), PID))
        .contains(Duration.ofSeconds(10));
    assertThat(
            NotifySocket.watchdog(Map.of("WATCHDOG_USEC", "500000", "WATCHDOG_PID", "4711"), PID))
        .contains(Duration.ofMillis(500));
    assertThat(
            NotifySocket.watchdog(Map.of("WATCHDOG_USEC", "500000", "WATCHDOG_PID", "4712"), PID))
        .isEmpty();
    for (String strange : List.of("0", "-1", "", "ten", "9223372036854775807")) {
      assertThat(NotifySocket.watchdog(Map.of("WATCHDOG_USEC", strange), PID))
          .as(strange)
          .isEmpty();
    }
  }

  private Supervisor of(String name) {
    return NotifySocket.of(Map.of("NOTIFY_SOCKET", name), PID, said::add);
  }

  private static UnixDatagramChannel listening(String path) throws IOException {
    return UnixDatagramChannel.open().bind(new UnixSocketAddress(path));
  }

  private static String next(UnixDatagramChannel manager) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(4096);
    Object unused = manager.receive(datagram);
    return StandardCharsets.UTF_8.decode(datagram.flip()).toString();
  }
}
