// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a program that embeds a daemon may do with it. */
@KernelTest
@WithoutIpvs
class EmbeddingTest {

  @Together
  @Test
  void a_listener_may_close_the_daemon(Network network) throws Exception {
    Host host = network.host("ds1", "10.1.80.91/24");
    try (VrrpDaemon daemon = doingOnFault(host, VrrpDaemon::close)) {
      assertThat(host.hasAddress(VIP)).isTrue();

      fault(daemon);

      daemon.ended().get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(host.hasAddress(VIP)).isFalse();
      assertThatThrownBy(daemon::routers).hasMessage("jlvs-vrrp has ended: start another one");
    }
  }

  @Together
  @Test
  void a_question_of_the_listener_is_refused_and_ends_the_daemon(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    try (VrrpDaemon daemon = doingOnFault(host, VrrpDaemon::routers)) {
      assertThat(host.hasAddress(VIP)).isTrue();
      assertThatThrownBy(() -> fault(daemon))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ask from another thread");
      assertThatThrownBy(() -> daemon.ended().join())
          .hasRootCauseMessage(
              "jlvs-vrrp would wait for itself: ask from another thread, or without waiting");
    }
    assertThat(host.hasAddress(VIP)).isFalse();
  }

  @Together
  @Test
  void an_answer_is_not_held(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    try (VrrpDaemon daemon = doingOnFault(host, running -> {})) {
      WeakReference<byte[]> answer = new WeakReference<>(daemon.ask(runner -> new byte[1]).join());

      Await.until(
          "the answer to be collected",
          SOON,
          () -> {
            System.gc();
            return answer.get() == null;
          });
    }
  }

  /** An owner of the address, with something done on the daemon's thread when it is in fault. */
  private static VrrpDaemon doingOnFault(Host host, Consumer<VrrpDaemon> what) {
    CompletableFuture<VrrpDaemon> started = new CompletableFuture<>();
    RunnerOptions options =
        RunnerOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace()));
    VrrpDaemon daemon =
        VrrpDaemon.start(
            List.of(Directors.setup(255)),
            List.of(),
            options,
            event -> {
              if (event instanceof RunnerEvent.StateChanged changed
                  && changed.to() == State.FAULT) {
                what.accept(started.join());
              }
            });
    started.complete(daemon);
    return daemon;
  }

  private static void fault(VrrpDaemon daemon) {
    Ours.report(daemon, Directors.TRACKED.thing(), -254);
  }
}
