// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON of a kernel that carries traffic: as its schemas say, and with what the columns say. */
@KernelTest
class JsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode checked(String schema, Outcome printed) throws IOException {
    assertThat(printed.status()).as(printed.toString()).isZero();
    JsonNode document = JSON.readTree(printed.out());
    String text = Checkout.text("docs/schema/jipvsadm-" + schema + ".json");
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(text)
                .validate(document))
        .isEmpty();
    return document;
  }

  @Test
  void every_list_after_traffic(Network network) throws IOException {
    Sides sides = new Sides(network);
    assertThat(sides.reference(List.of("-R"), Traffic.RULES).status()).isZero();
    new Traffic(network, sides.referenceHost()).flow();
    List<String> daemon = List.of("--start-daemon", "master", "--mcast-interface", "enp0s3");
    assertThat(sides.reference(daemon, "").status()).isZero();

    JsonNode table = checked("table", sides.oursAbroad(List.of("-L", "--json")));
    assertThat(table.path("services").size()).isEqualTo(4);
    JsonNode timeouts = checked("timeouts", sides.oursAbroad(List.of("-L", "--timeout", "--json")));
    assertThat(timeouts.findValue("udpSeconds").asInt()).isPositive();
    JsonNode daemons = checked("daemons", sides.oursAbroad(List.of("-L", "--daemon", "--json")));
    assertThat(daemons.findValue("interface").asText()).isEqualTo("enp0s3");

    Outcome all = sides.oursAbroad(List.of("-L", "-c", "--json"));
    JsonNode connections = checked("connections", all).path("connections");
    String columns = sides.reference(List.of("-Lnc"), "").out();
    assertThat(connections.size()).isEqualTo((int) columns.lines().count() - 2);
    assertThat(connections.findValuesAsText("data")).contains("first@host");
  }

  @Test
  void connections_of_one_service(Network network) throws IOException {
    Sides sides = new Sides(network);
    assertThat(sides.reference(List.of("-R"), Traffic.RULES).status()).isZero();
    new Traffic(network, sides.referenceHost()).flow();
    String all = sides.reference(List.of("-Lnc"), "").out();
    for (String service :
        List.of("-t 10.77.0.100:80", "-t [fd77::100]:80", "-u 10.77.0.100:5060")) {
      List<String> words = new ArrayList<>(List.of("-Lnc"));
      words.addAll(List.of(service.split(" ", -1)));
      Outcome listed = sides.oursAbroad(words);
      String virtual = " " + service.substring(3) + " ";
      List<String> expected = all.lines().filter(row -> row.contains(virtual)).toList();
      assertThat(expected).isNotEmpty();
      assertThat(listed.out().lines().skip(2).map(JsonTest::withoutTime))
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(JsonTest::withoutTime).toList());
    }
  }

  /** Seconds may pass between two lists. */
  private static String withoutTime(String row) {
    return row.replaceFirst(" \\d\\d:\\d\\d ", " ");
  }
}
