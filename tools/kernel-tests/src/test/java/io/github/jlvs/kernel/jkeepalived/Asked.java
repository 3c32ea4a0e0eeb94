// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A daemon that is asked over its control socket, as its users ask it. */
record Asked(Host host) {
  static final String SOCKET = "/run/jkeepalived/control.sock";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The answer of curl to a page; empty text where nobody answers. */
  String curl(String page, String... more) {
    List<String> words =
        new ArrayList<>(List.of("curl", "-s", "-m", "20", "--unix-socket", SOCKET));
    words.addAll(List.of(more));
    words.add("http://localhost" + page);
    return host.attempt(ExitStatuses.any(), words.toArray(String[]::new)).out();
  }

  /** A page as JSON; an empty object where nobody answers. */
  JsonNode json(String page) {
    String text = curl(page);
    try {
      return new ObjectMapper().readTree(text.isEmpty() ? "{}" : text);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  /** Asks again and again. */
  JsonNode await(String what, String page, Predicate<JsonNode> enough) {
    return Await.value(what, SOON, () -> json(page), enough);
  }

  /** Until the first virtual router is in a state. */
  JsonNode awaitState(String state) {
    return await(
        state + " on " + host,
        "/v1/routers",
        page -> page.path("routers").path(0).path("state").asText().equals(state));
  }

  /** Runs jkeepalivedctl, which ends with that status. */
  CommandResult ctl(int status, String... words) {
    List<String> command = new ArrayList<>(List.of(Checkout.path("tools/bin/jkeepalivedctl")));
    command.addAll(List.of(words));
    return host.attempt(ExitStatuses.of(status), command.toArray(String[]::new));
  }
}
