// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The file, what runs and the kernel's table beside each other; and checks before their time. */
@KernelTest
class TableAndChecksTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Nobody waits for an hour: a check that finds anything more was asked for. */
  private static final String TEXT =
      OneService.configuration(
          3600,
          "",
          OneService.server("10.1.80.93", "weight 3", 8001),
          "real_server 10.1.80.95 80 {\nweight 2\n}\n");

  @Test
  void what_differs_is_shown_as_the_lines_that_would_put_it_right(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    host.sh("ipvsadm -A -u 10.9.9.9:53 -s rr && ipvsadm -a -u 10.9.9.9:53 -r 10.9.9.1:53 -m");
    AcceptingServer server = OneService.accept(host, 8001);
    RunningProcess daemon = OneService.start(host, TEXT);
    ds1.await(
        "a table as it is wanted",
        "/v1/table",
        page -> page.path("services").size() == 2 && page.path("differences").isEmpty());

    assertThat(ds1.ctl(0, "show", "table").out())
        .containsPattern(
            "(?m)^TCP 10\\.1\\.80\\.90:80 +wrr +\\[10\\.1\\.80\\.90\\]:tcp:80 +10\\.1\\.80\\.93:80"
                + " +Route +3 +3 +0 +0$")
        .containsPattern(
            "(?m)^UDP 10\\.9\\.9\\.9:53 +rr +somebody else +10\\.9\\.9\\.1:53 +Masq +1 +- +0 +0$");
    assertThat(ds1.ctl(0, "diff").out())
        .startsWith("# the kernel's table is what the daemon wants\n# the file: ")
        .endsWith("# the file: Reload: nothing changed\n");

    // The daemon puts it right every few seconds, perhaps before anybody looks.
    String line = "-e -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 3";
    Await.until(
        "another's weight as a difference",
        SOON,
        () -> {
          host.sh("ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 9");
          return ds1.json("/v1/table").get("differences").toString().contains(line);
        });
    host.sh("ipvsadm " + line);

    host.write(OneService.FILE, TEXT.replace("weight 2", "weight 7"));
    ds1.await("a table as it is wanted", "/v1/table", page -> page.path("differences").isEmpty());
    assertThat(ds1.ctl(1, "diff").out())
        .startsWith("# the kernel's table is what the daemon wants\n")
        .containsSubsequence("# the file: Reload: 1 real server changed", "[10.1.80.95]:tcp:80");
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(host.sh("ipvsadm -Sn")).contains("-A -u 10.9.9.9:53 -s rr");
    server.close();
  }

  @Test
  void a_server_that_is_mended_is_back_as_soon_as_somebody_has_it_checked(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    RunningProcess daemon = OneService.start(host, TEXT);
    ds1.await(
        "the first try",
        "/v1/servers",
        page -> page.path("servers").path(0).path("state").asText().equals("DOWN"));
    assertThat(ds1.ctl(1, "show", "checks").out())
        .containsPattern("(?m)^TCP_CHECK +\\[10\\.1\\.80\\.93\\]:tcp:80 .* DOWN +FAILED +");

    assertThat(ds1.ctl(1, "check", "now", "10.1.80.93:80").out())
        .startsWith("[10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80: TCP_CHECK: ");
    AcceptingServer server = OneService.accept(host, 8001);
    assertThat(ds1.ctl(0, "check", "now").out())
        .isEqualTo(
            """
            [10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80: TCP_CHECK: success
            [10.1.80.95]:tcp:80 of [10.1.80.90]:tcp:80 has no check
            """);

    ds1.await(
        "the server in the table",
        "/v1/servers",
        page ->
            page.path("servers").path(0).path("weight").path("actual").asText().equals("3")
                && page.path("servers").path(0).path("state").asText().equals("UP"));
    assertThat(ds1.ctl(0, "show", "checks").out()).contains(" UP     SUCCESS");
    assertThat(ds1.ctl(1, "check", "now", "10.1.80.99:80").err())
        .contains("no real server 10.1.80.99:80");
    server.close();
    assertThat(daemon.stop(SOON)).isZero();
  }
}
