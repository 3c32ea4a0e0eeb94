// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static io.github.jlvs.rs.plan.Hosts.SECOND;
import static io.github.jlvs.rs.plan.Hosts.SIX;
import static io.github.jlvs.rs.plan.Hosts.VIP;
import static io.github.jlvs.rs.plan.Hosts.fresh;
import static io.github.jlvs.rs.plan.Hosts.onLoopback;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.rs.plan.Answers.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who answers for a virtual address, and whether that is right. */
class AnswersTest {
  private static Answers answers(Vip vip, String link, String... macs) {
    return new Answers(
        vip,
        link,
        List.of(macs).stream()
            .map(mac -> new Answerer(mac, mac.equals("here"), List.of()))
            .toList());
  }

  @Test
  void one_host_on_two_links_is_one_and_two_are_several() {
    List<Answers> all =
        List.of(
            answers(VIP, "eth0", "02:00:00:00:00:01"),
            answers(VIP, "eth1", "02:00:00:00:00:01"),
            answers(SECOND, "eth0", "02:00:00:00:00:01", "02:00:00:00:00:02"));

    assertThat(Verdict.of(all, VIP)).isEqualTo(Verdict.ONE);
    assertThat(Verdict.of(all, SECOND)).isEqualTo(Verdict.SEVERAL);
    assertThat(Verdict.of(all, SIX)).isEqualTo(Verdict.NOBODY);
    assertThat(Verdict.of(all, List.of(VIP))).isEqualTo(Verdict.ONE);
    assertThat(Verdict.of(all, List.of(VIP, SIX))).isEqualTo(Verdict.NOBODY);
    assertThat(Verdict.of(all, List.of(SIX, VIP, SECOND))).isEqualTo(Verdict.SEVERAL);
  }

  @Test
  void this_host_counts_once_whatever_link_it_would_answer_on() {
    List<Answers> all = List.of(answers(VIP, "eth0", "here"), answers(VIP, "eth1", "here"));

    assertThat(Answers.count(all, VIP)).isEqualTo(1);
  }

  @Test
  void this_host_answers_for_an_address_of_lo_unless_it_ignores_the_question() {
    World onLo = fresh().with(onLoopback(VIP, "lo:0"));

    assertThat(Answers.byThisHost(fresh().now(), "enp0s3", VIP)).isFalse();
    assertThat(Answers.byThisHost(onLo.now(), "enp0s3", VIP)).isTrue();
    assertThat(Answers.byThisHost(onLo.with(Setting.ALL_IGNORE, 1).now(), "enp0s3", VIP)).isFalse();
    assertThat(Answers.byThisHost(onLo.with(Setting.ALL_IGNORE, 3).now(), "enp0s3", VIP)).isTrue();
  }

  @Test
  void a_director_answers_on_the_link_that_has_the_address_and_nowhere_else_with_ipv6() {
    World director =
        fresh()
            .with(new HostAddress("enp0s3", VIP.address(), 32, Optional.empty()))
            .with(new HostAddress("enp0s3", SIX.address(), 128, Optional.empty()))
            .with(Setting.ALL_IGNORE, 1);

    assertThat(Answers.byThisHost(director.now(), "enp0s3", VIP)).isTrue();
    assertThat(Answers.byThisHost(director.with(Setting.ALL_IGNORE, 8).now(), "enp0s3", VIP))
        .isFalse();
    assertThat(Answers.byThisHost(director.now(), "enp0s3", SIX)).isTrue();
    assertThat(Answers.byThisHost(director.now(), "enp0s8", SIX)).isFalse();
  }
}
