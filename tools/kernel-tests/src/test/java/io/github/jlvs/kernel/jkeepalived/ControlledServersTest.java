// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Virtual services and their real servers, and what of them is in the kernel's table. */
@KernelTest
class ControlledServersTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TEXT =
      OneService.configuration(
          1,
          "",
          OneService.server("10.1.80.93", "weight 3", 8001),
          OneService.server("10.1.80.95", "weight 2\ninhibit_on_failure", 8002));

  @Test
  void what_is_desired_stands_beside_what_is_there(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    AcceptingServer one = OneService.accept(host, 8001);
    RunningProcess daemon = OneService.start(host, TEXT);

    JsonNode servers = awaitStates(ds1, "UP", "DOWN").get("servers");

    assertThat(servers.get(0).get("service").asText()).isEqualTo("[10.1.80.90]:tcp:80");
    assertThat(servers.get(0).get("weight").toString())
        .isEqualTo("{\"configured\":3,\"desired\":3,\"actual\":3}");
    assertThat(servers.get(1).get("weight").toString())
        .isEqualTo("{\"configured\":2,\"desired\":0,\"actual\":0}");
    JsonNode check = servers.get(1).get("checks").get(0);
    assertThat(check.get("check").asText()).isEqualTo("TCP_CHECK");
    assertThat(check.get("lastResult").asText()).isEqualTo("FAILED");
    assertThat(check.get("reason").asText()).isNotBlank();
    JsonNode service = ds1.json("/v1/services").get("services").get(0);
    assertThat(service.get("state").asText()).isEqualTo("UP");
    assertThat(service.get("addresses").get(0).get("inTable").asBoolean()).isTrue();
    assertThat(ds1.ctl(0, "status").out())
        .contains("OK: nothing is wrong")
        .containsPattern("(?m)^\\[10\\.1\\.80\\.90\\]:tcp:80 +UP +1 of 2 up +stands$");
    assertThat(ds1.ctl(0, "show", "servers").out())
        .containsPattern("(?m)^\\[10\\.1\\.80\\.95\\]:tcp:80 .* DOWN .* TCP_CHECK: ");

    // The daemon puts it right every few seconds, perhaps before anybody looks.
    Await.until(
        "another's weight",
        SOON,
        () -> {
          host.sh("ipvsadm -e -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 9");
          return weight(ds1.json("/v1/servers")).equals("9");
        });
    ds1.await("the weight put right", "/v1/servers", page -> weight(page).equals("3"));

    one.close();
    awaitStates(ds1, "DOWN", "DOWN");
    assertThat(ds1.ctl(1, "status").out())
        .contains("SERVICE  [10.1.80.90]:tcp:80  No real server is up");
    assertThat(ds1.ctl(1, "show", "services").out()).contains(" DOWN ").contains("0 of 2 up");
    assertThat(ds1.ctl(1, "show", "servers").out()).contains(" DOWN ");
    assertThat(ds1.curl("/metrics"))
        .contains(
            "jlvs_pool_servers{service=\"[10.1.80.90]:tcp:80\",state=\"down\"} 2\n",
            "jlvs_quorum{service=\"[10.1.80.90]:tcp:80\"} 0\n",
            "jlvs_server_up{service=\"[10.1.80.90]:tcp:80\",server=\"[10.1.80.93]:tcp:80\"} 0\n");
    AcceptingServer back = OneService.accept(host, 8001);
    awaitStates(ds1, "UP", "DOWN");
    assertThat(ds1.ctl(0, "events", "--kind=server,service,table").out())
        .containsSubsequence(
            "server.state     [10.1.80.95]:tcp:80 of [10.1.80.90]:tcp:80  DOWN: TCP_CHECK: ",
            "table.repaired   the table was changed by somebody else, put right: -e -t 10.1.80.90:80",
            "server.state     [10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80  DOWN: TCP_CHECK: ",
            "service.quorum   [10.1.80.90]:tcp:80  the quorum of 1 is lost: the weights that are up make 0",
            "server.state     [10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80  UP: TCP_CHECK",
            "service.quorum   [10.1.80.90]:tcp:80  the quorum of 1 is there: the weights that are up make 3");
    back.close();
    assertThat(daemon.stop(SOON)).isZero();
  }

  private static String weight(JsonNode page) {
    return page.path("servers").path(0).path("weight").path("actual").asText();
  }

  private static JsonNode awaitStates(Asked ds1, String first, String second) {
    return ds1.await(
        first + " and " + second,
        "/v1/servers",
        page ->
            page.path("servers").path(0).path("state").asText().equals(first)
                && page.path("servers").path(1).path("state").asText().equals(second)
                && page.path("servers").path(1).path("weight").path("actual").asText().equals("0"));
  }
}
