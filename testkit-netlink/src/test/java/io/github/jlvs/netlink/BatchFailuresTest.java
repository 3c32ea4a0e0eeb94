// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Failures planted in a batch: each request has the result that is its own. The fake kernel does
 * what it is asked for whether its answer is heard or not, as the real one does.
 */
class BatchFailuresTest {
  private static final int TYPE = 40;

  private final Set<Integer> done = new TreeSet<>();

  private FakeKernel refusing(Set<Integer> refused) {
    return new FakeKernel(
        (request, answer) -> {
          int value = request.payload().getInt(0);
          if (refused.contains(value)) {
            answer.refuse(Errno.EBUSY);
          } else {
            done.add(value);
          }
        });
  }

  private static List<Result> results(FakeKernel kernel, int count) {
    try (NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults())) {
      return socket.batch(
          IntStream.range(0, count)
              .mapToObj(i -> new Request("request " + i, TYPE, 0, out -> out.fixed32(i)))
              .toList());
    }
  }

  private static List<Integer> of(List<Result> results, Class<? extends Result> kind) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (kind.isInstance(results.get(i))) {
        indices.add(i);
      }
    }
    return indices;
  }

  @Property
  void what_a_killed_process_had_sent_is_done_and_no_more(@ForAll @IntRange(max = 39) int left) {
    done.clear();
    assertThatThrownBy(() -> results(refusing(Set.of()).killedAfter(left), 40))
        .hasMessageContaining("killed");

    assertThat(done).hasSize(left);
  }

  @Property
  void a_refusal_anywhere_is_that_requests_and_nobody_elses(
      @ForAll Set<@IntRange(max = 39) Integer> refused,
      @ForAll @IntRange(min = 1, max = 9) int requestsPerDatagram) {
    done.clear();
    List<Result> results =
        results(refusing(refused).withAcknowledgementRoom(requestsPerDatagram), 40);

    assertThat(of(results, Result.Failed.class)).containsExactlyElementsOf(new TreeSet<>(refused));
    assertThat(of(results, Result.Done.class)).containsExactlyElementsOf(done);
    for (int index : refused) {
      NetlinkException error = ((Result.Failed) results.get(index)).cause();
      assertThat(error.operation()).isEqualTo("request " + index);
      assertThat(error.errno()).isEqualTo(Errno.EBUSY);
    }
  }

  @Test
  void the_first_the_middle_and_the_last_of_each_datagram() {
    Set<Integer> refused = Set.of(0, 2, 3, 4, 7, 8);

    List<Result> results = results(refusing(refused).withAcknowledgementRoom(4), 9);

    assertThat(of(results, Result.Failed.class)).containsExactly(0, 2, 3, 4, 7, 8);
    assertThat(of(results, Result.Done.class)).containsExactly(1, 5, 6);
  }

  /**
   * The buffer holds two answers of the first datagram's; those behind them and the acknowledgement
   * are lost. What was heard stays what it is, and the rest is not guessed at.
   */
  @Test
  void an_overflow_in_the_first_datagram_leaves_the_others_their_results() {
    FakeKernel kernel =
        refusing(Set.of(0, 1, 2, 5)).withReceiveBuffer(2).withAcknowledgementRoom(4);

    List<Result> results = results(kernel, 8);

    assertThat(of(results, Result.Failed.class)).containsExactly(0, 1, 5);
    assertThat(of(results, Result.Unknown.class)).containsExactly(2, 3);
    assertThat(of(results, Result.Done.class)).containsExactly(4, 6, 7);
    assertThat(done).containsExactly(3, 4, 6, 7);
  }

  @Test
  void an_overflow_in_the_last_datagram_leaves_those_before_it_their_results() {
    FakeKernel kernel =
        refusing(Set.of(2, 4, 5, 6)).withReceiveBuffer(2).withAcknowledgementRoom(4);

    List<Result> results = results(kernel, 8);

    assertThat(of(results, Result.Failed.class)).containsExactly(2, 4, 5);
    assertThat(of(results, Result.Unknown.class)).containsExactly(6, 7);
    assertThat(of(results, Result.Done.class)).containsExactly(0, 1, 3);
    assertThat(done).contains(7);
  }

  @Test
  void an_overflow_says_of_each_request_without_an_answer_that_answers_were_dropped() {
    List<Result> results = results(refusing(Set.of(0, 1)).withReceiveBuffer(1), 3);

    assertThat(of(results, Result.Failed.class)).containsExactly(0);
    assertThat(of(results, Result.Unknown.class)).containsExactly(1, 2);
    for (int index : List.of(1, 2)) {
      NetlinkException lost = ((Result.Unknown) results.get(index)).cause();
      assertThat(lost.errno()).isEqualTo(Errno.ENOBUFS);
      assertThat(lost.operation()).isEqualTo("request " + index);
    }
  }
}
