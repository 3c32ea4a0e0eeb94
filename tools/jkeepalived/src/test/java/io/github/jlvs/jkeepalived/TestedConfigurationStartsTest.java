// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.jlvs.jkeepalived.lvs.Building;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.GeneratedConfiguration;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.Texts;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the configuration test passes, starts: of whatever the reader takes, everything can be built
 * that the daemon builds. A new keyword belongs into GeneratedConfiguration, or into the part of it
 * that writes its block, with the edges of its range.
 */
class TestedConfigurationStartsTest {
  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void what_is_read_can_be_built(@ForAll("files") String text) {
    ReadResult result = ConfigurationReader.read("t.conf", text, Texts.NO_FILES);

    Statistics.collect(result.configuration().isPresent() ? "taken" : "refused");
    Statistics.coverage(coverage -> coverage.check("taken").percentage(p -> p > 20));
    result
        .configuration()
        .ifPresent(c -> assertThatCode(() -> Building.of(c)).as(text).doesNotThrowAnyException());
  }

  /** The same with files that no grammar made. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtual_ipaddress { 10.0.0.1 label eth0:23456789012 }",
        "unicast_src_ip fe80::1",
        "unicast_peer { fe80::1 }",
        "mcast_src_ip fe80::1",
        "mcast_dst_ip ff02::12",
        "virtual_ipaddress { 10.0.0.1 brd fe80::1 }",
      })
  void what_once_ended_the_start_is_refused(String line) {
    ReadResult result = ConfigurationReader.read("t.conf", Texts.instance(line));

    assertThat(result.configuration()).isEmpty();
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.longs().map(GeneratedConfiguration::text);
  }
}
