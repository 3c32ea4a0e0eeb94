// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.ControlSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Daemons of one machine have sockets of their own. */
class ControlSocketPlaceTest {
  @Test
  void each_has_another() {
    Optional<String> none = Optional.empty();

    assertThat(ControlSocketPlace.usual(none, none)).hasToString("/run/jkeepalived/control.sock");
    assertThat(ControlSocketPlace.usual(none, Optional.of("a")))
        .hasToString("/run/jkeepalived/control_a.sock");
    assertThat(ControlSocketPlace.usual(Optional.of("ns"), none))
        .hasToString("/run/jkeepalived/ns/control.sock");
    assertThat(ControlSocketPlace.usual(Optional.of("ns"), Optional.of("a")))
        .hasToString("/run/jkeepalived/ns/control_a.sock");
  }

  @Test
  void the_configuration_names_another_or_none() {
    Path usual = Path.of("/run/usual");

    assertThat(ControlSocketPlace.of(new ControlSocket.Usual(), usual)).contains(usual);
    assertThat(ControlSocketPlace.of(new ControlSocket.At("/run/x"), usual))
        .contains(Path.of("/run/x"));
    assertThat(ControlSocketPlace.of(new ControlSocket.None(), usual)).isEmpty();
  }
}
