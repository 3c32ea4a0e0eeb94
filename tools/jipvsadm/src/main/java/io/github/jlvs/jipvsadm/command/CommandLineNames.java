// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.ipvs.text.NameLookup;
import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.OptionalInt;

/** Hosts and ports as ipvsadm's command line has them: inet_aton's numbers, then names. */
record CommandLineNames(Names names) implements NameLookup {
  @Override
  public Optional<Inet4Address> ipv4(String host) {
    Optional<Inet4Address> number = Ipv4Literal.parse(host);
    return number.isPresent() ? number : names.address(host);
  }

  @Override
  public OptionalInt port(String service, IpProtocol protocol) {
    return names.port(service, protocol);
  }
}
