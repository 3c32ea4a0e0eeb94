// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A TCP check sends nothing: that the connection stands is the answer. */
class TcpProbeTest {
  private static final InetSocketAddress WEB = new InetSocketAddress("10.1.80.93", 80);

  @Test
  void aConnectionThatStandsIsSuccess() {
    assertThat(TcpProbe.to(WEB).open().connected())
        .isEqualTo(new Conversation.Finish(ProbeResult.SUCCESS));
  }

  @Test
  void probesOfTheSameTargetAreEqualSoThatAReloadKeepsTheirState() {
    assertThat(TcpProbe.to(WEB)).isEqualTo(TcpProbe.to(new InetSocketAddress("10.1.80.93", 80)));
    assertThat(TcpProbe.to(WEB)).isNotEqualTo(TcpProbe.to(new InetSocketAddress("10.1.80.93", 81)));
  }

  @Test
  void aTargetThatCannotBeConnectedToIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> TcpProbe.to(InetSocketAddress.createUnresolved("rs1", 80)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numeric");
    assertThatThrownBy(() -> TcpProbe.to(new InetSocketAddress("10.1.80.93", 0)))
        .isInstanceOf(IllegalArgumentException.class);
    Optional<InetSocketAddress> ipv6 = Optional.of(new InetSocketAddress("::1", 0));
    assertThatThrownBy(() -> new Transport.Tcp(WEB, ipv6, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same family");
  }
}
