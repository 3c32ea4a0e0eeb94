// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jlvs.lab.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A server of mail on a host that says what it is told to, sound or not. */
final class ScriptedMailServer implements AutoCloseable {
  static final int PORT = 25;

  /** What becomes of a connection when all is said. */
  enum End {
    CLOSED,
    LEFT_OPEN
  }

  private record Script(End end, List<String> replies) {}

  private final AcceptingServer server;
  private final Set<String> asked = new TreeSet<>();
  private volatile Script script = new Script(End.CLOSED, List.of());

  ScriptedMailServer(Host host, String address) {
    server = new AcceptingServer("scripted-mail-server", host, address, PORT, this::serve);
  }

  /** What is said from now on: the first line at once, each other after a command. */
  ScriptedMailServer says(End end, String... replies) {
    script = new Script(end, List.of(replies));
    return this;
  }

  /** The commands that a host has sent. */
  Set<String> askedBy(String address) {
    Set<String> commands = new TreeSet<>();
    synchronized (asked) {
      asked.stream()
          .filter(line -> line.startsWith(address + " "))
          .forEach(line -> commands.add(line.substring(line.indexOf(' ') + 1)));
    }
    return commands;
  }

  private void serve(Socket socket) throws IOException {
    Script current = script;
    String client = socket.getInetAddress().getHostAddress();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    boolean first = true;
    for (String reply : current.replies) {
      if (!first) {
        hear(client, in);
      }
      first = false;
      socket.getOutputStream().write((reply + "\r\n").getBytes(US_ASCII));
    }
    while (current.end == End.LEFT_OPEN && hear(client, in)) {
      // Heard, and not answered.
    }
  }

  private boolean hear(String client, BufferedReader in) throws IOException {
    String command = in.readLine();
    if (command != null) {
      synchronized (asked) {
        asked.add(client + " " + command);
      }
    }
    return command != null;
  }

  @Override
  public void close() {
    server.close();
  }
}
