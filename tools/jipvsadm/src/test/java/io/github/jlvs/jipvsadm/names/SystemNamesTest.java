// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import org.junit.jupiter.api.Test;

class SystemNamesTest {
  private final SystemNames names = new SystemNames();

  @Test
  void this_machine_knows_itself_again_and_again() {
    Inet4Address loopback = IpAddresses.ofBits(0x7f000001);

    for (int i = 0; i < 2; i++) {
      assertThat(names.address("localhost")).contains(loopback);
      assertThat(names.host(loopback)).contains("localhost");
      assertThat(names.address("host.invalid")).isEmpty();
    }
  }

  @Test
  void a_service_that_is_in_no_file() {
    assertThat(names.port("no-such-service", IpProtocol.TCP)).isEmpty();
    assertThat(names.service(1, new IpProtocol(99))).isEmpty();
  }
}
