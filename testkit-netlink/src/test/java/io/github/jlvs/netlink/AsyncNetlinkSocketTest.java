// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeAnswer;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.fake.FakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests on a loop when the kernel answers late, out of order, or not at all. */
class AsyncNetlinkSocketTest {
  private static final int TYPE = 40;
  private static final int MOST_TURNS = 20_000;

  private final EventLoop loop = EventLoop.open();
  private final List<String> heard = new ArrayList<>();
  private final FakeKernel silent = new FakeKernel((request, answer) -> answer.keepSilent());

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void answersInAnyOrderFindTheirRequests() throws Exception {
    try (AsyncNetlinkSocket socket = socket(silent)) {
      CompletableFuture<Void> first = socket.query(request(1), this::note);
      CompletableFuture<Void> second = socket.query(request(2), this::note);
      CompletableFuture<Void> third = socket.execute(request(3));
      turns();
      assertThat(silent.requests()).hasSize(3);

      silent.answer(sent(2), answer -> {});
      silent.answer(sent(1), answer -> entries(answer, 20, 21));
      turns();
      assertThat(List.of(first.isDone(), second.isDone(), third.isDone()))
          .containsExactly(false, true, true);

      silent.answer(sent(0), answer -> entries(answer, 10));
      await(first);
      assertThat(heard).containsExactly("20", "21", "10");
    }
  }

  @Test
  void aRefusalIsThatOfItsRequestAlone() throws Exception {
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              if (request.payload().getInt(0) == 2) {
                answer.refuse(Errno.EBUSY);
              }
            });
    try (AsyncNetlinkSocket socket = socket(kernel)) {
      CompletableFuture<Void> good = socket.execute(request(1));
      CompletableFuture<Void> bad = socket.execute(request(2));
      CompletableFuture<Void> behind = socket.execute(request(3));

      await(good);
      await(behind);
      assertFailsWith(bad, Errno.EBUSY, "request 2: ");
    }
  }

  @Test
  void aDumpWaitsForTheOneBeforeItAndIsPassedByOtherRequests() throws Exception {
    try (AsyncNetlinkSocket socket = socket(silent)) {
      CompletableFuture<DumpOutcome> first = socket.dump(request(1), this::note);
      CompletableFuture<DumpOutcome> second = socket.dump(request(2), this::note);
      CompletableFuture<Void> query = socket.query(request(3), this::note);
      turns();
      assertThat(silent.requests())
          .extracting(request -> request.payload().getInt(0))
          .containsExactly(1, 3);

      silent.answer(sent(1), answer -> entries(answer, 30));
      await(query);
      silent.answer(sent(0), answer -> entries(answer, 10, 11));
      assertThat(await(first)).isEqualTo(DumpOutcome.CONSISTENT);
      turns();
      silent.answer(
          sent(2),
          answer -> {
            entries(answer, 20);
            answer.interrupt();
          });
      assertThat(await(second)).isEqualTo(DumpOutcome.INTERRUPTED);
      assertThat(heard).containsExactly("30", "10", "11", "20");
    }
  }

  @Test
  void aRefusedDumpMakesRoomForTheNext() throws Exception {
    try (AsyncNetlinkSocket socket = socket(silent)) {
      CompletableFuture<DumpOutcome> first = socket.dump(request(1), this::note);
      CompletableFuture<DumpOutcome> second = socket.dump(request(2), this::note);
      turns();
      silent.answer(sent(0), answer -> answer.refuse(Errno.EOPNOTSUPP));
      assertFailsWith(first, Errno.EOPNOTSUPP, "request 1: ");
      turns();
      silent.answer(sent(1), answer -> {});
      assertThat(await(second)).isEqualTo(DumpOutcome.CONSISTENT);
    }
  }

  @Test
  void aRequestIsSentBeforeADumpThatWasAskedForLater() {
    FakeKernel narrow =
        new FakeKernel((request, answer) -> answer.keepSilent()).withAcknowledgementRoom(1);
    try (AsyncNetlinkSocket socket = socket(narrow)) {
      CompletableFuture<Void> first = socket.execute(request(1));
      CompletableFuture<Void> change = socket.execute(request(2));
      CompletableFuture<DumpOutcome> dump = socket.dump(request(3), this::note);
      turns();
      assertThat(narrow.requests()).hasSize(1);
      narrow.answer(narrow.requests().get(0), answer -> {});
      turns();
      narrow.answer(narrow.requests().get(1), answer -> {});
      turns();

      assertThat(narrow.requests())
          .extracting(request -> request.payload().getInt(0))
          .containsExactly(1, 2, 3);
      assertThat(List.of(first.isDone(), change.isDone(), dump.isDone()))
          .containsExactly(true, true, false);
    }
  }

  @Test
  void silenceEndsInATimeoutAndALateAnswerIsPassedOver() throws Exception {
    NetlinkOptions hasty = NetlinkOptions.defaults().withTimeout(Duration.ofMillis(5));
    try (AsyncNetlinkSocket socket = new AsyncNetlinkSocket(loop, silent, hasty)) {
      CompletableFuture<Void> query = socket.query(request(1), this::note);
      CompletableFuture<DumpOutcome> dump = socket.dump(request(2), this::note);
      CompletableFuture<DumpOutcome> nextDump = socket.dump(request(3), this::note);
      assertFailsWith(query, Errno.ETIMEDOUT, "request 1: ");
      assertFailsWith(dump, Errno.ETIMEDOUT, "request 2: ");
      assertFailsWith(nextDump, Errno.ETIMEDOUT, "request 3: ");

      silent.answer(sent(0), answer -> entries(answer, 10));
      silent.answer(sent(1), answer -> entries(answer, 20));
      turns();
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void anAnswerThatLiesUnreadIsHeardBeforeItsDeadlineIsBelieved() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> entries(answer, 1));
    NetlinkOptions hasty = NetlinkOptions.defaults().withTimeout(Duration.ofNanos(1));
    kernel.withAcknowledgementRoom(100_000);
    try (AsyncNetlinkSocket socket = new AsyncNetlinkSocket(loop, kernel, hasty)) {
      askAThousandAtOnce(socket);
    }
  }

  @Test
  void lostAnswersFailWhatIsInFlightAndTheSocketGoesOn() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> {}).withReceiveBuffer(2);
    try (AsyncNetlinkSocket socket = socket(kernel)) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 4).mapToObj(i -> socket.execute(request(i))).toList();

      await(all.get(0)); // its answer and the next were in the buffer before it was full
      await(all.get(1));
      assertFailsWith(all.get(2), Errno.ENOBUFS, "request 2: ");
      assertFailsWith(all.get(3), Errno.ENOBUFS, "request 3: ");
      await(socket.execute(request(4)));
    }
  }

  @Test
  void aLossEndsTheDumpThatSufferedItAndTheNextOneBegins() throws Exception {
    FakeKernel kernel =
        new FakeKernel((request, answer) -> entries(answer, 1, 2, 3, 4))
            .withDumpDatagrams(1)
            .withReceiveBuffer(3);
    try (AsyncNetlinkSocket socket = socket(kernel)) {
      CompletableFuture<DumpOutcome> cut = socket.dump(request(1), this::note);
      CompletableFuture<DumpOutcome> next = socket.dump(request(2), reply -> {});
      assertFailsWith(cut, Errno.ENOBUFS, "request 1: ");
      assertThat(heard).containsExactly("1", "2", "3");

      turns();
      assertThat(kernel.requests()).hasSize(2);
      assertFailsWith(next, Errno.ENOBUFS, "request 2: ");
    }
  }

  @Test
  void noMoreIsInFlightThanTheReceiveBufferHolds() throws Exception {
    FakeKernel kernel =
        new FakeKernel((request, answer) -> entries(answer, 1))
            .withAcknowledgementRoom(40)
            .withReceiveBuffer(40);
    try (AsyncNetlinkSocket socket = socket(kernel)) {
      askAThousandAtOnce(socket);
    }
  }

  @Test
  void closingFailsWhatIsInFlightWhatWaitsAndWhatComesLater() {
    AsyncNetlinkSocket socket = socket(silent);
    CompletableFuture<Void> inFlight = socket.execute(request(1));
    CompletableFuture<DumpOutcome> dump = socket.dump(request(2), this::note);
    CompletableFuture<DumpOutcome> waiting = socket.dump(request(3), this::note);
    turns();
    CompletableFuture<Void> unseen = socket.execute(request(4));
    socket.close();
    socket.close();
    CompletableFuture<Void> later = socket.execute(request(5));

    for (Future<?> each : List.of(inFlight, dump, waiting, unseen, later)) {
      assertThat(each.isDone()).isTrue();
    }
    assertFailsWith(inFlight, Errno.ECANCELED, "request 1: the socket was closed");
    assertFailsWith(dump, Errno.ECANCELED, "request 2: the socket was closed");
    assertFailsWith(waiting, Errno.ECANCELED, "request 3: the socket was closed");
    assertFailsWith(unseen, Errno.ECANCELED, "request 4: the socket was closed");
    assertFailsWith(later, Errno.ECANCELED, "request 5: the socket was closed");
    assertThat(silent.isClosed()).isTrue();
    turns();
  }

  @Test
  void aConsumerMayCloseTheSocket() {
    FakeKernel kernel = new FakeKernel((request, answer) -> entries(answer, 1, 2));
    AsyncNetlinkSocket socket = socket(kernel);
    CompletableFuture<DumpOutcome> dump =
        socket.dump(
            request(1),
            reply -> {
              note(reply);
              socket.close();
            });

    assertFailsWith(dump, Errno.ECANCELED, "request 1: the socket was closed");
    assertThat(heard).containsExactly("1");
    turns();
  }

  @Test
  void aCancelledRequestIsNotHeardOrNotSentAndTheOthersAre() throws Exception {
    try (AsyncNetlinkSocket socket = socket(silent)) {
      CompletableFuture<DumpOutcome> sent = socket.dump(request(1), this::note);
      CompletableFuture<DumpOutcome> queued = socket.dump(request(2), this::note);
      CompletableFuture<DumpOutcome> kept = socket.dump(request(3), this::note);
      turns();
      assertThat(sent.cancel(false)).isTrue();
      assertThat(queued.cancel(false)).isTrue();
      turns();
      assertThat(silent.requests()).as("the kernel's dump is not over").hasSize(1);

      silent.answer(sent(0), answer -> entries(answer, 10));
      turns();
      assertThat(sent(1).payload().getInt(0)).isEqualTo(3);
      silent.answer(sent(1), answer -> entries(answer, 30));
      await(kept);
      assertThat(heard).containsExactly("30");
    }
  }

  @Test
  void whatAConsumerOrABodyThrowsIsTheFuturesAndTheSocketGoesOn() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> entries(answer, 1, 2));
    Request bodiless =
        new Request(
            "unwritten",
            TYPE,
            0,
            writer -> {
              throw new IllegalStateException("no body");
            });
    try (AsyncNetlinkSocket socket = socket(kernel)) {
      CompletableFuture<Void> unwritten = socket.execute(bodiless);
      CompletableFuture<DumpOutcome> unheard =
          socket.dump(
              request(1),
              reply -> {
                note(reply);
                throw new IllegalStateException("no more");
              });

      assertThatThrownBy(() -> await(unwritten)).hasRootCauseMessage("no body");
      assertThatThrownBy(() -> await(unheard)).hasRootCauseMessage("no more");
      assertThat(heard).containsExactly("1");
      await(socket.execute(request(2)));
    }
  }

  @Test
  void aMalformedDatagramFailsWhatIsInFlightAndTheSocketGoesOn() throws Exception {
    try (AsyncNetlinkSocket socket = socket(silent)) {
      CompletableFuture<Void> lost = socket.execute(request(1));
      turns();
      silent.deliver(new byte[] {7, 0, 0, 0});
      assertThatThrownBy(() -> await(lost)).hasCauseInstanceOf(MalformedMessageException.class);

      CompletableFuture<Void> next = socket.execute(request(2));
      turns();
      silent.answer(sent(1), answer -> {});
      await(next);
    }
  }

  @Test
  void anyThreadMayAskAndAllIsHeardOnTheLoops() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> entries(answer, 1));
    AsyncNetlinkSocket socket = socket(kernel);
    Thread runner = new Thread(loop::run, "loop under test");
    runner.start();
    List<Thread> consumers = new ArrayList<>(); // only the loop's thread adds, if the test passes
    try {
      for (int i = 0; i < 100; i++) {
        socket
            .query(request(i), reply -> consumers.add(Thread.currentThread()))
            .get(10, TimeUnit.SECONDS);
      }
    } finally {
      loop.stop();
      runner.join();
      socket.close();
    }
    assertThat(consumers).hasSize(100).containsOnly(runner);
  }

  private AsyncNetlinkSocket socket(FakeKernel kernel) {
    return new AsyncNetlinkSocket(loop, kernel, NetlinkOptions.defaults());
  }

  private void askAThousandAtOnce(AsyncNetlinkSocket socket) throws Exception {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 1000).mapToObj(i -> socket.query(request(i), this::note)).toList();
    for (CompletableFuture<Void> each : all) {
      await(each);
    }
    assertThat(heard).hasSize(1000);
  }

  private static Request request(int value) {
    return new Request("request " + value, TYPE, 0, out -> out.fixed32(value));
  }

  private static void entries(FakeAnswer answer, int... values) {
    for (int value : values) {
      answer.message(TYPE, out -> out.fixed32(value));
    }
  }

  private FakeRequest sent(int index) {
    return silent.requests().get(index);
  }

  private void note(Reply reply) {
    heard.add(Integer.toString(reply.u32(0)));
  }

  /** More than enough for what can go on to go on. */
  private void turns() {
    for (int i = 0; i < 5; i++) {
      loop.turn(0);
    }
  }

  private <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    for (int i = 0; i < MOST_TURNS && !future.isDone(); i++) {
      loop.turn(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(future).isDone();
    return future.get();
  }

  private void assertFailsWith(CompletableFuture<?> future, Errno errno, String start) {
    assertThatThrownBy(() -> await(future))
        .cause()
        .isInstanceOfSatisfying(NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno))
        .hasMessageStartingWith(start);
  }
}
