// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.ServiceId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A client's attempt to connect, as a director saw it come by.
 *
 * @param client who tries
 * @param service what it tries
 * @param watched for how long
 * @param from the Ethernet address that it came from, and the interface; empty where nothing came
 * @param openings SYNs of its last port that came in; more than one where it tries again
 * @param forwarded SYNs of that port that left this host again
 * @param answers SYNs of the service's answer that came by here; by DR and TUN none does
 * @param refusals RSTs that came by here on their way to the client
 * @param goingOn segments of the client after an answer
 * @param here whether this host has the virtual address
 * @param balancer what IPVS has
 * @param connection what IPVS made of the last port
 * @param neighbours Ethernet addresses by address, as far as they are known
 */
public record Attempt(
    InetAddress client,
    ServiceId.Address service,
    Duration watched,
    Optional<String> from,
    int openings,
    int forwarded,
    int answers,
    int refusals,
    int goingOn,
    boolean here,
    Sight<Balancer> balancer,
    Optional<Connection> connection,
    Map<InetAddress, String> neighbours) {
  public Attempt {
    neighbours = Map.copyOf(neighbours);
  }
}
