// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.jlvs.jkeepalived.alert.Change;
import io.github.jlvs.jkeepalived.alert.Events;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message is one of docs/schema/jkeepalived-webhook.json, and says nothing beyond it. */
class WebhookTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMA =
      Path.of("..", "..", "docs", "schema", "jkeepalived-webhook.json");

  private static JsonNode checked(Change change) throws IOException {
    JsonNode schema = JSON.readTree(SCHEMA.toFile());
    ((ObjectNode) schema).put("additionalProperties", false);
    JsonSchema strict =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    WebhookMessage message =
        WebhookText.of(
            change, "1a-1", Instant.parse("2026-11-22T01:02:03.456789Z"), "ds1.x.org", "d\"\u0001");
    JsonNode node = JSON.readTree(message.json());
    assertThat(strict.validate(node)).as(message.json()).isEmpty();
    return node;
  }

  @Test
  void of_a_virtual_router() throws IOException {
    JsonNode told =
        checked(
            new Change.OfRouter(
                "V \u00e4\ud83d\ude00",
                State.BACKUP,
                State.MASTER,
                Reason.MASTER_DOWN,
                150,
                Optional.of(IpAddresses.literal("fd00::1"))));

    assertThat(told)
        .isEqualTo(
            JSON.readTree(
                """
                {"schema":1,"id":"1a-1","time":"2026-11-22T01:02:03.456Z","host":"ds1.x.org",
                "routerId":"d\\"\\u0001","kind":"INSTANCE","name":"V \u00e4\ud83d\ude00",
                "state":"MASTER","previousState":"BACKUP","priority":150,
                "reason":"master_down","master":"fd00::1"}
                """));
  }

  @ParameterizedTest
  @EnumSource
  void each_reason_is_a_word_of_the_schema(Reason reason) throws IOException {
    JsonNode told =
        checked(
            new Change.OfRouter("V", State.INITIALIZE, State.BACKUP, reason, 1, Optional.empty()));

    assertThat(told.has("previousState")).isFalse();
    assertThat(told.has("master")).isFalse();
  }

  @Test
  void the_end_of_a_virtual_router_and_of_a_group() throws IOException {
    Change end =
        new Change.OfRouter(
            "V", State.FAULT, State.INITIALIZE, Reason.SHUTDOWN, 1, Optional.empty());

    assertThat(checked(end).get("state").asText()).isEqualTo("STOP");
    assertThat(
            checked(new Change.OfGroup("G", State.MASTER, State.INITIALIZE)).get("state").asText())
        .isEqualTo("STOP");
  }

  @Test
  void of_servers() throws IOException {
    JsonNode real =
        checked(new Change.OfRealServer(Events.WEB, Events.SERVER, false, Optional.of("because")));
    assertThat(real.get("kind").asText()).isEqualTo("RS");
    assertThat(real.get("name").asText()).isEqualTo("[10.0.0.3]:tcp:8001");
    assertThat(real.get("virtualServer").asText()).isEqualTo("[10.0.0.1]:tcp:80");
    JsonNode quorum = checked(new Change.OfVirtualServer(Events.WEB, true, Optional.empty()));
    assertThat(quorum.get("kind").asText()).isEqualTo("VS");
    assertThat(quorum.get("state").asText()).isEqualTo("UP");
    assertThat(quorum.has("reason")).isFalse();
  }
}
