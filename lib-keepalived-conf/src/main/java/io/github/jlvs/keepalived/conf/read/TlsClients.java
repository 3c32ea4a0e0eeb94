// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.IpAddresses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The clients of TLS that the checks of a configuration have. Each has a context, which costs
 * memory and time: checks that name the same server share one.
 */
final class TlsClients {
  private final Diagnostics diagnostics;
  private final Map<Optional<String>, TlsClient> clients = new HashMap<>();

  TlsClients(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * A client that takes any certificate.
   *
   * @param host what it names, perhaps with a port; an address is not named (RFC 6066, section 3)
   * @param at the checker, where a name that TLS cannot have is reported
   */
  TlsClient naming(Optional<String> host, Position at) {
    Optional<String> name =
        host.filter(word -> !isAddress(word))
            .map(word -> word.replaceFirst(":[0-9]+$", ""))
            .filter(word -> !isAddress(word));
    return clients.computeIfAbsent(name, wanted -> client(wanted, at));
  }

  private static boolean isAddress(String word) {
    return word.startsWith("[") || IpAddresses.parse(word).isPresent();
  }

  private TlsClient client(Optional<String> name, Position at) {
    if (name.isPresent()) {
      try {
        return TlsClient.builder().serverName(name.get()).build();
      } catch (IllegalArgumentException e) {
        diagnostics.error(at, e.getMessage() + " (write 'sni_name' with one, or no 'enable_sni')");
      }
    }
    return TlsClient.takingAnyCertificate();
  }
}
