// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
  private final CurrentStanding standing = new CurrentStanding();

  @Test
  void with_nothing_to_do_it_says_so() {
    assertThat(line()).isEqualTo("nothing to do");
  }

  @Test
  void each_state_names_its_routers() {
    goes("VI_3", State.FAULT);
    goes("VI_2", State.BACKUP);
    goes("VI_1", State.MASTER);
    goes("VI_0", State.MASTER);
    assertThat(line()).isEqualTo("MASTER of VI_0, VI_1; BACKUP of VI_2; in FAULT: VI_3");
    goes("VI_1", State.INITIALIZE);
    goes("VI_0", State.BACKUP);
    assertThat(line()).isEqualTo("BACKUP of VI_0, VI_2; in FAULT: VI_3");
  }

  @Test
  void of_many_routers_the_first_are_named() {
    for (int i = 1; i <= 7; i++) {
      goes("VI_" + i, State.BACKUP);
    }
    assertThat(line()).isEqualTo("BACKUP of VI_1, VI_2, VI_3, VI_4, VI_5 and 2 more");
  }

  @Test
  void servers_count_where_there_are_any() {
    goes("VI_1", State.MASTER);
    standing.count(new ServerCount(14, 12));
    assertThat(line()).isEqualTo("MASTER of VI_1; 12 of 14 real servers up");
    standing.count(new ServerCount(0, 0));
    assertThat(line()).isEqualTo("MASTER of VI_1");
  }

  @Test
  void a_refused_reload_stands_there_until_one_is_taken() {
    goes("VI_1", State.MASTER);
    standing.reloaded(true);
    standing.count(new ServerCount(1, 1));
    goes("VI_1", State.BACKUP);
    assertThat(line())
        .isEqualTo(
            "BACKUP of VI_1; 1 of 1 real servers up; the last reload was refused, the log says"
                + " why");
    standing.reloaded(false);
    assertThat(line()).isEqualTo("BACKUP of VI_1; 1 of 1 real servers up");
  }

  private void goes(String router, State to) {
    standing.hear(
        new RunnerEvent.StateChanged(
            router, State.INITIALIZE, to, Reason.STARTUP, 100, Optional.empty()));
  }

  private String line() {
    return standing.now().line();
  }
}
