// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.lab.VirtualServer.RealServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts of the kernel and of iproute2 that the lab reads. */
class KernelTextTest {

  @Test
  void an_ipvs_table_with_all_kinds_of_services() {
    String table =
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port Forward Weight ActiveConn InActConn
        TCP  0A01505A:0050 wrr persistent 500 FFFFFFFF
          -> 0A01505D:0050      Route   100    2          1
          -> 0A01505F:0050      Route   100    0          0
        TCP  [2001:0db8:0000:0000:0000:0000:0000:0001]:0050 rr
          -> [2001:0db8:0000:0000:0000:0000:0000:0002]:1F90      Masq    8      0          0
        UDP  0A01505A:0035 sh
        FWM  0000000A wlc
        """;

    assertThat(IpvsTableReader.parse(table))
        .containsExactly(
            new VirtualServer(
                "TCP 10.1.80.90:80",
                "wrr",
                true,
                List.of(
                    new RealServer("10.1.80.93:80", "Route", 100, 2, 1),
                    new RealServer("10.1.80.95:80", "Route", 100, 0, 0))),
            new VirtualServer(
                "TCP [2001:db8:0:0:0:0:0:1]:80",
                "rr",
                false,
                List.of(new RealServer("[2001:db8:0:0:0:0:0:2]:8080", "Masq", 8, 0, 0))),
            new VirtualServer("UDP 10.1.80.90:53", "sh", false, List.of()),
            new VirtualServer("FWM 10", "wlc", false, List.of()));
  }

  @Test
  void addresses_with_and_without_label_broadcast_or_version_4() {
    String text =
        """
        1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
        1: lo    inet 10.1.80.90/32 brd 10.1.80.90 scope global lo:0\\       valid_lft forever
        1: lo    inet6 ::1/128 scope host \\       valid_lft forever preferred_lft forever
        4: enp0s3    inet 10.1.80.91/24 brd 10.1.80.255 scope global enp0s3\\       valid_lft forever
        4: enp0s3    inet6 fd00::2/64 scope global nodad \\       valid_lft forever
        """;

    assertThat(InterfaceAddress.parse(text))
        .containsExactly(
            new InterfaceAddress("lo", "127.0.0.1", 8, "host", "lo"),
            new InterfaceAddress("lo", "10.1.80.90", 32, "global", "lo:0"),
            new InterfaceAddress("lo", "::1", 128, "host", ""),
            new InterfaceAddress("enp0s3", "10.1.80.91", 24, "global", "enp0s3"),
            new InterfaceAddress("enp0s3", "fd00::2", 64, "global", ""));
  }

  @Test
  void a_line_that_is_no_address_is_named_in_the_error() {
    assertThatThrownBy(() -> InterfaceAddress.parse("4: enp0s3"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("4: enp0s3");
  }
}
