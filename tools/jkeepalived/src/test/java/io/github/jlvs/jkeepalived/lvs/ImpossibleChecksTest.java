// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.jkeepalived.lvs.ImpossibleChecks.Subject;
import org.junit.jupiter.api.Test;

class ImpossibleChecksTest {
  private static final String PORTS = "no port";

  private final ImpossibleChecks impossible = new ImpossibleChecks();

  @Test
  void what_all_checks_lack_is_said_once_and_its_end_when_the_last_one_can_be_made() {
    assertThat(impossible.impossible(check(1), PORTS))
        .contains(
            "Cannot check [10.0.1.1]:tcp:80 of [10.0.0.1]:tcp:80, its state is kept: no port"
                + " (said once for all checks)");
    assertThat(impossible.impossible(check(2), PORTS)).isEmpty();
    assertThat(impossible.impossible(check(1), PORTS)).isEmpty();

    assertThat(impossible.possibleAgain(check(1))).isEmpty();
    assertThat(impossible.possibleAgain(check(2)))
        .contains("All checks can be made again, this is over: no port");
    assertThat(impossible.possibleAgain(check(2))).isEmpty();
    assertThat(impossible.impossible(check(2), PORTS)).isPresent();
  }

  @Test
  void another_reason_of_the_same_check_is_said_and_replaces_the_first() {
    assertThat(impossible.impossible(check(1), PORTS)).isPresent();
    assertThat(impossible.impossible(check(1), "no memory")).isPresent();

    assertThat(impossible.possibleAgain(check(1)).orElseThrow()).endsWith("no memory");
    assertThat(impossible.impossible(check(1), PORTS)).isPresent();
  }

  @Test
  void a_reload_has_it_said_again() {
    assertThat(impossible.impossible(check(1), PORTS)).isPresent();
    impossible.clear();

    assertThat(impossible.impossible(check(2), PORTS)).isPresent();
  }

  private static Subject check(int i) {
    ServiceAddress server = ServiceAddress.tcp("10.0.1." + i, 80);
    return new Subject(
        new VirtualServerName.Address(ServiceAddress.tcp("10.0.0.1", 80)),
        server,
        new Check(CheckPolicy.DEFAULT, TcpProbe.to(server.socketAddress())));
  }
}
