// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.ctl.DrainedServers.Progress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class DrainedServersTest {
  private static final Progress UNKNOWN = new Progress.Left(Optional.empty());

  @Command
  private static final class Line {
    @CommandLine.Mixin private final Decision.Meant meant = new Decision.Meant();
  }

  private static DrainedServers of(String... words) {
    Line line = new Line();
    var unused = new CommandLine(line).parseArgs(words);
    return new DrainedServers(line.meant);
  }

  private static JsonTree page(String... servers) {
    return JsonTree.parse("{\"servers\":[" + String.join(",", servers) + "]}").orElseThrow();
  }

  private static String server(String address, String service, String weights, String override) {
    return "{\"address\":\"%s\",\"service\":\"%s\",\"weight\":{%s},\"override\":%s}"
        .formatted(address, service, weights, override);
  }

  private static String drained(String address, String service, int left) {
    return server(
        address,
        service,
        "\"desired\":0,\"actual\":0",
        "{\"state\":\"DRAIN\",\"left\":" + left + "}");
  }

  private static Progress left(long count) {
    return new Progress.Left(Optional.of(count));
  }

  @Test
  void those_that_are_meant_are_added_up() {
    JsonTree page =
        page(
            drained("[10.0.0.1]:tcp:80", "[10.1.0.50]:tcp:80", 1),
            drained("[10.0.0.1]:tcp:81", "[web]:0", 2),
            drained("[10.0.0.2]:tcp:80", "[web]:0", 4),
            server("[10.0.0.1]:tcp:82", "[web]:0", "", "null"));
    assertThat(of("10.0.0.1").look(page)).isEqualTo(left(3));
    assertThat(of("10.0.0.1:80").look(page)).isEqualTo(left(1));
    assertThat(of("10.0.0.1", "--service=web").look(page)).isEqualTo(left(2));
    assertThat(of("10.0.0.1", "--service=10.1.0.50:80").look(page)).isEqualTo(left(1));
    assertThat(of("10.0.0.1", "--service=[10.1.0.50]:tcp:80").look(page)).isEqualTo(left(1));
    assertThat(of("10.0.0.1", "--service=[10.1.0.50]:udp:80").look(page)).isEqualTo(UNKNOWN);
  }

  @Test
  void two_looks_in_a_row_have_to_see_none() {
    DrainedServers servers = of("10.0.0.1:80");
    JsonTree some = page(drained("[10.0.0.1]:tcp:80", "[web]:0", 1));
    JsonTree none = page(drained("[10.0.0.1]:tcp:80", "[web]:0", 0));
    assertThat(servers.look(none)).isEqualTo(left(0));
    assertThat(servers.look(some)).isEqualTo(left(1));
    assertThat(servers.look(none)).isEqualTo(left(0));
    assertThat(servers.look(none)).isEqualTo(new Progress.Empty());
  }

  @Test
  void while_the_table_is_not_as_it_should_be_or_not_read_nothing_can_be_told() {
    DrainedServers servers = of("10.0.0.1:80");
    String drain = "{\"state\":\"DRAIN\",\"left\":0}";
    for (String weights :
        new String[] {"\"desired\":0,\"actual\":5", "\"desired\":0,\"actual\":null"}) {
      JsonTree page = page(server("[10.0.0.1]:tcp:80", "[web]:0", weights, drain));
      assertThat(servers.look(page)).isEqualTo(UNKNOWN);
      assertThat(servers.look(page)).isEqualTo(UNKNOWN);
    }
    JsonTree unread =
        JsonTree.parse(
                "{\"tableUnreadable\":\"no\",\"servers\":["
                    + drained("[10.0.0.1]:tcp:80", "[web]:0", 0)
                    + "]}")
            .orElseThrow();
    assertThat(servers.look(unread)).isEqualTo(UNKNOWN);
    assertThat(servers.look(unread)).isEqualTo(UNKNOWN);
  }

  @Test
  void one_that_is_down_and_out_of_the_table_has_none() {
    DrainedServers servers = of("10.0.0.1:80");
    JsonTree page =
        page(
            server(
                "[10.0.0.1]:tcp:80",
                "[web]:0",
                "\"desired\":null,\"actual\":null",
                "{\"state\":\"DRAIN\",\"left\":null}"));
    assertThat(servers.look(page)).isEqualTo(left(0));
    assertThat(servers.look(page)).isEqualTo(new Progress.Empty());
  }

  @Test
  void one_that_does_not_drain_for_three_looks_does_so_no_more() {
    DrainedServers servers = of("10.0.0.1:80");
    assertThat(servers.look(page())).isEqualTo(UNKNOWN);
    assertThat(servers.look(page())).isEqualTo(UNKNOWN);
    assertThat(servers.look(page())).isEqualTo(new Progress.NotDraining());
  }
}
