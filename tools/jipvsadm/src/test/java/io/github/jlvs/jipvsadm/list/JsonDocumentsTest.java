// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Played;
import io.github.jlvs.net.IpProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every document that {@code --json} prints is as docs/schema says, and has nothing more. */
class JsonDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMAS = Path.of("..", "..", "docs", "schema");

  private final Played played = new Played();

  private static JsonNode schema(String name) throws IOException {
    return JSON.readTree(SCHEMAS.resolve("jipvsadm-" + name + ".json").toFile());
  }

  /** Readers let what they do not know pass; here it must not be there. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(JsonDocumentsTest::close);
  }

  private static JsonNode checked(String name, String document) throws IOException {
    JsonNode schema = schema(name);
    close(schema);
    JsonSchema strict =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    JsonNode node = JSON.readTree(document);
    assertThat(strict.validate(node)).isEmpty();
    return node;
  }

  private JsonNode printed(String name, String line) throws IOException {
    Played.Result result = played.run(line);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return checked(name, result.out());
  }

  @Test
  void services_and_real_servers_of_every_kind() throws IOException {
    String rules =
        """
        -A -t 10.0.0.1:80 -s sh -p 600 -M 255.255.255.0 -b sh-fallback,sh-port
        -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 3 -x 100 -y 50
        -a -t 10.0.0.1:80 -r 10.0.0.3:8080 -m -w 0
        -a -t 10.0.0.1:80 -r 10.0.0.4:80 -i
        -a -t 10.0.0.1:80 -r 10.0.0.5:80 -i --tun-type gue --tun-port 6080 --tun-csum
        -a -t 10.0.0.1:80 -r 10.0.0.6:80 -i --tun-type gue --tun-port 6080 --tun-remcsum
        -a -t 10.0.0.1:80 -r [fd00::7]:80 -i --tun-type gre --tun-nocsum
        -A -u [fd00::1]:5060 -s rr -p --pe sip -o -M 64
        -A --sctp-service 10.0.0.1:3868
        -A -f 4294967295 -6 -s wrr -b flag-1,flag-2
        """;
    assertThat(played.run("-R", rules)).isEqualTo(new Played.Result(0, "", ""));
    ServiceId web = ServiceId.tcp("10.0.0.1", 80);
    played.kernel().count(web, new Statistics(1, 2, 3, 4, -1), new Rates(5, 6, 7, 8, -1));

    JsonNode table = printed("table", "-L --json");
    assertThat(table.path("services").size()).isEqualTo(4);
    assertThat(table.path("version").asText()).isEqualTo("1.2.1");
    // The mark is a negative number to ipvsadm, and comes first.
    assertThat(table.path("services").path(0).has("mark")).isTrue();
    JsonNode first = table.path("services").path(1);
    assertThat(first.path("statistics").path("outgoingBytes").bigIntegerValue())
        .hasToString("18446744073709551615");
    assertThat(first.path("persistence").path("netmask").asText()).isEqualTo("255.255.255.0");
    assertThat(first.path("destinations").findValuesAsText("forwarding"))
        .containsExactly("tunnel", "route", "masq", "tunnel", "tunnel", "tunnel");
    assertThat(first.path("destinations").findValuesAsText("checksum"))
        .containsExactly("no", "yes", "remote");

    JsonNode one = printed("table", "-L --json -f 4294967295 -6");
    assertThat(one.has("version")).isFalse();
    assertThat(one.path("services").path(0).path("mark").longValue()).isEqualTo(4294967295L);
  }

  @Test
  void an_empty_table() throws IOException {
    assertThat(printed("table", "-L --json").path("services").size()).isZero();
  }

  @Test
  void timeouts() throws IOException {
    assertThat(
            printed("timeouts", "-L --timeout --json").path("timeouts").path("udpSeconds").asInt())
        .isEqualTo(300);
  }

  @Test
  void daemons() throws IOException {
    assertThat(played.run("--start-daemon master --syncid 7").status()).isZero();
    assertThat(played.run("--start-daemon backup --mcast-group ff02::81").status()).isZero();
    assertThat(printed("daemons", "-L --daemon --json").path("daemons").size()).isEqualTo(2);
  }

  @Test
  void connections() throws IOException {
    InetAddress client = InetAddress.getByName("10.0.0.9");
    InetAddress mark = InetAddress.getByName("0.0.0.5");
    DestinationId server = DestinationId.of("10.0.0.2", 8000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    try (JsonList json = new JsonList(out)) {
      json.beginArray("connections");
      for (Connection connection :
          List.of(
              new Connection(
                  IpProtocol.TCP, client, 4711, client, 80, server, "ESTABLISHED", 899, none()),
              new Connection(IpProtocol.IP, client, 0, mark, 0, server, "NONE", 59, none()),
              new Connection(
                  IpProtocol.UDP,
                  client,
                  0,
                  client,
                  5060,
                  server,
                  "UDP",
                  300,
                  Optional.of(new Connection.EngineData("sip", "a\"call\u0001@host"))))) {
        json.connection(connection);
      }
      json.endArray();
    }
    out.flush();
    JsonNode document = checked("connections", bytes.toString(StandardCharsets.UTF_8));
    assertThat(document.findValuesAsText("template")).containsExactly("false", "true", "true");
    assertThat(document.findValue("data").asText()).isEqualTo("a\"call\u0001@host");
  }

  private static Optional<Connection.EngineData> none() {
    return Optional.empty();
  }
}
