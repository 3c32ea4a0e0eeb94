// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.generic.Family;
import io.github.jlvs.netlink.generic.GenericNetlink;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.RouteEvents;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What any Linux lets any user ask, asked of the kernel this test runs on. */
class HostKernelTest {
  @Test
  void theLoopbackIsListedAndFoundByNameAndIndex() {
    try (RouteSocket route = RouteSocket.open()) {
      Link loopback = route.link("lo").orElseThrow();

      assertThat(route.links()).contains(loopback);
      assertThat(route.link(loopback.index())).contains(loopback);
      assertThat(loopback.flags() & Link.IFF_LOOPBACK).isNotZero();
      assertThat(route.link("no-such-link")).isEmpty();
      assertThat(route.link("")).isEmpty();
      assertThat(route.link("a-name-that-no-link-can-have")).isEmpty();
      assertThat(route.link("lo\0")).isEmpty();
      assertThat(route.link(0)).isEmpty();
      assertThat(route.link(-1)).isEmpty();
      assertThat(route.link(Integer.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void theLoopbackAddressIsListed() throws Exception {
    try (RouteSocket route = RouteSocket.open()) {
      int loopback = route.link("lo").orElseThrow().index();

      assertThat(route.addresses())
          .anySatisfy(
              address -> {
                assertThat(address.interfaceIndex()).isEqualTo(loopback);
                assertThat(address.address()).isEqualTo(InetAddress.getByName("127.0.0.1"));
                assertThat(address.prefixLength()).isEqualTo(8);
                assertThat(address.scope()).isEqualTo(IfAddress.SCOPE_HOST);
              });
      assertThat(route.routes()).isNotEmpty();
    }
  }

  @Test
  void theControllerFamilyIsFoundAndAnUnknownOneIsNot() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC)) {
      Family controller = GenericNetlink.family(socket, "nlctrl").orElseThrow();

      assertThat(controller.id()).isEqualTo(16);
      assertThat(controller.groups()).containsKey("notify");
      assertThat(GenericNetlink.family(socket, "jlvs-none")).isEqualTo(Optional.empty());
    }
  }

  @Test
  void aRefusalCarriesTheErrnoAndTheOperation() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE)) {
      Request request = new Request("do the impossible", 9999, 0, writer -> writer.fixed32(0));

      assertThatThrownBy(() -> socket.execute(request))
          .isInstanceOfSatisfying(
              NetlinkException.class,
              e -> assertThat(e.errno()).isIn(Errno.EOPNOTSUPP, Errno.EPERM))
          .hasMessageStartingWith("do the impossible: ");
    }
  }

  @Test
  void aBatchMatchesEveryRefusalToItsRequest() {
    Request good = new Request("nothing", NetlinkFlags.NLMSG_NOOP, 0, writer -> {});
    Request bad = new Request("the impossible", 9999, 0, writer -> writer.fixed32(0));
    NetlinkOptions small = NetlinkOptions.defaults().withReceiveBuffer(1);
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, small)) {
      List<Result> results = socket.batch(List.of(bad, good, bad, good, good, bad));

      assertThat(results)
          .extracting(result -> result instanceof Result.Done)
          .containsExactly(false, true, false, true, true, false);
      assertThat(results.get(2)).isInstanceOf(Result.Failed.class);
    }
  }

  @Test
  void aConsumerThatThrowsLeavesTheSocketUsable() {
    try (RouteSocket route = RouteSocket.open();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE)) {
      Request dump = new Request("list links", 18, 0, HostKernelTest::linkHeader);
      assertThatThrownBy(
              () ->
                  socket.dump(
                      dump,
                      reply -> {
                        throw new IllegalStateException("no more");
                      }))
          .hasMessage("no more");

      int[] count = new int[1];
      assertThat(socket.dump(dump, reply -> count[0]++)).isEqualTo(DumpOutcome.CONSISTENT);
      assertThat(count[0]).isEqualTo(route.links().size());
    }
  }

  @Test
  void anOperationInsideAnothersConsumerIsRefused() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE)) {
      Request dump = new Request("list links", 18, 0, HostKernelTest::linkHeader);

      assertThatThrownBy(() -> socket.dump(dump, reply -> socket.execute(dump)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("consumer of another");
    }
  }

  @Test
  void aLoopHearsWhatABlockingSocketHears() throws Exception {
    Request dump = new Request("list links", 18, 0, HostKernelTest::linkHeader);
    Request loopback =
        new Request(
            "link lo",
            18,
            0,
            writer -> {
              linkHeader(writer);
              writer.string(3, "lo");
            });
    Set<Integer> expected = new TreeSet<>();
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE)) {
      assertThat(socket.dump(dump, reply -> expected.add(reply.u32(4))))
          .isEqualTo(DumpOutcome.CONSISTENT);
    }
    assertThat(expected).isNotEmpty();
    Request impossible = new Request("do the impossible", 9999, 0, writer -> writer.fixed32(0));
    try (EventLoop loop = EventLoop.open();
        AsyncNetlinkSocket socket =
            AsyncNetlinkSocket.open(loop, NetlinkSocket.NETLINK_ROUTE, NetlinkOptions.defaults())) {
      Set<Integer> first = new TreeSet<>();
      Set<Integer> second = new TreeSet<>();
      List<Integer> single = new ArrayList<>();
      List<CompletableFuture<?>> asked = new ArrayList<>();
      asked.add(socket.dump(dump, reply -> first.add(reply.u32(4))));
      asked.add(socket.dump(dump, reply -> second.add(reply.u32(4))));
      for (int i = 0; i < 2_000; i++) {
        asked.add(socket.query(loopback, reply -> single.add(reply.u32(4))));
      }
      CompletableFuture<Void> refused = socket.execute(impossible);
      CompletableFuture<Void> all =
          CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new));
      for (int i = 0; i < 30_000 && !(all.isDone() && refused.isDone()); i++) {
        loop.turn(TimeUnit.MILLISECONDS.toNanos(1));
      }

      assertThat(all).isCompleted();
      assertThat(first).isEqualTo(expected);
      assertThat(second).isEqualTo(expected);
      assertThat(single).hasSize(2_000).containsOnly(1);
      assertThatThrownBy(refused::join)
          .cause()
          .isInstanceOf(NetlinkException.class)
          .hasMessageStartingWith("do the impossible: ");
    }
  }

  @Test
  void aNamespaceThatIsNotThereOrIsNoneIsRefusedLikeAnythingElse() {
    NetlinkOptions missing =
        NetlinkOptions.defaults().inNamespace(NetworkNamespace.named("jlvs-no-such-namespace"));
    assertThatThrownBy(() -> RouteSocket.open(missing))
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageStartingWith("open /run/netns/jlvs-no-such-namespace: ");

    NetworkNamespace none = new NetworkNamespace(Path.of("/proc/self/status"));
    assertThatThrownBy(
            () ->
                NetlinkSocket.open(
                    NetlinkSocket.NETLINK_ROUTE, NetlinkOptions.defaults().inNamespace(none)))
        .isInstanceOf(LinuxException.class)
        .hasMessageStartingWith("enter network namespace /proc/self/status: ");
  }

  @Test
  void aTimeoutLongerThanNanosecondsCanSayWaitsForEver() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    try (RouteSocket route = RouteSocket.open(NetlinkOptions.defaults().withTimeout(forEver))) {
      assertThat(route.link("lo")).isPresent();
    }
  }

  @Test
  void closingASubscriptionEndsTheWaitOfAnotherThread() throws Exception {
    RouteEvents events = RouteEvents.ofEverything();
    AtomicReference<Object> end = new AtomicReference<>("waits");
    Thread watcher =
        new Thread(
            () -> {
              try {
                boolean any = true;
                while (events.isOpen()) {
                  any = events.await(Duration.ofMinutes(10), event -> {});
                }
                end.set(any);
              } catch (RuntimeException e) {
                end.set(e);
              }
            },
            "watcher");
    watcher.start();
    Thread.sleep(200); // for the thread to be in the midst of its wait, as it mostly is
    assertThat(end.get()).isEqualTo("waits");

    events.close();

    watcher.join(Duration.ofSeconds(30).toMillis());
    assertThat(watcher.isAlive()).isFalse();
    assertThat(end.get()).isEqualTo(false);
    assertThat(events.await(Duration.ofMinutes(10), event -> {})).isFalse();
  }

  @Test
  void aClosedSocketSaysSo() {
    RouteSocket route = RouteSocket.open();
    route.close();
    route.close();

    assertThatThrownBy(route::links)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  private static void linkHeader(MessageWriter writer) {
    for (int i = 0; i < 4; i++) {
      writer.fixed32(0);
    }
  }
}
