// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.fake.FakeFamilies;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a socket makes of a kernel that refuses, dawdles, forgets and contradicts itself. */
class SocketWithFakeKernelTest {
  private static final int TYPE = 40;

  private static Request request(int value) {
    return new Request("request " + value, TYPE, 0, out -> out.fixed32(value));
  }

  private static NetlinkSocket socket(FakeKernel kernel) {
    return new NetlinkSocket(kernel, NetlinkOptions.defaults());
  }

  private static FakeKernel refusing(Set<Integer> refused) {
    return new FakeKernel(
        (request, answer) -> {
          if (refused.contains(request.payload().getInt(0))) {
            answer.refuse(Errno.EBUSY);
          }
        });
  }

  private static List<String> kinds(List<Result> results) {
    return results.stream().map(result -> result.getClass().getSimpleName()).toList();
  }

  @Test
  void refusals_first_in_the_middle_and_last_of_a_batch_belong_to_their_requests() {
    FakeKernel kernel = refusing(Set.of(0, 2, 4));
    try (NetlinkSocket socket = socket(kernel)) {
      List<Result> results =
          socket.batch(IntStream.range(0, 5).mapToObj(SocketWithFakeKernelTest::request).toList());

      assertThat(kinds(results)).containsExactly("Failed", "Done", "Failed", "Done", "Failed");
      assertThat(kernel.datagrams()).isEqualTo(1);
    }
  }

  @Test
  void a_batch_asks_once_a_datagram_for_an_acknowledgement() {
    FakeKernel kernel = refusing(Set.of()).withAcknowledgementRoom(4);
    try (NetlinkSocket socket = socket(kernel)) {
      List<Result> results =
          socket.batch(IntStream.range(0, 10).mapToObj(SocketWithFakeKernelTest::request).toList());

      assertThat(results).hasSize(10).allMatch(result -> result instanceof Result.Done);
      assertThat(kernel.datagrams()).isEqualTo(3);
      assertThat(kernel.requests().stream().filter(each -> each.wantsAcknowledgement())).hasSize(3);
    }
  }

  @Test
  void what_an_overflowing_buffer_swallowed_is_unknown_and_the_socket_goes_on() {
    FakeKernel kernel = refusing(Set.of(0, 1, 2)).withReceiveBuffer(2);
    try (NetlinkSocket socket = socket(kernel)) {
      List<Result> results =
          socket.batch(IntStream.range(0, 4).mapToObj(SocketWithFakeKernelTest::request).toList());

      assertThat(results).noneMatch(result -> result instanceof Result.Done);
      assertThat(kinds(socket.batch(List.of(request(7))))).containsExactly("Done");
    }
  }

  @Test
  void a_dump_in_many_datagrams_comes_whole_and_in_order() {
    FakeKernel kernel =
        new FakeKernel(
                (request, answer) ->
                    IntStream.range(0, 1000)
                        .forEach(i -> answer.message(TYPE, out -> out.fixed32(i))))
            .withDumpDatagrams(100);
    List<Integer> seen = new ArrayList<>();
    try (NetlinkSocket socket = socket(kernel)) {
      DumpOutcome outcome = socket.dump(request(0), reply -> seen.add(reply.u32(0)));

      assertThat(outcome).isEqualTo(DumpOutcome.CONSISTENT);
      assertThat(seen).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }
  }

  @Test
  void an_interrupted_dump_is_told_and_read_again_where_that_is_asked_for() {
    int[] dumps = new int[1];
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              answer.message(TYPE, out -> out.fixed32(++dumps[0]));
              if (dumps[0] < 3) {
                answer.interrupt();
              }
            });
    try (NetlinkSocket socket = socket(kernel)) {
      assertThat(socket.dump(request(0), reply -> {})).isEqualTo(DumpOutcome.INTERRUPTED);
      assertThat(socket.dumpConsistently(request(0), 3, reply -> reply.u32(0))).hasSize(1);
    }
  }

  @Test
  void what_a_request_asks_for_is_what_its_refusal_says() {
    record Add(int number) {}
    try (NetlinkSocket socket = socket(refusing(Set.of(7)))) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> socket.execute(new Request(new Add(7), TYPE, 0, out -> out.fixed32(7))))
          .withMessage("Add[number=7]: Device or resource busy (EBUSY)");
    }
  }

  @Test
  void silence_ends_in_a_timeout() {
    FakeKernel kernel = new FakeKernel((request, answer) -> answer.keepSilent());
    try (NetlinkSocket socket = socket(kernel)) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> socket.execute(request(1)))
          .matches(e -> e.errno().equals(Errno.ETIMEDOUT))
          .withMessageStartingWith("request 1: ");
    }
  }

  @Test
  void an_answer_that_comes_after_its_timeout_is_not_taken_for_the_next_one() {
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> answer.message(TYPE, out -> out.fixed32(request.sequence())));
    List<Integer> seen = new ArrayList<>();
    try (NetlinkSocket socket = socket(kernel)) {
      kernel.deliver(new byte[] {20, 0, 0, 0, 40, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0, 1, 2, 3, 4});
      socket.query(request(1), reply -> seen.add(reply.u32(0)));

      assertThat(seen).containsExactly(kernel.requests().get(0).sequence());
    }
  }

  @Test
  void a_family_registered_late_is_found_then() {
    FakeFamilies families = new FakeFamilies();
    try (NetlinkSocket socket = socket(new FakeKernel(families))) {
      assertThat(GenericNetlink.family(socket, "LATE")).isEmpty();
      int id = families.register("LATE", 1, (command, request, answer) -> {});
      assertThat(GenericNetlink.family(socket, "LATE").orElseThrow().id()).isEqualTo(id);
    }
  }
}
