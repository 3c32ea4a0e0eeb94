// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.dns.DnsName;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.dns.RecordType;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One try of a check by DNS over real sockets. */
class DnsChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int RESPONSE = 0x8100;
  private static final int TRUNCATED = 0x0200;

  @Test
  void an_answer_by_udp_decides() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> well = answerOnce(server, RESPONSE);
      assertThat(check(server).result()).isEqualTo(ProbeResult.SUCCESS);
      well.join();
      CompletableFuture<Void> ill = answerOnce(server, RESPONSE | 2);
      assertThat(check(server).result())
          .isEqualTo(new ProbeResult.Failure(Cause.STATUS, "TXT big.example.org: SERVFAIL"));
      ill.join();
    }
  }

  @Test
  void an_answer_that_was_cut_is_fetched_by_tcp() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ServerSocket listener =
            new ServerSocket(server.getLocalPort(), 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> cut = answerOnce(server, RESPONSE | TRUNCATED);
      CompletableFuture<Void> whole = answerOnce(listener);
      assertThat(check(server).result()).isEqualTo(ProbeResult.SUCCESS);
      cut.join();
      whole.join();
    }
  }

  @Test
  void a_server_that_cuts_its_answers_and_refuses_tcp_is_not_well() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> cut = answerOnce(server, RESPONSE | TRUNCATED);
      assertThat(check(server).result()).isEqualTo(ProbeResult.failed("Connection refused"));
      cut.join();
    }
  }

  private static SingleCheck check(DatagramSocket server) throws Exception {
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    DnsProbe probe = DnsProbe.to(address).asking(DnsName.of("big.example.org"), RecordType.TXT);
    return SingleCheck.run(probe, LIMIT);
  }

  private static CompletableFuture<Void> answerOnce(DatagramSocket server, int flags) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            server.receive(packet);
            ByteBuffer.wrap(packet.getData()).putShort(2, (short) flags);
            server.send(packet);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static CompletableFuture<Void> answerOnce(ServerSocket listener) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = in.readNBytes(in.readUnsignedShort());
            ByteBuffer answer = ByteBuffer.allocate(2 + query.length);
            answer.putShort((short) query.length).put(query).putShort(4, (short) RESPONSE);
            socket.getOutputStream().write(answer.array());
            assertThat(in.read()).isEqualTo(-1);
          } catch (IOException e) {
            // A check ends its connections with a reset.
            assertThat(e).hasMessageContaining("reset");
          }
        });
  }
}
