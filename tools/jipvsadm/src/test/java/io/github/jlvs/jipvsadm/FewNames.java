// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** A world with one host, {@code web} at 10.0.0.1, and one service, {@code http} at 80. */
public final class FewNames implements Names {
  private static final Inet4Address WEB = IpAddresses.ofBits(0x0a000001);

  @Override
  public Optional<Inet4Address> address(String host) {
    return host.equals("web") ? Optional.of(WEB) : Optional.empty();
  }

  @Override
  public Optional<String> host(InetAddress address) {
    return address.equals(WEB) ? Optional.of("web") : Optional.empty();
  }

  @Override
  public OptionalInt port(String service, IpProtocol protocol) {
    return service.equals("http") ? OptionalInt.of(80) : OptionalInt.empty();
  }

  @Override
  public Optional<String> service(int port, IpProtocol protocol) {
    return port == 80 ? Optional.of("http") : Optional.empty();
  }
}
