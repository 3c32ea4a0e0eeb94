// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * keepalived's {@code TCP_CHECK}: the service is well when it accepts a connection. Nothing is sent
 * and nothing is read.
 *
 * @param transport where to connect to, and from where
 */
public record TcpProbe(Transport.Tcp transport) implements NetworkProbe {

  public TcpProbe {
    Objects.requireNonNull(transport, "transport");
  }

  /**
   * Connects to an address from wherever the kernel chooses.
   *
   * @param remote where to connect to; resolved, port 1 to 65535
   * @return the probe
   */
  public static TcpProbe to(InetSocketAddress remote) {
    return new TcpProbe(new Transport.Tcp(remote));
  }

  @Override
  public String checkName() {
    return "TCP_CHECK";
  }

  @Override
  public Conversation open() {
    return Accepted.INSTANCE;
  }

  /** Stateless, so that hundreds of checks a second share one. */
  private enum Accepted implements Conversation {
    INSTANCE;

    @Override
    public Step connected() {
      return new Finish(ProbeResult.SUCCESS);
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return new Finish(ProbeResult.SUCCESS);
    }

    @Override
    public Step closed() {
      return new Finish(ProbeResult.SUCCESS);
    }
  }
}
