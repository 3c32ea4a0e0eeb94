// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.BytePattern;
import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.healthcheck.probe.UdpReply;
import io.github.jlvs.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that send datagrams: UDP and ICMP. */
class DatagramChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  /** A server that answers each datagram with so many bytes of 7, and keeps the last question. */
  private static final class Answering implements AutoCloseable {
    private final DatagramSocket socket;
    private final int length;
    private final Thread thread = new Thread(this::serve, "answering");
    private volatile byte[] asked = {};

    Answering(String address, int length) throws IOException {
      this.length = length;
      socket = new DatagramSocket(0, InetAddress.getByName(address));
      thread.start();
    }

    private void serve() {
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
          socket.receive(packet);
          asked = Arrays.copyOf(packet.getData(), packet.getLength());
          byte[] answer = new byte[length];
          Arrays.fill(answer, (byte) 7);
          socket.send(new DatagramPacket(answer, length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        assertThat(socket.isClosed()).as("%s", e).isTrue();
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() throws InterruptedException {
      socket.close();
      thread.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void an_answer_over_udp_is_well_and_the_payload_is_what_was_asked_for(String host)
      throws Exception {
    try (Answering server = new Answering(host, 3)) {
      UdpProbe probe =
          UdpProbe.to(server.address())
              .withPayload(BytePattern.parse("0102 abc").orElseThrow())
              .withReply(UdpReply.ANY.withContent(new BytePattern("07x7")));

      assertThat(SingleCheck.run(probe, LIMIT).result()).isEqualTo(ProbeResult.SUCCESS);
      assertThat(server.asked).containsExactly(1, 2, 0xab, 0x0c);
    }
  }

  @Test
  void the_largest_datagram_is_received_whole() throws Exception {
    try (Answering server = new Answering("127.0.0.1", 65_507)) {
      UdpProbe probe =
          UdpProbe.to(server.address()).withReply(new UdpReply(Optional.empty(), 65_507, 65_507));

      assertThat(SingleCheck.run(probe, LIMIT).result()).isEqualTo(ProbeResult.SUCCESS);
    }
  }

  @Test
  void an_empty_answer_is_an_answer() throws Exception {
    try (Answering server = new Answering("127.0.0.1", 0)) {
      UdpProbe probe = UdpProbe.to(server.address()).withReply(UdpReply.ANY);

      assertThat(SingleCheck.run(probe, LIMIT).result()).isEqualTo(ProbeResult.SUCCESS);
    }
  }

  @Test
  void an_answer_of_another_length_or_content_is_named() throws Exception {
    try (Answering server = new Answering("127.0.0.1", 3)) {
      UdpProbe probe = UdpProbe.to(server.address());

      assertThat(
              SingleCheck.run(probe.withReply(new UdpReply(Optional.empty(), 4, 8)), LIMIT)
                  .result())
          .isEqualTo(new Failure(Cause.PATTERN, "an answer of 3 bytes, expected 4 to 8"));
      assertThat(
              SingleCheck.run(
                      probe.withReply(UdpReply.ANY.withContent(new BytePattern("08"))), LIMIT)
                  .result())
          .isEqualTo(new Failure(Cause.PATTERN, "an answer of 3 bytes that are other ones"));
    }
  }

  @Test
  void silence_is_well_where_no_answer_is_asked_for_and_a_failure_where_one_is() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      UdpProbe probe = UdpProbe.to((InetSocketAddress) silent.getLocalSocketAddress());

      assertThat(SingleCheck.run(probe, SHORT).result()).isEqualTo(ProbeResult.SUCCESS);
      assertThat(SingleCheck.run(probe.withReply(UdpReply.ANY), SHORT).result())
          .isEqualTo(new Failure(Cause.UNANSWERED, "No answer within 50 ms"));
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      silent.receive(packet);
      assertThat(packet.getLength()).as("it was asked").isEqualTo(32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void a_closed_port_is_refused_by_icmp(String host) throws Exception {
    InetSocketAddress closed;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(host))) {
      closed = (InetSocketAddress) socket.getLocalSocketAddress();
    }

    assertThat(SingleCheck.run(UdpProbe.to(closed), LIMIT).result())
        .isEqualTo(new Failure(Cause.FAILED, "Connection refused"));
  }

  /** Asks over UDP, and then over TCP. */
  private record Both(Transport.Udp transport) implements NetworkProbe, Conversation {
    @Override
    public String checkName() {
      return "TEST_CHECK";
    }

    @Override
    public Conversation open() {
      return this;
    }

    @Override
    public Step connected() {
      return new Send(ByteBuffer.wrap(new byte[] {1}));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return bytes.remaining() == 1
          ? new Finish(ProbeResult.failed("reached over TCP"))
          : new Switch(new Transport.Tcp(transport.remote()));
    }

    @Override
    public Step closed() {
      return new Await();
    }
  }

  @Test
  void a_conversation_goes_on_over_another_transport() throws Exception {
    try (Answering server = new Answering("127.0.0.1", 3);
        ServerSocket tcp =
            new ServerSocket(server.address().getPort(), 1, InetAddress.getByName("127.0.0.1"))) {
      Thread accepting =
          new Thread(
              () -> {
                try (var connection = tcp.accept()) {
                  connection.getOutputStream().write(connection.getInputStream().read());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              "accepting");
      accepting.start();

      assertThat(SingleCheck.run(new Both(new Transport.Udp(server.address())), LIMIT).result())
          .isEqualTo(ProbeResult.failed("reached over TCP"));
      accepting.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void this_host_answers_a_ping(String host) throws Exception {
    assertThat(SingleCheck.run(PingProbe.of(InetAddress.getByName(host)), LIMIT).result())
        .isEqualTo(ProbeResult.SUCCESS);
  }

  @Test
  void a_ping_that_cannot_be_sent_from_there_says_nothing_of_the_host() throws Exception {
    Transport.Echo elsewhere =
        new Transport.Echo(
            InetAddress.getByName("127.0.0.1"),
            Optional.of(InetAddress.getByName("192.0.2.7")),
            Optional.empty(),
            0);

    assertThatThrownBy(() -> SingleCheck.run(new PingProbe(elsewhere), LIMIT))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("192.0.2.7");
  }
}
