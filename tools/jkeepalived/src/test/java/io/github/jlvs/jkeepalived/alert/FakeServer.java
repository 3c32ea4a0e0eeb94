// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A server on loopback that has the same conversation with each client, on a thread for each. */
public final class FakeServer implements AutoCloseable {
  private final ServerSocket server;
  private final Optional<Conversation> plain;
  private final Optional<Conversation> encrypted;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What it says. */
  public interface Conversation {
    /** Its end, or an exception, closes the connection. */
    void with(BufferedReader in, OutputStream out) throws IOException, InterruptedException;
  }

  private FakeServer(Optional<Conversation> plain, Optional<Conversation> encrypted) {
    this.plain = plain;
    this.encrypted = encrypted;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("fake-server", this::accept);
  }

  public static FakeServer plain(Conversation conversation) {
    return new FakeServer(Optional.of(conversation), Optional.empty());
  }

  /** With TLS from the first octet on, and the certificate of {@link TestTrust}. */
  public static FakeServer tls(Conversation conversation) {
    return new FakeServer(Optional.empty(), Optional.of(conversation));
  }

  /** With TLS from the end of a first conversation on. */
  public static FakeServer tlsAfter(Conversation plain, Conversation encrypted) {
    return new FakeServer(Optional.of(plain), Optional.of(encrypted));
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Does nothing until the server is closed. */
  public static void hang() throws InterruptedException {
    Thread.sleep(600_000);
  }

  private static SSLSocket encrypt(Socket plain) throws IOException {
    SSLSocketFactory factory = TestTrust.server().getSocketFactory();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, "localhost", plain.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        start("fake-conversation", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = accepted) {
      if (plain.isPresent()) {
        converse(socket, plain.get());
      }
      if (encrypted.isPresent()) {
        try (SSLSocket over = encrypt(socket)) {
          converse(over, encrypted.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      // The client has gone, or this server.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(accepted);
    }
  }

  private static void converse(Socket socket, Conversation conversation)
      throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
    conversation.with(in, socket.getOutputStream());
  }

  private static void start(String name, Runnable run) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
