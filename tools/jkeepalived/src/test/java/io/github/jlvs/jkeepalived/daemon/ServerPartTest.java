// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configuration to kernel, with a kernel that is played; real servers without checks. */
class ServerPartTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final ServiceId FOREIGN = ServiceId.tcp("10.0.0.9", 25);

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs ipvs = kernel.open();
  private final DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC());
  private final CompletableFuture<Throwable> death = new CompletableFuture<>();

  @BeforeEach
  void somebody_elses_service_is_there() {
    ipvs.add(VirtualService.of(FOREIGN, "rr"));
  }

  @AfterEach
  void close() {
    ipvs.close();
    log.close();
  }

  @Test
  void start_reload_and_stop_leave_foreign_services_alone() {
    ServerPart part = start(false, server("10.0.0.1", 1) + server("10.0.0.2", 1));
    eventually(() -> ipvs.services().size() == 3);

    part.reconfigure(configuration(server("10.0.0.1", 7)));
    eventually(() -> weights().equals(List.of(7)) && ipvs.services().size() == 2);

    part.stop();
    assertThat(ids()).containsExactly(FOREIGN);
  }

  @Test
  void asked_to_leave_them_it_leaves_its_virtual_servers() {
    ServerPart part = start(true, server("10.0.0.1", 3));
    eventually(() -> ids().contains(WEB));

    part.stop();

    assertThat(weights()).containsExactly(3);
  }

  @Test
  void when_the_checkers_thread_has_died_its_virtual_servers_still_go() throws Exception {
    ServerPart part = start(false, server("10.0.0.1", 3));
    eventually(() -> ids().contains(WEB));
    part.checkersThread()
        .post(
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(death.get(20, TimeUnit.SECONDS)).hasMessage("broken");

    part.stop();

    assertThat(ids()).containsExactly(FOREIGN);
  }

  private ServerPart start(boolean keep, String text) {
    return ServerPart.start(
        kernel.open(),
        configuration(text),
        new DaemonSettings(true, true, keep, false),
        log,
        death::complete);
  }

  private List<ServiceId> ids() {
    return ipvs.services().stream().map(status -> status.service().id()).toList();
  }

  private List<Integer> weights() {
    return ipvs.destinations(WEB).stream()
        .map(status -> status.destination())
        .map(Destination::weight)
        .toList();
  }

  private static Configuration configuration(String text) {
    return ConfigurationReader.read("test.conf", text).configuration().orElseThrow();
  }

  private static String server(String address, int weight) {
    return """
    virtual_server %s 80 {
      protocol TCP
      lb_algo rr
      lb_kind NAT
      real_server 10.0.1.1 8080 {
        weight %d
      }
    }
    """
        .formatted(address, weight);
  }

  /** The table is another thread's work. */
  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
