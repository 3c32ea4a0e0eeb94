// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * The question of one try, and what an answer means: a segment that begins a connection to the
 * virtual address, and once it is answered one that ends it again.
 *
 * @param source where it comes from: an address of this host and a port that nobody else uses
 * @param virtual the virtual address and port; of the same family
 * @param sequence the number by which the answer is known
 */
public record Handshake(InetSocketAddress source, InetSocketAddress virtual, int sequence) {
  public Handshake {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(virtual, "virtual");
  }

  /**
   * The acknowledgement number of every answer to this question.
   *
   * @return 32 bits
   */
  public int acknowledged() {
    return sequence + 1;
  }

  /**
   * The question.
   *
   * @return a SYN
   */
  public TcpPacket syn() {
    return new TcpPacket(source, virtual, sequence, 0, TcpPacket.SYN);
  }

  /**
   * What ends a connection that the real server holds to be half open, and harms none (RFC 9293
   * section 3.10.7.4: its number is the next that the real server expects).
   *
   * @return a RST
   */
  public TcpPacket reset() {
    return new TcpPacket(source, virtual, acknowledged(), 0, TcpPacket.RST);
  }

  /**
   * What a packet means for this question.
   *
   * @param packet what came over the link
   * @return empty where it is no answer to it
   */
  public Optional<ProbeResult> judge(TcpPacket packet) {
    boolean answer =
        packet.source().equals(virtual)
            && packet.destination().equals(source)
            && packet.acknowledgement() == acknowledged()
            && packet.has(TcpPacket.ACK);
    if (!answer) {
      return Optional.empty();
    }
    if (packet.has(TcpPacket.RST)) {
      return Optional.of(ProbeResult.failed("Connection refused as " + virtualText()));
    }
    return packet.has(TcpPacket.SYN) ? Optional.of(ProbeResult.SUCCESS) : Optional.empty();
  }

  /**
   * The virtual address and port for a person.
   *
   * @return for example {@code 10.1.80.90:80}
   */
  public String virtualText() {
    return IpAddresses.format(virtual.getAddress(), virtual.getPort());
  }
}
