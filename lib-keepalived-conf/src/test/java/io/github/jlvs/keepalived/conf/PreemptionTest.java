// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a late master goes on as backup. */
class PreemptionTest {
  @ParameterizedTest
  @ValueSource(strings = {"timer_expired_backup", "thread_timer_expired"})
  void the_keyword_alone_stands_for_the_highest_priority(String keyword) {
    assertThat(router("nopreempt\n" + keyword).highestOther()).hasValue(254);
    assertThat(router("nopreempt\n" + keyword + " 120").highestOther()).hasValue(120);
    assertThat(router(keyword + " 120\nnopreempt").highestOther()).hasValue(120);
    assertThat(said("nopreempt\n" + keyword)).isEmpty();
    assertThat(router("nopreempt").highestOther()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "255", "many"})
  void a_priority_that_nobody_else_can_have_is_refused(String priority) {
    assertThat(said("nopreempt\ntimer_expired_backup " + priority))
        .contains("'timer_expired_backup' takes a whole number from 1 to 254");
  }

  @Test
  void without_nopreempt_it_has_no_effect_and_says_so() {
    assertThat(router("timer_expired_backup").highestOther()).isEmpty();
    assertThat(said("timer_expired_backup"))
        .contains("'timer_expired_backup' has no effect without 'nopreempt'");
  }

  private static VirtualRouterConfig router(String lines) {
    return read(lines).configuration().orElseThrow().routerSetups().get(0).config();
  }

  private static String said(String lines) {
    return read(lines).diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static ReadResult read(String lines) {
    return ConfigurationReader.read("t.conf", Texts.instance(lines), Texts.NO_FILES);
  }
}
