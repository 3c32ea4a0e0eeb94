// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.IpAddresses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The clients of TLS that the checks of a configuration have. Each has a context, which costs
 * memory and time: checks that want the same share one.
 */
final class TlsClients {
  /**
   * What a checker says of TLS.
   *
   * @param host what it names, perhaps with a port
   * @param authorities the trusted certificates; without them any is taken
   * @param daysToExpiry for how long a certificate must still be valid
   */
  record Wanted(
      Optional<String> host, Optional<NamedFile> authorities, Optional<Integer> daysToExpiry) {

    /** An address is not named (RFC 6066, section 3). */
    private Settings settings() {
      return new Settings(
          host.filter(word -> !isAddress(word))
              .map(word -> word.replaceFirst(":[0-9]+$", ""))
              .filter(word -> !isAddress(word)),
          authorities.map(NamedFile::path),
          daysToExpiry);
    }

    private static boolean isAddress(String word) {
      return word.startsWith("[") || IpAddresses.parse(word).isPresent();
    }
  }

  /** What makes one client another. */
  private record Settings(
      Optional<String> name, Optional<String> authorities, Optional<Integer> daysToExpiry) {}

  private final ReaderContext context;
  private final Map<Settings, TlsClient> clients = new HashMap<>();

  TlsClients(ReaderContext context) {
    this.context = context;
  }

  /**
   * A client.
   *
   * @param at the checker, where a name that TLS cannot have is reported
   */
  TlsClient client(Wanted wanted, Position at) {
    return clients.computeIfAbsent(
        wanted.settings(), settings -> make(settings, wanted.authorities, at));
  }

  private TlsClient make(Settings settings, Optional<NamedFile> authorities, Position at) {
    TlsClient.Builder client = TlsClient.builder();
    try {
      settings.name.ifPresent(client::serverName);
    } catch (IllegalArgumentException e) {
      context
          .diagnostics()
          .error(at, e.getMessage() + " (write 'sni_name' with one, or no 'enable_sni')");
    }
    authorities.ifPresent(file -> trust(client, file));
    settings.daysToExpiry.ifPresent(client::leastDaysValid);
    return client.build();
  }

  private void trust(TlsClient.Builder client, NamedFile file) {
    try {
      file.text(context).ifPresent(pem -> client.trusting(file.path(), pem));
    } catch (IllegalArgumentException e) {
      context.diagnostics().error(file.position(), String.valueOf(e.getMessage()));
    }
  }
}
