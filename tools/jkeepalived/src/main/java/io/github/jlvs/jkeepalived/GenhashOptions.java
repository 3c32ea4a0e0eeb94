// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options behind {@code --genhash}, named as genhash names them. */
@Command(
    name = "jkeepalived --genhash",
    description = "Prints the MD5 digest of a page, as digest of HTTP_GET and SSL_GET compares it.",
    sortOptions = false,
    abbreviateSynopsis = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:the digest was printed",
      " 1:the page could not be had",
      " 2:the command line has errors",
      " 4:not permitted"
    })
final class GenhashOptions {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "ADDRESS",
      required = true,
      description = "The server's address, IPv4 or IPv6; no name.")
  String server = "";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      required = true,
      description = "The server's port.")
  int port;

  @Option(
      names = {"-u", "--url"},
      paramLabel = "PATH",
      required = true,
      description = "Path and query of the page, from the first slash.")
  String path = "";

  @Option(
      names = {"-S", "--use-ssl"},
      description = "Ask over TLS. Any certificate is taken.")
  boolean tls;

  @Option(
      names = {"-I", "--use-sni"},
      description = "Name the host of --use-virtualhost in TLS too (SNI).")
  boolean sni;

  @Option(
      names = {"-V", "--use-virtualhost"},
      paramLabel = "HOST",
      description = "The host that the request names (default: address and port).")
  Optional<String> virtualHost = Optional.empty();

  @Option(
      names = {"-P", "--protocol"},
      paramLabel = "1.0|1.0c|1.1",
      description = "The version of HTTP (default: ${DEFAULT-VALUE}).")
  String protocol = "1.0";

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long all of it may take (default: ${DEFAULT-VALUE}).")
  int seconds = 5;

  @Option(
      names = {"-m", "--fwmark"},
      paramLabel = "MARK",
      description = "The firewall mark of what is sent; needs root.")
  long firewallMark;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print how long it took, too.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  boolean help;
}
