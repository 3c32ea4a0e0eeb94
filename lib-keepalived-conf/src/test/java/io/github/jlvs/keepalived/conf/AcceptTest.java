// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.FilterTable;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether the addresses of a master take what is sent to them. */
class AcceptTest {
  @Test
  void they_do_unless_the_file_says_otherwise() {
    assertThat(router("", "").acceptMode()).isTrue();
    assertThat(router("", "accept").acceptMode()).isTrue();
    assertThat(router("", "no_accept").acceptMode()).isFalse();
    assertThat(router("", "no_accept\naccept").acceptMode()).isTrue();
    assertThat(said("", "no_accept")).isEmpty();
  }

  @Test
  void strict_mode_is_as_strict_as_keepaliveds_and_says_what_follows() {
    VirtualRouterConfig strict =
        router("vrrp_strict", "accept\npreempt_delay 4\nhigher_prio_send_advert");

    assertThat(strict.acceptMode()).isFalse();
    assertThat(strict.answerLowerPriority()).isFalse();
    assertThat(strict.advertiseBeforeYielding()).isFalse();
    assertThat(strict.gratuitousArp().lowerPriorityRounds()).isZero();
    assertThat(strict.preemptDelay()).isEqualTo(Duration.ZERO);
    assertThat(said("vrrp_strict", "accept\npreempt_delay 4"))
        .contains("neither ping nor a service of this machine answers there")
        .contains("'accept' has no effect with strict mode")
        .contains("'preempt_delay' has no effect with strict mode");
    assertThat(router("vrrp_strict", "strict_mode off").acceptMode()).isTrue();
    assertThat(said("", "strict_mode")).contains("neither ping nor a service");
  }

  @Test
  void the_table_has_a_name_a_priority_and_counters() {
    assertThat(table("")).isEqualTo(FilterTable.DEFAULT);
    assertThat(table("nftables")).isEqualTo(FilterTable.DEFAULT);
    assertThat(table("nftables mine\nnftables_priority -5\nnftables_counters\nnftables_ifindex"))
        .isEqualTo(new FilterTable("mine", -5, true));
    assertThat(said("nftables \"a b\"", "")).contains("cannot be named 'a b'");
  }

  private static VirtualRouterConfig router(String global, String instance) {
    return read(global, instance).configuration().orElseThrow().routerSetups().get(0).config();
  }

  private static FilterTable table(String global) {
    return read(global, "").configuration().orElseThrow().hostSettings().filter();
  }

  private static String said(String global, String instance) {
    return read(global, instance).diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static ReadResult read(String global, String instance) {
    return ConfigurationReader.read(
        "t.conf", "global_defs {\n" + global + "\n}\n" + Texts.instance(instance), Texts.NO_FILES);
  }
}
