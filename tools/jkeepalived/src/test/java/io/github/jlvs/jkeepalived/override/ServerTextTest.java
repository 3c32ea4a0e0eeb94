// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ServerTextTest {
  private static Optional<String> read(String text) {
    return ServerText.parse(text)
        .map(
            server ->
                server.address().getHostAddress()
                    + " "
                    + server.port().map(String::valueOf).orElse("all"));
  }

  @Example
  void a_server_is_read_as_people_and_pages_write_it() {
    assertThat(read("192.168.0.1:80")).contains("192.168.0.1 80");
    assertThat(read("192.168.0.1")).contains("192.168.0.1 all");
    assertThat(read("[192.168.0.1]:tcp:80")).contains("192.168.0.1 80");
    assertThat(read("[2001:db8::1]:80")).contains("2001:db8:0:0:0:0:0:1 80");
    assertThat(read("[2001:db8::1]:udp:53")).contains("2001:db8:0:0:0:0:0:1 53");
    assertThat(read("[2001:db8::1]")).contains("2001:db8:0:0:0:0:0:1 all");
    assertThat(read("2001:db8::1")).contains("2001:db8:0:0:0:0:0:1 all");
  }

  @Example
  void nothing_else_is_one() {
    for (String text :
        new String[] {
          "",
          "web1:80",
          "10.0.0.1:",
          "10.0.0.1:65536",
          "10.0.0.1:http",
          "10.0.0:80",
          "[10.0.0.1",
          "[2001:db8::1]:",
          "[2001:db8::1]:icmp:80",
          "10.0.0.1:80:80",
          "10.0.0.1 80",
          "[]:80"
        }) {
      assertThat(read(text)).as(text).isEmpty();
    }
  }

  @Provide
  Arbitrary<Target> targets() {
    return AnyOverrides.targets();
  }

  @Property
  void what_is_shown_is_read(@ForAll("targets") Target target) {
    assertThat(ServerText.parse(target.server()))
        .contains(new ServerText(target.address(), Optional.of(target.port())));
  }
}
