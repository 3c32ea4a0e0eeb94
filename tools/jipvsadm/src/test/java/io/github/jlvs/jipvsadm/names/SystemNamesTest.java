// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SystemNamesTest {
  private final SystemNames names = new SystemNames();

  @Test
  void this_machine_knows_itself_again_and_again() throws UnknownHostException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

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
