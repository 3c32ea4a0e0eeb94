// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server of mail on a host's loopback, which takes all that comes and keeps it. */
final class MailServer implements AutoCloseable {
  static final int PORT = 2525;

  private final AcceptingServer server;
  private final List<ReceivedMail> mails = new ArrayList<>();

  MailServer(Host host) {
    server = new AcceptingServer("mail-server", host, "127.0.0.1", PORT, this::serve);
  }

  /**
   * A mail.
   *
   * @param envelope the commands of the client, up to DATA
   * @param headers its header fields, in their order; one that was folded is whole again
   * @param body its text
   */
  record ReceivedMail(List<String> envelope, List<String> headers, List<String> body) {
    String header(String name) {
      return headers.stream()
          .filter(line -> line.startsWith(name + ": "))
          .findFirst()
          .orElse(name + " is missing");
    }

    /** All but when it was sent, its number, and by what. */
    List<String> compared() {
      List<String> all = new ArrayList<>(envelope);
      List.of("From", "To", "Subject").forEach(name -> all.add(header(name)));
      all.addAll(body);
      return all;
    }
  }

  /** The mails since the last time, once there are so many, in the order of their subjects. */
  List<ReceivedMail> take(int count, Duration limit) {
    Await.value(count + " mails", limit, this::count, there -> there >= count);
    synchronized (mails) {
      List<ReceivedMail> taken = new ArrayList<>(mails);
      mails.clear();
      taken.sort((a, b) -> a.compared().toString().compareTo(b.compared().toString()));
      return taken;
    }
  }

  int count() {
    synchronized (mails) {
      return mails.size();
    }
  }

  private void serve(Socket socket) throws IOException {
    converse(
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
        socket.getOutputStream());
  }

  private void converse(BufferedReader in, OutputStream out) throws IOException {
    List<String> envelope = new ArrayList<>();
    say(out, "220 mail ESMTP");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      envelope.add(line);
      if (line.equals("DATA")) {
        say(out, "354 go on");
        keep(List.copyOf(envelope), in);
        envelope.clear();
        say(out, "250 taken");
      } else if (line.equals("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, "250 ok");
      }
    }
  }

  private void keep(List<String> envelope, BufferedReader in) throws IOException {
    List<String> headers = new ArrayList<>();
    List<String> body = new ArrayList<>();
    boolean inHeaders = true;
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("the client has gone");
      } else if (inHeaders && line.isEmpty()) {
        inHeaders = false;
      } else if (inHeaders && line.startsWith(" ")) {
        // RFC 5322, 2.2.3: keepalived leaves a long field on one line, a library folds it.
        int last = headers.size() - 1;
        headers.set(last, headers.get(last) + line);
      } else {
        (inHeaders ? headers : body).add(line);
      }
    }
    synchronized (mails) {
      mails.add(new ReceivedMail(envelope, headers, body));
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    server.close();
  }
}
