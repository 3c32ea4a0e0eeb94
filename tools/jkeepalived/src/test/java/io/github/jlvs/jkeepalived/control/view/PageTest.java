// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page of JSON is as docs/schema says, and has nothing more. */
class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode read(Page page, Seen seen) throws IOException {
    String text = page.render(seen).body().text();
    assertThat(text).matches("[\n -~]*").endsWith("}\n");
    return JSON.readTree(text);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(PageTest::close);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"METRICS", "EXPORTER", "HTML", "ALERTS", "HEALTHZ", "READYZ"})
  void it_is_as_its_schema_says(Page page) throws IOException {
    JsonNode schema =
        JSON.readTree(
            Path.of(
                    "..",
                    "..",
                    "docs",
                    "schema",
                    "jkeepalived-" + page.name().toLowerCase(Locale.ROOT) + ".json")
                .toFile());
    close(schema);
    var strict = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);

    for (Seen seen :
        List.of(
            Views.troubled(), Views.quiet(), Views.resting(), Views.overridden(), Views.kept())) {
      assertThat(strict.validate(read(page, seen))).as("%s of %s", page, seen.facts()).isEmpty();
    }
    assertThat(page.contentType(Wanted.ALL)).isEqualTo("application/json");
  }

  @Test
  void where_nothing_is_wrong_the_status_is_ok() throws IOException {
    JsonNode status = read(Page.STATUS, Views.quiet());

    assertThat(status.get("ok").asBoolean()).isTrue();
    assertThat(status.get("problems")).isEmpty();
    assertThat(status.get("daemon").get("state").asText()).isEqualTo("RUNNING");
    assertThat(status.get("daemon").get("started").asText()).isEqualTo("2026-11-27T21:00:05Z");
  }

  @Test
  void each_problem_is_named() throws IOException {
    JsonNode status = read(Page.STATUS, Views.troubled());

    assertThat(status.get("ok").asBoolean()).isFalse();
    assertThat(status.get("problems"))
        .extracting(each -> each.get("kind").asText() + " " + each.get("name").asText())
        .containsExactly(
            "ROUTER VI_3",
            "SERVICE [10.1.0.50]:tcp:80",
            "TABLE IPVS",
            "RELOAD /etc/keepalived/keepalived.conf");
    assertThat(status.get("problems").get(0).get("text").asText())
        .isEqualTo("FAULT: interface eth2, script bad");
    assertThat(status.get("problems").get(1).get("text").asText())
        .isEqualTo("The quorum is lost: 1 of 2 real servers up");
  }

  @Test
  void two_masters_are_one() throws IOException {
    JsonNode status = read(Page.STATUS, Views.rivalled());

    assertThat(status.get("problems")).hasSize(1);
    assertThat(status.get("problems").get(0).get("text").asText())
        .isEqualTo("Two masters: 10.1.0.9 is one too; jlvs-doctor, run on both, says why");
  }

  @Test
  void a_thread_that_is_silent_is_one() throws IOException {
    Snapshot known = Views.troubled().snapshot();
    Snapshot old =
        new Snapshot(
            known.configuration(),
            known.routers().map(each -> new Dated<>(each.report(), Views.NOW.minusSeconds(11))),
            known.tracked(),
            Optional.empty(),
            Optional.empty(),
            ReloadReport.NONE);
    JsonNode status =
        read(
            Page.STATUS,
            new Seen(old, ActualTable.UNREAD, Views.FACTS, Views.NOW, Views.events(), Wanted.ALL));

    assertThat(status.get("problems"))
        .extracting(each -> each.get("text").asText())
        .containsExactly(
            "The start is not over yet",
            "The thread of the virtual routers has not answered for 11 s: what is shown of them is"
                + " as old",
            "FAULT: interface eth2, script bad");
    assertThat(status.get("daemon").get("state").asText()).isEqualTo("STARTING");
  }

  @Test
  void services_whose_checks_rest_are_no_problem() throws IOException {
    JsonNode status = read(Page.STATUS, Views.resting());

    assertThat(status.get("problems")).hasSize(1);
    assertThat(status.get("problems").get(0).get("text").asText())
        .isEqualTo("The table cannot be read: not permitted");
    assertThat(status.get("services"))
        .extracting(each -> each.get("state").asText())
        .containsOnly("RESTING");
  }

  @Test
  void a_virtual_router_is_shown_whole() throws IOException {
    JsonNode routers = read(Page.ROUTERS, Views.troubled()).get("routers");

    JsonNode master = routers.get(0);
    assertThat(master.get("state").asText()).isEqualTo("MASTER");
    assertThat(master.get("master"))
        .isEqualTo(JSON.readTree("{\"address\":\"10.1.0.1\",\"priority\":150}"));
    assertThat(master.get("addresses").get(0))
        .isEqualTo(
            JSON.readTree(
                "{\"address\":\"10.1.0.50/24\",\"device\":\"eth0\",\"excluded\":false,\"placed\":true}"));
    assertThat(master.get("counters").get("advertisementsSent").asLong()).isEqualTo(102);
    assertThat(master.get("counters").get("authenticationTypeMismatch").isNumber()).isTrue();
    JsonNode held = routers.get(1);
    assertThat(held.get("wantedState").asText()).isEqualTo("MASTER");
    assertThat(held.get("timers"))
        .isEqualTo(
            JSON.readTree(
                "{\"advertisementInterval\":2,\"masterInterval\":2,\"preemptDelay\":0,\"downAfterAdvertisements\":3}"));
    assertThat(held.get("master").get("priority").asInt()).isEqualTo(99);
    assertThat(routers.get(2).get("faults"))
        .extracting(JsonNode::asText)
        .containsExactly("interface eth2", "script bad");
    assertThat(routers.get(3).get("timers").get("masterInterval").asText()).isEqualTo("0.4");
  }

  @Test
  void a_real_server_has_the_weight_that_it_should_have_and_the_one_that_it_has()
      throws IOException {
    JsonNode servers = read(Page.SERVERS, Views.troubled()).get("servers");

    assertThat(servers).hasSize(4);
    assertThat(servers.get(0).get("weight"))
        .isEqualTo(JSON.readTree("{\"configured\":2,\"desired\":0,\"actual\":0}"));
    assertThat(servers.get(0).get("checks").get(0))
        .isEqualTo(
            JSON.createObjectNode()
                .put("check", "TCP_CHECK")
                .put("state", "DOWN")
                .put("lastResult", "TIMEOUT")
                .put("reason", Views.HOSTILE));
    assertThat(servers.get(0).get("checks").get(1).get("lastResult").isNull()).isTrue();
    assertThat(servers.get(1).get("weight"))
        .isEqualTo(JSON.readTree("{\"configured\":1,\"desired\":1,\"actual\":9}"));
    assertThat(servers.get(2).get("weight").get("actual").isNull()).isTrue();
    assertThat(servers)
        .extracting(each -> each.get("service").asText())
        .containsExactly("[10.1.0.50]:tcp:80", "[10.1.0.50]:tcp:80", "FWM 7", "FWM 7 IPv6");
  }

  @Test
  void what_an_operator_has_decided_stands_with_each_server_and_in_the_status() throws IOException {
    JsonNode servers = read(Page.SERVERS, Views.overridden()).get("servers");
    JsonNode status = read(Page.STATUS, Views.overridden());

    assertThat(servers.get(0).get("override").isNull()).isTrue();
    assertThat(servers.get(1).get("override"))
        .isEqualTo(
            JSON.readTree(
                "{\"state\":\"DRAIN\",\"weight\":null,\"by\":\"root\",\"since\":\"2026-11-28T21:59:05Z\","
                    + "\"until\":null,\"why\":\"new disk\",\"left\":0}"));
    assertThat(servers.get(2).get("override").get("state").asText()).isEqualTo("DISABLED");
    assertThat(servers.get(2).get("override").get("left").isNull()).isTrue();
    assertThat(servers.get(3).get("override").get("weight").asInt()).isEqualTo(5);
    assertThat(status.get("overrides"))
        .extracting(each -> each.get("server").asText() + " " + each.get("servers").asInt())
        .containsExactly("10.1.0.3:80 1", "127.0.0.1:53 1", "[::1]:53 1", "10.9.9.9:80 0");
    assertThat(status.get("problems"))
        .extracting(each -> each.get("name").asText() + ": " + each.get("text").asText())
        .containsExactly(
            "[10.1.0.50]:tcp:80: No real server takes new connections: all that are up are drained",
            "FWM 7: No real server is up of those that are not disabled");
  }

  @Test
  void one_that_is_down_and_stays_pooled_is_a_problem_that_is_named() throws IOException {
    JsonNode server = read(Page.SERVERS, Views.kept()).get("servers").get(0);
    JsonNode service = read(Page.SERVICES, Views.kept()).get("services").get(0);
    JsonNode status = read(Page.STATUS, Views.kept());

    assertThat(server.get("state").asText()).isEqualTo("DOWN");
    assertThat(server.get("pooledDown").asBoolean()).isTrue();
    assertThat(server.get("weight").get("desired").asInt()).isEqualTo(2);
    assertThat(service.get("state").asText()).isEqualTo("UP");
    assertThat(service.get("serversPooledDown").asInt()).isEqualTo(1);
    assertThat(service.get("depoolThreshold").asInt()).isEqualTo(50);
    assertThat(status.get("problems"))
        .extracting(each -> each.get("text").asText())
        .containsExactly("Only 1 of 2 real servers up; 1 that is down stays pooled");
    assertThat(status.get("services").get(1).get("serversPooledDown").asInt()).isZero();
  }

  @Test
  void a_service_says_what_the_kernel_has_of_it() throws IOException {
    JsonNode services = read(Page.SERVICES, Views.troubled()).get("services");

    assertThat(services.get(0).get("state").asText()).isEqualTo("DOWN");
    assertThat(services.get(0).get("addresses").get(0).get("inTable").asBoolean()).isTrue();
    assertThat(services.get(0).get("addresses").get(0).get("connections").asLong()).isZero();
    assertThat(services.get(1).get("addresses").get(0).get("inTable").asBoolean()).isFalse();
    assertThat(services.get(1).get("addresses").get(0).get("connections").isNull()).isTrue();
    assertThat(services.get(2).get("addresses").get(0).get("address").asText()).isEqualTo("7 IPv6");
  }
}
