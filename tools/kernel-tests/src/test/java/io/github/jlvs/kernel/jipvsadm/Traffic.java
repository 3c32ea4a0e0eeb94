// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client and a real server beside ipvsadm's host, which stands between them and translates. */
final class Traffic {
  private static final int PORT = 8000;

  /** Enough for numbers that do not fit their columns. */
  private static final int LARGE = 120_000_000;

  private final NetworkNamespace client;
  private final NetworkNamespace server;

  Traffic(Network network, Host director) {
    Host clientHost = network.host("client", "10.77.0.9/24", "fd77::9/64");
    Host serverHost = network.host("server", "10.77.0.8/24", "fd77::8/64");
    client = new NetworkNamespace(clientHost.networkNamespace());
    server = new NetworkNamespace(serverHost.networkNamespace());
    director.sh(
        """
        sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
        sysctl -qw net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.enp0s3.send_redirects=0
        ip address add 10.77.0.100/32 dev enp0s3
        ip -6 address add fd77::100/128 dev enp0s3 nodad
        tc qdisc add dev enp0s3 ingress
        tc filter add dev enp0s3 ingress protocol ip u32 match ip dport 8000 0xffff action skbedit mark 5
        """);
    // Answers go back the way they came, though there is a shorter one.
    serverHost.sh(
        """
        sysctl -qw net.ipv6.conf.all.accept_redirects=0 net.ipv6.conf.enp0s3.accept_redirects=0
        ip route add 10.77.0.9/32 via 10.77.0.1
        ip -6 route add fd77::9/128 via fd77::1
        """);
  }

  static final String RULES =
      """
      -A -t 10.77.0.100:80 -s rr -p 300
      -a -t 10.77.0.100:80 -r 10.77.0.8:8000 -m
      -A -t [fd77::100]:80 -s rr -p 300 -M 64
      -a -t [fd77::100]:80 -r [fd77::8]:8000 -m
      -A -u 10.77.0.100:5060 -s rr -p 360 --pe sip
      -a -u 10.77.0.100:5060 -r 10.77.0.8 -m
      -A -f 5 -s rr -p
      -a -f 5 -r 10.77.0.8:8000 -m
      """;

  /** Lets all of the services above have some. Connections stay open until the end. */
  void flow() throws IOException {
    ServerSocket listener = server.call(() -> new ServerSocket(PORT, 50, null));
    Thread answers = new Thread(() -> serve(listener), "real server");
    answers.setDaemon(true);
    answers.start();
    fetch("10.77.0.100", 80, LARGE);
    fetch("10.77.0.100", 80, 1000);
    fetch("fd77::100", 80, 2000);
    // A marked packet keeps its port.
    fetch("10.77.0.100", PORT, 3000);
    call("Call-ID: first@host");
    call("Call-ID: a-call-with-quite-a-long-name-to-it@a-host.example.com");
    listener.close();
  }

  private void fetch(String address, int port, int bytes) throws IOException {
    Socket socket = client.call(() -> new Socket());
    // Made in the client's namespace, whoever uses it.
    client.call(
        () -> {
          socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), 10_000);
          return 0;
        });
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write((bytes + "\n").getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1 << 16];
    int left = bytes;
    while (left > 0) {
      int got = socket.getInputStream().read(buffer);
      if (got < 0) {
        throw new IOException("the answer from " + address + " lacks " + left + " bytes");
      }
      left -= got;
    }
    socket.close();
  }

  private static void serve(ServerSocket listener) {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      try (Socket socket = listener.accept()) {
        int bytes = 0;
        int c = socket.getInputStream().read();
        while (c >= '0') {
          bytes = bytes * 10 + (c - '0');
          c = socket.getInputStream().read();
        }
        while (bytes > 0) {
          int now = Math.min(bytes, buffer.length);
          socket.getOutputStream().write(buffer, 0, now);
          bytes -= now;
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void call(String callId) {
    byte[] invite =
        ("INVITE sip:a@b SIP/2.0\r\nVia: x\r\n" + callId + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    int unused =
        client.call(
            () -> {
              try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(
                    new DatagramPacket(
                        invite, invite.length, InetAddress.getByName("10.77.0.100"), 5060));
                return invite.length;
              }
            });
  }
}
