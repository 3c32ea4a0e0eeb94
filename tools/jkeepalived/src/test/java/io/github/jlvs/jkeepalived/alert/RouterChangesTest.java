// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterChangesTest {
  @Test
  void states_of_routers_and_groups_are_changes_and_nothing_else_is() {
    Optional<InetAddress> master = Optional.of(IpAddresses.literal("10.0.0.2"));
    RunnerEvent router =
        new RunnerEvent.StateChanged(
            "V", State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY, 100, master);

    assertThat(RouterChanges.of(router))
        .contains(
            new Change.OfRouter(
                "V", State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY, 100, master));
    assertThat(RouterChanges.of(new RunnerEvent.GroupChanged("G", State.BACKUP, State.MASTER)))
        .contains(new Change.OfGroup("G", State.BACKUP, State.MASTER));
    assertThat(RouterChanges.of(new RunnerEvent.AddressesAdded("V"))).isEmpty();
  }
}
