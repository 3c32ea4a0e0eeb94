// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PidFilesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, false, /run, keepalived.pid, vrrp.pid, checkers.pid",
        "-, -, true, /run/keepalived, keepalived.pid, vrrp.pid, checkers.pid",
        "-, foo, false, /run/keepalived, keepalived_foo.pid, vrrp_foo.pid, checkers_foo.pid",
        "red, -, false, /run/keepalived/red, keepalived.pid, vrrp.pid, checkers.pid",
        "red, foo, true, /run/keepalived/red, keepalived_foo.pid, vrrp_foo.pid, checkers_foo.pid"
      })
  void they_stand_where_keepalived_has_them(
      String namespace,
      String instance,
      boolean own,
      Path directory,
      String daemon,
      String routers,
      String checkers) {
    PidFiles files =
        PidFiles.usual(Optional.ofNullable(namespace), Optional.ofNullable(instance), own);

    assertThat(files.daemon()).isEqualTo(directory.resolve(daemon));
    assertThat(files.routers()).isEqualTo(directory.resolve(routers));
    assertThat(files.checkers()).isEqualTo(directory.resolve(checkers));
    assertThat(files.directory())
        .isEqualTo(Optional.of(directory).filter(each -> !each.equals(Path.of("/run"))));
  }

  @Test
  void those_of_the_command_line_take_their_place_and_no_directory_is_made_for_nothing() {
    PidFiles usual = PidFiles.usual(Optional.empty(), Optional.of("foo"), false);
    Optional<Path> own = Optional.of(Path.of("/tmp/k.pid"));

    PidFiles one = usual.with(own, Optional.empty(), Optional.empty());
    assertThat(one.daemon()).isEqualTo(Path.of("/tmp/k.pid"));
    assertThat(one.routers()).isEqualTo(usual.routers());
    assertThat(one.directory()).contains(Path.of("/run/keepalived"));
    assertThat(usual.with(own, own, own).directory()).isEmpty();
  }
}
