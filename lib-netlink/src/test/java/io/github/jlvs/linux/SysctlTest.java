// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel parameters as cat(1) reads them, with all their digits. */
class SysctlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "net/ipv4/ip_default_ttl",
        "net/core/somaxconn",
        "net/ipv4/ip_local_port_range",
        "kernel/osrelease",
        "net/ipv4/conf/all/arp_ignore"
      })
  void the_whole_value_is_read(String name) throws Exception {
    assertThat(new Sysctl(name).read()).isEqualTo(asCatReads(name)).isNotEmpty();
  }

  private static String asCatReads(String name) throws IOException, InterruptedException {
    Process cat = new ProcessBuilder("cat", "/proc/sys/" + name).start();
    String value =
        new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertThat(cat.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cat.exitValue()).isZero();
    return value;
  }

  @Test
  void one_that_is_not_there_is_named() {
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> new Sysctl("net/ipv4/no_such_parameter").read())
        .withMessageContaining("net/ipv4/no_such_parameter")
        .matches(e -> e.errno().equals(Errno.ENOENT));
  }
}
