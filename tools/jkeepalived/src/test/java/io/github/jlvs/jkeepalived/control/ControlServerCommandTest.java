// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.lvs.Said;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients have done, while others are answered. */
@Timeout(60)
class ControlServerCommandTest extends ServedSocket {
  @Test
  void what_is_to_be_done_is_answered_when_it_is_done_and_others_before() throws Exception {
    answerer.renewing = true;
    try (SocketChannel client = connect()) {
      send(client, POST);
      Said.eventually(() -> !answerer.callers.isEmpty());
      assertThat(ask(REQUEST)).endsWith("answer to /x");

      boolean unused = answerer.doing.complete(Played.response(200, "done"));

      assertThat(receive(client)).endsWith("\r\n\r\ndone");
    }
    assertThat(answerer.callers).containsExactly(new Caller(System.getProperty("user.name"), true));
    assertThat(answerer.bodies).containsExactly("{\"a\":1}");
  }

  @Test
  void what_fails_is_said_and_ends_nothing() throws Exception {
    boolean unused =
        answerer.doing.completeExceptionally(new IllegalStateException("of this test"));

    assertThat(ask(POST)).startsWith("HTTP/1.1 500 ").endsWith("its log says which");
    answerer.fails = true;
    assertThat(ask(POST)).startsWith("HTTP/1.1 500 ");
    answerer.fails = false;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said)
        .hasSize(2)
        .allMatch(line -> line.startsWith("What was asked for at the control socket failed: "));
  }

  @Test
  void who_leaves_before_it_is_done_is_forgotten() throws Exception {
    try (SocketChannel client = connect()) {
      send(client, POST);
      Said.eventually(() -> !answerer.callers.isEmpty());
    }
    boolean unused = answerer.doing.complete(Played.response(200, "done"));

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said).isEmpty();
  }
}
