// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

import io.github.jlvs.jkeepalived.alert.Change;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a webhook is told of a change: docs/schema/jkeepalived-webhook.json. Kinds and states are
 * the words that keepalived's notification scripts get.
 */
public final class WebhookText {
  private WebhookText() {}

  /**
   * The message about a change.
   *
   * @param id no other message has it
   * @param host what this machine is called
   * @param routerId what this director is called
   */
  public static WebhookMessage of(
      Change change, String id, Instant time, String host, String routerId) {
    JsonObject json =
        new JsonObject()
            .with("schema", 1)
            .with("id", id)
            .with("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
            .with("host", host)
            .with("routerId", routerId);
    if (change instanceof Change.OfRouter router) {
      json.with("kind", "INSTANCE").with("name", router.name());
      states(json, router.from(), router.to());
      json.with("priority", router.priority())
          .with("reason", router.reason().name().toLowerCase(Locale.ROOT));
      router.master().ifPresent(master -> json.with("master", IpAddresses.format(master)));
    } else if (change instanceof Change.OfGroup group) {
      json.with("kind", "GROUP").with("name", group.name());
      states(json, group.from(), group.to());
    } else if (change instanceof Change.OfRealServer server) {
      json.with("kind", "RS")
          .with("name", server.server().toString())
          .with("virtualServer", server.virtualServer().toString())
          .with("state", server.up() ? "UP" : "DOWN");
      server.why().ifPresent(why -> json.with("reason", why));
    } else if (change instanceof Change.OfVirtualServer server) {
      json.with("kind", "VS")
          .with("name", server.virtualServer().toString())
          .with("state", server.up() ? "UP" : "DOWN");
      server.why().ifPresent(why -> json.with("reason", why));
    } else {
      throw new IllegalStateException("no webhook is told of " + change);
    }
    return new WebhookMessage(json.text());
  }

  /** Before the first state there was none. */
  private static void states(JsonObject json, State from, State to) {
    json.with("state", word(to));
    if (from != State.INITIALIZE) {
      json.with("previousState", word(from));
    }
  }

  private static String word(State state) {
    return state == State.INITIALIZE ? "STOP" : state.name();
  }
}
