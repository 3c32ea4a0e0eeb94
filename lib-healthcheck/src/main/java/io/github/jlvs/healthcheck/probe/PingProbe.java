// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * keepalived's {@code PING_CHECK}: the host is well when it answers an echo request of ICMP or
 * ICMPv6 with what the request carries.
 *
 * @param transport who is asked, and from where
 */
public record PingProbe(Transport.Echo transport) implements NetworkProbe {
  private static final byte[] PAYLOAD = "jlvs echo request".getBytes(StandardCharsets.US_ASCII);

  public PingProbe {
    Objects.requireNonNull(transport, "transport");
  }

  /**
   * Asks from wherever the kernel chooses.
   *
   * @param host who is asked
   * @return the probe
   */
  public static PingProbe of(InetAddress host) {
    return new PingProbe(new Transport.Echo(host));
  }

  @Override
  public String checkName() {
    return "PING_CHECK";
  }

  @Override
  public Conversation open() {
    return Asked.INSTANCE;
  }

  /** Stateless: whose reply it is has been settled before. */
  private enum Asked implements Conversation {
    INSTANCE;

    @Override
    public Step connected() {
      return new Send(ByteBuffer.wrap(PAYLOAD));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return bytes.equals(ByteBuffer.wrap(PAYLOAD))
          ? new Finish(ProbeResult.SUCCESS)
          : new Finish(ProbeResult.failed("an echo reply that carries something else"));
    }

    @Override
    public Step closed() {
      return new Await();
    }
  }
}
