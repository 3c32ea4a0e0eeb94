// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatelessWarningTest {
  @Test
  void each_decision_is_told_with_what_it_does_to_connections_at_a_fail_over() {
    VirtualServerSetup stateless = DrainWarningTest.server("stateless_failover");
    String name = "[10.0.0.1]:tcp:80 has stateless_failover: ";

    assertThat(StatelessWarning.of(stateless, new AdministrativeState.Drained()))
        .contains(
            name + "the connections of a drained server break when another director takes over");
    assertThat(StatelessWarning.of(stateless, new AdministrativeState.Disabled()))
        .contains(
            name
                + "until the server is disabled on the other directors too, some connections of all"
                + " servers break when one of them takes over");
    assertThat(StatelessWarning.of(stateless, new AdministrativeState.Weighted(7)))
        .contains(
            name
                + "until the server has this weight on the other directors too, some connections of"
                + " all servers break when one of them takes over");
  }

  @Test
  void of_other_virtual_servers_there_is_nothing_to_say() {
    VirtualServerSetup other = DrainWarningTest.server("lb_algo mh");

    for (AdministrativeState state :
        List.of(new AdministrativeState.Drained(), new AdministrativeState.Disabled())) {
      assertThat(StatelessWarning.of(other, state)).isEmpty();
    }
  }
}
