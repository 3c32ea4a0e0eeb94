// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Servers of each protocol that is checked, which answer as is wanted, until they are killed. */
public final class AnsweringServers {
  static final String READY = "answering";
  static final int HTTP = 8080;
  static final int HTTPS = 8443;
  static final int SMTP = 8025;
  static final int DATAGRAMS = 8053;
  static final String PASSWORD = "changeit";
  private static final byte[] PAGE = "well\n".getBytes(StandardCharsets.US_ASCII);

  private AnsweringServers() {}

  /**
   * Serves.
   *
   * @param arguments a key store for HTTPS, and the addresses that datagrams are sent to
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    http(HttpServer.create(new InetSocketAddress(HTTP), 0));
    HttpsServer https = HttpsServer.create(new InetSocketAddress(HTTPS), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls(Path.of(arguments[0]))));
    http(https);
    // An answer has to come from the address that was asked.
    for (int i = 1; i < arguments.length; i++) {
      DatagramSocket socket = new DatagramSocket(DATAGRAMS, InetAddress.getByName(arguments[i]));
      new Thread(() -> datagrams(socket), "datagrams-" + arguments[i]).start();
    }
    try (ServerSocket mail = new ServerSocket(SMTP)) {
      System.out.println(READY);
      while (true) {
        try (Socket accepted = mail.accept()) {
          mail(accepted);
        } catch (IOException e) {
          System.err.println("SMTP: " + e);
        }
      }
    }
  }

  private static void http(HttpServer server) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, PAGE.length);
          exchange.getResponseBody().write(PAGE);
          exchange.close();
        });
    server.start();
  }

  private static SSLContext tls(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void mail(Socket client) throws IOException {
    client.setSoTimeout(5000);
    OutputStream out = client.getOutputStream();
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    out.write("220 rack\r\n".getBytes(StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer = line.startsWith("QUIT") ? "221 bye\r\n" : "250 rack\r\n";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Sends what came back, as an answer of DNS: without an error, and without a record. */
  private static void datagrams(DatagramSocket socket) {
    byte[] bytes = new byte[1500];
    try (socket) {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        bytes[2] |= (byte) 0x80;
        socket.send(packet);
      }
    } catch (IOException e) {
      System.err.println("datagrams: " + e);
    }
  }
}
