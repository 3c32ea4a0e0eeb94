// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server of this host that says what a test tells it, sound or not, once a connection. */
final class WebServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** How to answer: over the connection, with TLS or without, and over what carries it. */
  interface Answer {
    void over(Socket connection, Socket carrier) throws IOException;
  }

  private final ServerSocket server;
  private final Thread thread;

  private WebServer(Answer answer) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    thread = new Thread(() -> serve(answer), "web-server");
    thread.start();
  }

  static WebServer plain(Answer answer) throws IOException {
    return new WebServer(answer);
  }

  /** A server whose certificate has that alias in servers.p12. */
  static WebServer tls(String alias, Answer answer) throws IOException, GeneralSecurityException {
    SSLContext context = context(alias);
    return new WebServer(
        (connection, carrier) -> {
          try (SSLSocket secure =
              (SSLSocket)
                  context
                      .getSocketFactory()
                      .createSocket(carrier, null, carrier.getPort(), false)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            answer.over(secure, carrier);
          }
        });
  }

  /** Reads the head of the request, then says this and closes. */
  static Answer saying(List<String> requests, String answer) {
    return (connection, carrier) -> {
      readRequest(connection, requests);
      connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
    };
  }

  static void readRequest(Socket connection, List<String> requests) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    requests.add(Objects.requireNonNull(in.readLine(), "a request"));
    while (!Objects.requireNonNull(in.readLine(), "the end of the request").isEmpty()) {
      // Only the first line is of interest.
    }
  }

  static KeyStore servers() throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = WebServer.class.getResourceAsStream("servers.p12")) {
      all.load(in, PASSWORD);
    }
    return all;
  }

  private static SSLContext context(String alias) throws IOException, GeneralSecurityException {
    KeyStore all = servers();
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void serve(Answer answer) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        answer.over(connection, connection);
      } catch (IOException | NullPointerException expectedWhenTheCheckEnds) {
        // The check's verdict is what is asserted.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a server of a test ends", e);
    }
  }
}
