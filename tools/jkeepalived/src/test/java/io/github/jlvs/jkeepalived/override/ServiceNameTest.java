// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {
  @ParameterizedTest
  @CsvSource({
    "fwmark 7, FWM 7, true",
    "fwmark 7, FWM 7 IPv6, true",
    "fwmark 7, FWM 77, false",
    "fwmark 77, FWM 7, false",
    "group web, [web]:0, true",
    "group web, [webmail]:0, false",
    "group web, FWM 7, false",
    "web, [web]:0, true",
    "group, [web]:0, false",
    "group 10.1.0.50:80, [10.1.0.50]:tcp:80, false"
  })
  void a_mark_and_a_group_are_meant_as_the_configuration_has_them(
      String written, String name, boolean meant) {
    assertThat(ServiceName.isMeant(written, name)).isEqualTo(meant);
  }
}
