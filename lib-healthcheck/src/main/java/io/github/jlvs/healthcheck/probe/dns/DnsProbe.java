// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * keepalived's {@code DNS_CHECK}: the name server is well when it answers a query by UDP without an
 * error, be it that there is no such record. A try sends the query once: the retries of its check
 * make up for a datagram that is lost. Where the answer does not fit into a datagram, the try goes
 * on by TCP, as every resolver would.
 *
 * @param transport where the query goes, and from where; TCP goes the same way
 * @param name what name is asked for
 * @param type what type of its records
 */
public record DnsProbe(Transport.Udp transport, DnsName name, RecordType type)
    implements NetworkProbe {

  public DnsProbe {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  /**
   * Asks for the start of the root's zone, as keepalived does unless it is told otherwise. Who does
   * not answer for others refuses that: ask for a name that the server has.
   *
   * @param remote where the query goes; resolved, port 1 to 65535
   * @return the probe
   */
  public static DnsProbe to(InetSocketAddress remote) {
    return new DnsProbe(new Transport.Udp(remote), DnsName.ROOT, RecordType.SOA);
  }

  /**
   * This probe with another question.
   *
   * @param otherName what name is asked for
   * @param otherType what type of its records
   * @return the probe
   */
  public DnsProbe asking(DnsName otherName, RecordType otherType) {
    return new DnsProbe(transport, otherName, otherType);
  }

  @Override
  public String checkName() {
    return "DNS_CHECK";
  }

  /** Draws an identification that nobody can guess from those before. */
  @Override
  public Conversation open() {
    return new DnsConversation(this, new SecureRandom().nextInt(0x10000));
  }
}
