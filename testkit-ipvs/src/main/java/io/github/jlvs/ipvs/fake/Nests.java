// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.fake.FakeRequest;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.util.Optional;

/** The attributes of a request's first level. */
record Nests(
    Optional<AttributeReader> service,
    Optional<AttributeReader> destination,
    Optional<AttributeReader> daemonNest,
    int tcp,
    int tcpFin,
    int udp) {
  static Nests of(FakeRequest request) {
    AttributeReader attributes = request.attributes(GenericNetlink.HEADER_LENGTH);
    Optional<AttributeReader> service = Optional.empty();
    Optional<AttributeReader> destination = Optional.empty();
    Optional<AttributeReader> daemon = Optional.empty();
    int tcp = 0;
    int tcpFin = 0;
    int udp = 0;
    while (attributes.next()) {
      switch (attributes.type()) {
        case IPVS_CMD_ATTR_SERVICE -> service = Optional.of(attributes.nested());
        case IPVS_CMD_ATTR_DEST -> destination = Optional.of(attributes.nested());
        case IPVS_CMD_ATTR_DAEMON -> daemon = Optional.of(attributes.nested());
        case IPVS_CMD_ATTR_TIMEOUT_TCP -> tcp = attributes.u32();
        case IPVS_CMD_ATTR_TIMEOUT_TCP_FIN -> tcpFin = attributes.u32();
        case IPVS_CMD_ATTR_TIMEOUT_UDP -> udp = attributes.u32();
        default -> {
          // Nothing else is known.
        }
      }
    }
    return new Nests(service, destination, daemon, tcp, tcpFin, udp);
  }

  AttributeReader requiredService() {
    return service.orElseThrow(() -> new Refused(Errno.EINVAL));
  }

  AttributeReader daemon() {
    return daemonNest.orElseThrow(() -> new Refused(Errno.EINVAL));
  }

  int[] timeouts() {
    return new int[] {tcp, tcpFin, udp};
  }
}
