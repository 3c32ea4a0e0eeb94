// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.service;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loop does for a probe that talks. */
class ConversationsTest {
  private static final CheckPolicy ONCE =
      new CheckPolicy(
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          0,
          Duration.ofHours(1),
          Duration.ZERO,
          false,
          true);

  private final ChecksOnALoop on = new ChecksOnALoop();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    on.close();
    server.close();
  }

  /** Sends a line, expects it back, piece by piece. */
  private record Echo(int length) implements Conversation {
    @Override
    public Step connected() {
      return new Send(ByteBuffer.wrap("x".repeat(length).getBytes(US_ASCII)));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return bytes.get(bytes.limit() - 1) == '\n' ? new Finish(ProbeResult.SUCCESS) : new Await();
    }

    @Override
    public Step closed() {
      return new Await();
    }
  }

  /** Sends a letter over each of several connections; an answer or a close leads to the next. */
  private static final class SeveralConnections implements Conversation {
    private final int wanted;
    private int begun;

    private SeveralConnections(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public Step connected() {
      begun++;
      return new Send(ByteBuffer.wrap(new byte[] {(byte) ('a' + begun - 1)}));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return begun < wanted ? new Reconnect() : new Finish(ProbeResult.SUCCESS);
    }

    @Override
    public Step closed() {
      return received(ByteBuffer.allocate(0));
    }
  }

  private record Talking(Transport transport, Supplier<Conversation> talk) implements NetworkProbe {
    @Override
    public String checkName() {
      return "TEST_CHECK";
    }

    @Override
    public Conversation open() {
      return talk.get();
    }
  }

  @Test
  void moreThanTheKernelTakesAtOnceIsSentInPieces() throws Exception {
    int length = 20_000_000;
    start(ONCE, new Echo(length));
    Thread peer =
        serve(
            socket -> {
              InputStream in = socket.getInputStream();
              in.skipNBytes(length);
              socket.getOutputStream().write("thank ".getBytes(US_ASCII));
              socket.getOutputStream().write("you\n".getBytes(US_ASCII));
              int unused = in.read();
            });
    assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
    peer.join();
  }

  @Test
  void aPeerThatClosesInTheMiddleHasFailed() throws Exception {
    start(ONCE, new Echo(1));
    Thread peer = serve(socket -> assertThat(socket.getInputStream().read()).isEqualTo('x'));
    assertThat(on.lastResult()).isEqualTo(ProbeResult.failed("Connection closed by the peer"));
    peer.join();
  }

  @Test
  void aPeerThatResetsHasFailed() throws Exception {
    start(ONCE, new Echo(1));
    Thread peer =
        serve(
            socket -> {
              assertThat(socket.getInputStream().read()).isEqualTo('x');
              socket.setSoLinger(true, 0);
            });
    assertThat(on.lastResult()).isEqualTo(ProbeResult.failed("Connection reset by peer"));
    peer.join();
  }

  @Test
  void aPeerThatAcceptsAndSaysNothingIsTimedOut() {
    start(ONCE.withConnectTimeout(Duration.ofMillis(20)), new Echo(1));
    assertThat(on.lastResult()).isEqualTo(ProbeResult.unanswered("No answer within 20 ms"));
  }

  /** As with keepalived: what is slow is not silent. */
  @Test
  void bytesThatComePutTheTimeLimitOff() throws Exception {
    start(ONCE.withConnectTimeout(Duration.ofSeconds(3)), new Echo(1));
    Thread peer = serve(socket -> trickle(socket, "slow\n", 1_000));
    assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
    peer.join();
  }

  @Test
  void bytesThatNeverEndAreTimedOut() throws Exception {
    start(ONCE.withConnectTimeout(Duration.ofMillis(500)), new Echo(1));
    Thread peer = serve(socket -> trickle(socket, ".".repeat(10_000), 10));
    assertThat(on.lastResult()).isEqualTo(ProbeResult.unanswered("No whole answer within 5000 ms"));
    peer.join();
  }

  @Test
  void aPeerThatFallsSilentIsTimedOut() throws Exception {
    start(ONCE.withConnectTimeout(Duration.ofMillis(200)), new Echo(1));
    Thread peer =
        serve(
            socket -> {
              trickle(socket, ".", 0);
              int unused = socket.getInputStream().read();
            });
    assertThat(on.lastResult()).isEqualTo(ProbeResult.unanswered("Nothing more within 200 ms"));
    peer.join();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private static void trickle(Socket socket, String bytes, int pause) throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo('x');
    for (byte each : bytes.getBytes(US_ASCII)) {
      pause(pause);
      socket.getOutputStream().write(each);
    }
    int unused = socket.getInputStream().read();
  }

  @Test
  void aConversationMayGoOnOverAnotherConnection() throws Exception {
    int before = ChecksOnALoop.descriptors();
    start(ONCE, new SeveralConnections(3));
    List<Integer> heard = new CopyOnWriteArrayList<>();
    Thread peer =
        new Thread(
            () -> {
              for (boolean answering : new boolean[] {true, false, true}) {
                try (Socket socket = server.accept()) {
                  heard.add(socket.getInputStream().read());
                  if (answering) {
                    socket.getOutputStream().write('!');
                    int unused = socket.getInputStream().read();
                  }
                } catch (IOException expectedWhenTheCheckResets) {
                  // What was heard, and the verdict, are what is asserted.
                }
              }
            },
            "peer");
    peer.start();
    assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
    peer.join();
    assertThat(heard).containsExactly((int) 'a', (int) 'b', (int) 'c');
    assertThat(ChecksOnALoop.descriptors()).isEqualTo(before);
  }

  @Test
  void theNextConnectionHasATimeLimitToo() throws Exception {
    start(ONCE.withConnectTimeout(Duration.ofMillis(300)), new SeveralConnections(2));
    Thread first = serve(socket -> answer(socket, 'a'));
    assertThat(on.lastResult()).isEqualTo(ProbeResult.unanswered("No answer within 300 ms"));
    first.join();
  }

  /** Each answer comes within the limit, and both together do not. */
  @Test
  void theTimeLimitOfTheNextConnectionBeginsAnew() throws Exception {
    start(ONCE.withConnectTimeout(Duration.ofSeconds(4)), new SeveralConnections(2));
    Thread both =
        new Thread(
            () -> {
              for (char expected : new char[] {'a', 'b'}) {
                try (Socket socket = server.accept()) {
                  pause(2_500);
                  answer(socket, expected);
                } catch (IOException expectedWhenTheCheckResets) {
                  // The verdict is what is asserted.
                }
              }
            },
            "peer");
    both.start();
    assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
    both.join();
  }

  @Test
  void theNextConnectionMayBeRefused() throws Exception {
    start(ONCE, new SeveralConnections(2));
    Thread first =
        serve(
            socket -> {
              server.close();
              answer(socket, 'a');
            });
    assertThat(on.lastResult()).isEqualTo(ProbeResult.failed("Connection refused"));
    first.join();
  }

  /** Reads to the end of the connection, so that the answer is not lost in a reset. */
  private static void answer(Socket socket, int expected) throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(expected);
    socket.getOutputStream().write('!');
    int unused = socket.getInputStream().read();
  }

  @Test
  void aPeerThatFloodsKeepsNoOtherCheckWaiting() throws Exception {
    ServerSocket other = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    InetSocketAddress well = (InetSocketAddress) other.getLocalSocketAddress();
    on.checks.reconfigure(
        List.of(
            virtualServer(
                realServer(service(address()), ONCE, talking(new Echo(1))),
                realServer(service(well), FAST, TcpProbe.to(well)))));
    byte[] junk = new byte[100_000];
    Thread peer =
        serve(
            socket -> {
              while (true) {
                socket.getOutputStream().write(junk);
              }
            });
    for (int i = 0; i < 3; i++) {
      other.setSoTimeout(1);
      on.until(() -> accepted(other));
    }
    other.close();
    assertThat(on.onlyCheck().lastResult()).isEmpty();
    on.checks.close();
    peer.join();
  }

  private static boolean accepted(ServerSocket server) {
    try (Socket socket = server.accept()) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void start(CheckPolicy policy, Conversation talk) {
    on.checks.reconfigure(
        List.of(virtualServer(realServer(service(address()), policy, talking(talk)))));
  }

  private NetworkProbe talking(Conversation talk) {
    return new Talking(new Transport.Tcp(address()), () -> talk);
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private interface Peer {
    void serve(Socket socket) throws IOException;
  }

  /** Accepts one connection and serves it until the peer returns or the connection breaks. */
  private Thread serve(Peer peer) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                peer.serve(socket);
              } catch (IOException expectedWhenTheCheckEnds) {
                // The check's verdict is what is asserted.
              }
            },
            "peer");
    thread.start();
    return thread;
  }
}
