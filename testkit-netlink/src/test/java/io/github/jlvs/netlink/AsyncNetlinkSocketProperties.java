// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.fake.FakeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However requests, dumps and answers interleave, each request gets its own outcome, once. */
class AsyncNetlinkSocketProperties {
  private static final int TYPE = 40;

  private final List<Integer> answers = new ArrayList<>();

  @Property(tries = 300)
  void eachRequestGetsItsOwnOutcome(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 64) int room,
      @ForAll Random random) {
    FakeKernel kernel =
        new FakeKernel((request, answer) -> answer.keepSilent()).withAcknowledgementRoom(room);
    List<List<Integer>> heard = new ArrayList<>();
    List<CompletableFuture<?>> futures = new ArrayList<>();
    answers.clear();
    try (EventLoop loop = EventLoop.open();
        AsyncNetlinkSocket socket =
            new AsyncNetlinkSocket(loop, kernel, NetlinkOptions.defaults())) {
      while (answers.size() < count) {
        switch (random.nextInt(3)) {
          case 0 -> {
            if (futures.size() < count) {
              futures.add(ask(socket, futures.size(), heard));
            }
          }
          case 1 -> answerOne(kernel, random);
          default -> loop.turn(0);
        }
      }
      loop.turn(0);
    }
    for (int i = 0; i < count; i++) {
      assertOutcome(i, futures.get(i), heard.get(i));
    }
  }

  /** Of five requests one is a dump; another is going to be refused. */
  private static CompletableFuture<?> ask(
      AsyncNetlinkSocket socket, int index, List<List<Integer>> heard) {
    List<Integer> mine = new ArrayList<>();
    heard.add(mine);
    Request request = new Request("request " + index, TYPE, 0, out -> out.fixed32(index));
    return index % 5 == 3
        ? socket.dump(request, reply -> mine.add(reply.u32(0)))
        : socket.query(request, reply -> mine.add(reply.u32(0)));
  }

  private void answerOne(FakeKernel kernel, Random random) {
    List<FakeRequest> open =
        kernel.requests().stream()
            .filter(request -> !answers.contains(request.payload().getInt(0)))
            .toList();
    if (open.isEmpty()) {
      return;
    }
    FakeRequest request = open.get(random.nextInt(open.size()));
    int index = request.payload().getInt(0);
    answers.add(index);
    kernel.answer(
        request,
        answer -> {
          if (index % 5 == 2) {
            answer.refuse(new Errno(1 + index));
          } else {
            answer.message(TYPE, out -> out.fixed32(index));
            answer.message(TYPE, out -> out.fixed32(-index));
          }
        });
  }

  private static void assertOutcome(int index, CompletableFuture<?> future, List<Integer> heard) {
    assertThat(future).isDone();
    if (index % 5 == 2) {
      assertThat(heard).isEmpty();
      assertThat(future.handle((value, failure) -> failure).join())
          .isInstanceOfSatisfying(
              NetlinkException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(new Errno(1 + index));
                assertThat(e.operation()).isEqualTo("request " + index);
              });
    } else {
      assertThat(future).isCompleted();
      assertThat(heard).containsExactly(index, -index);
    }
  }
}
