// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * keepalived's {@code UDP_CHECK}: one datagram is sent. Where no answer is asked for, the service
 * is well when nobody says by ICMP within the time limit that it cannot be reached; an answer
 * before that is well at once. Since nothing tells a lost datagram from a silent service, such a
 * check finds a closed port and a dead host, and not a service that hangs.
 *
 * @param transport where the datagram goes, and from where
 * @param payload what it carries, without open halves; at most 65,507 bytes, the most of IPv4
 * @param reply what a right answer is; empty where none is asked for
 */
public record UdpProbe(Transport.Udp transport, BytePattern payload, Optional<UdpReply> reply)
    implements NetworkProbe {
  /** What keepalived sends where no payload is given. */
  public static final BytePattern DEFAULT_PAYLOAD =
      BytePattern.of("keepalived check - keepalived ch".getBytes(StandardCharsets.US_ASCII));

  private static final int LARGEST_PAYLOAD = 65_507;

  /**
   * Checks the payload.
   *
   * @throws IllegalArgumentException if it is too long or leaves something open
   */
  public UdpProbe {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(reply, "reply");
    if (!payload.isExact() || payload.length() > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "a payload has at most 65507 bytes, and every digit is given");
    }
  }

  /**
   * Sends keepalived's datagram, and asks for no answer.
   *
   * @param remote where to; resolved, port 1 to 65535
   * @return the probe
   */
  public static UdpProbe to(InetSocketAddress remote) {
    return new UdpProbe(new Transport.Udp(remote), DEFAULT_PAYLOAD, Optional.empty());
  }

  /**
   * The same with another payload.
   *
   * @param bytes what the datagram carries
   * @return the probe
   */
  public UdpProbe withPayload(BytePattern bytes) {
    return new UdpProbe(transport, bytes, reply);
  }

  /**
   * The same, asking for an answer.
   *
   * @param wanted what a right answer is
   * @return the probe
   */
  public UdpProbe withReply(UdpReply wanted) {
    return new UdpProbe(transport, payload, Optional.of(wanted));
  }

  @Override
  public String checkName() {
    return "UDP_CHECK";
  }

  @Override
  public Conversation open() {
    return new Question();
  }

  private final class Question implements Conversation {
    @Override
    public Step connected() {
      return new Send(payload.bytes());
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return new Finish(reply.map(wanted -> wanted.judge(bytes)).orElse(ProbeResult.SUCCESS));
    }

    @Override
    public Step closed() {
      return new Await();
    }

    @Override
    public Optional<ProbeResult> silence() {
      return reply.isPresent() ? Optional.empty() : Optional.of(ProbeResult.SUCCESS);
    }
  }
}
