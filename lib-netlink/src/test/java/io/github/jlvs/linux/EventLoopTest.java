// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private final EventLoop loop = EventLoop.open();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void timersRunInTheOrderOfTheirDeadlines() {
    long now = loop.now();
    loop.timer(() -> log.add("second")).arm(now - 1);
    loop.timer(() -> log.add("first")).arm(now - 2);
    loop.timer(() -> log.add("far away")).arm(now + TimeUnit.HOURS.toNanos(1));

    loop.turn(0);

    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void aTimerThatWasMovedOrCancelledDoesNotRunAtItsOldDeadline() {
    Timer moved = loop.timer(() -> log.add("moved"));
    Timer cancelled = loop.timer(() -> log.add("cancelled"));
    moved.arm(loop.now() - 1);
    cancelled.arm(loop.now() - 1);
    moved.arm(loop.now() + TimeUnit.HOURS.toNanos(1));
    cancelled.cancel();

    loop.turn(0);

    assertThat(log).isEmpty();
    assertThat(moved.isArmed()).isTrue();
    assertThat(cancelled.isArmed()).isFalse();
  }

  @Test
  void descriptorsAreHeardBeforeATimerThatRanOutMeanwhile() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LinuxSocket client = connecting(server)) {
      loop.timer(() -> log.add("timer")).arm(loop.now() - TimeUnit.SECONDS.toNanos(5));
      EventLoop.Watch watch =
          loop.watch(client.descriptor(), Epoll.EPOLLOUT, events -> log.add("connected"));
      server.accept().close();

      loop.turn(TimeUnit.SECONDS.toNanos(5));
      watch.close();

      assertThat(log).containsExactly("connected", "timer");
    }
  }

  @Test
  void allDescriptorsThatAreReadyAreHeardBeforeATimer() {
    List<WakeUp> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      WakeUp each = WakeUp.open();
      many.add(each);
      each.signal();
      // Never drained: what stays ready must not keep the loop from its timers.
      EventLoop.Watch unused =
          loop.watch(each.descriptor(), Epoll.EPOLLIN, events -> log.add("descriptor"));
    }
    loop.timer(() -> log.add("timer")).arm(loop.now() - 1);

    loop.turn(0);

    assertThat(log.indexOf("timer")).isBetween(300, 300 + 64);
    many.forEach(WakeUp::close);
  }

  @Test
  void anEventOfAClosedWatchIsNotHandedToTheNextWatchOfItsSlot() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 3, InetAddress.getLoopbackAddress());
        LinuxSocket first = connecting(server);
        LinuxSocket second = connecting(server);
        LinuxSocket third = connecting(server)) {
      List<EventLoop.Watch> watches = new ArrayList<>();
      EventLoop.Handler replaceAll =
          events -> {
            log.add("first to be heard");
            watches.forEach(EventLoop.Watch::close);
            loop.watch(third.descriptor(), Epoll.EPOLLIN, unread -> log.add("not readable"));
            loop.watch(first.descriptor(), Epoll.EPOLLIN, unread -> log.add("not readable"));
          };
      watches.add(loop.watch(first.descriptor(), Epoll.EPOLLOUT, replaceAll));
      watches.add(loop.watch(second.descriptor(), Epoll.EPOLLOUT, replaceAll));

      loop.turn(TimeUnit.SECONDS.toNanos(5));
      loop.turn(0);

      assertThat(log).containsExactly("first to be heard");
    }
  }

  @Test
  void aDescriptorMayBeClosedBeforeItsWatchAndItsNumberUsedAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      LinuxSocket closed = connecting(server);
      EventLoop.Watch watch =
          loop.watch(closed.descriptor(), Epoll.EPOLLOUT, events -> log.add("closed"));
      closed.close();
      try (LinuxSocket next = connecting(server)) {
        watch.close();
        EventLoop.Watch again =
            loop.watch(next.descriptor(), Epoll.EPOLLOUT, events -> log.add("next"));

        loop.turn(TimeUnit.SECONDS.toNanos(5));
        again.close();

        assertThat(log).containsExactly("next");
      }
    }
  }

  @Test
  void aDescriptorThatCannotBeWatchedLeavesTheLoopAsItWas() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LinuxSocket client = connecting(server)) {
      EventLoop.Watch watch =
          loop.watch(client.descriptor(), Epoll.EPOLLOUT, events -> log.add("connected"));
      assertThatThrownBy(() -> loop.watch(client.descriptor(), Epoll.EPOLLIN, events -> {}))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("EEXIST");

      loop.turn(TimeUnit.SECONDS.toNanos(5));
      watch.close();

      assertThat(log).containsExactly("connected");
    }
  }

  @Test
  void aRefusedConnectionIsSeenAsAPendingError() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (LinuxSocket client = tcp()) {
      SocketAddress nobody = SocketAddress.inet(InetAddress.getLoopbackAddress(), port);
      assertThatThrownBy(
              () -> {
                if (!client.connect(nobody)) {
                  loop.watch(client.descriptor(), Epoll.EPOLLOUT, events -> {});
                  loop.turn(TimeUnit.SECONDS.toNanos(5));
                  throw new LinuxException("connect", new Errno(client.pendingError()));
                }
              })
          .hasMessageContaining("Connection refused (ECONNREFUSED)");
    }
  }

  @Test
  void aTaskFromAnotherThreadEndsTheWait() throws Exception {
    Thread runner = new Thread(loop::run, "test loop");
    runner.start();
    loop.post(() -> log.add("task"));
    loop.post(loop::stop);
    runner.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(runner.isAlive()).isFalse();
    assertThat(log).containsExactly("task");
  }

  @Test
  void anExceptionOfATimerEndsTheLoop() {
    loop.timer(
            () -> {
              throw new IllegalStateException("broken");
            })
        .arm(loop.now());

    assertThatThrownBy(loop::run).hasMessage("broken");
  }

  private static LinuxSocket tcp() {
    return LinuxSocket.openNonBlocking("test", LinuxSocket.AF_INET, LinuxSocket.SOCK_STREAM, 0);
  }

  private static LinuxSocket connecting(ServerSocket server) {
    LinuxSocket client = tcp();
    boolean unused =
        client.connect(SocketAddress.inet(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    return client;
  }

  @Test
  void howeverLongTheWaitAndHoweverSlackTheKernelATimerIsWaitedForInTime() {
    for (long wanted = 1_000; wanted < 400_000_000_000L; wanted = wanted * 3 / 2) {
      long left = wanted;
      int turns = 0;
      while (left > 0) {
        long wait = EventLoop.inTime(left);
        assertThat(wait).isPositive();
        // The slack that the kernel allows itself with a process whose nice value is above zero.
        left -= wait + wait / 200;
        turns++;
      }
      assertThat(-left).as("nanoseconds late after %d", wanted).isLessThanOrEqualTo(100_000);
      assertThat(turns).isLessThan(12);
    }
  }

  @Test
  void itKnowsSinceWhenItIsAwake() {
    long[] awake = new long[2];
    loop.post(
        () -> {
          awake[0] = loop.awakeSince();
          awake[1] = loop.now();
        });
    assertThat(loop.awakeSince()).isZero();
    long before = loop.now();

    loop.turn(0);

    assertThat(awake[0]).isBetween(before, awake[1]);
    assertThat(loop.awakeSince()).isEqualTo(awake[0]);
  }
}
