// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.jkeepalived.alert.FakeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The server's side of SMTP: it takes everything but what it is told to answer otherwise. */
final class FakeSmtp {
  private static final Map<String, String> USUAL =
      Map.of(
          "EHLO", "250-fake\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
          "DATA", "354 go on",
          "QUIT", "221 bye");

  private final Map<String, String> answers;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<List<String>> mails = new CopyOnWriteArrayList<>();

  /** Answers commands that begin with a key by its value, and all others as usual. */
  FakeSmtp(Map<String, String> answers) {
    this.answers = answers;
  }

  /** What clients said so far, but for the mails. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  /** The mails taken so far, each as its lines. */
  List<List<String>> mails() {
    return List.copyOf(mails);
  }

  /** From the greeting on. */
  FakeServer.Conversation whole() {
    return (in, out) -> {
      say(out, answer("greeting", "220 fake"));
      converse(in, out);
    };
  }

  /** From the greeting until the answer to STARTTLS. */
  FakeServer.Conversation untilStartTls() {
    return (in, out) -> {
      say(out, "220 fake");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        if (line.equals("STARTTLS")) {
          say(out, "220 go on");
          return;
        }
        say(out, "250-fake\r\n250 STARTTLS");
      }
      throw new IOException("the client has gone");
    };
  }

  /** After STARTTLS. */
  FakeServer.Conversation afterStartTls() {
    return this::converse;
  }

  private void converse(BufferedReader in, OutputStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String word = line.split(" ")[0];
      String answer = answer(line, USUAL.getOrDefault(word, "250 ok"));
      say(out, answer);
      if (answer.startsWith("354")) {
        say(out, answer("end of mail", mail(in)));
      }
    }
  }

  private String mail(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("the client has gone");
      }
      lines.add(line);
    }
    mails.add(List.copyOf(lines));
    return "250 taken";
  }

  private String answer(String line, String usual) {
    return answers.entrySet().stream()
        .filter(entry -> line.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
