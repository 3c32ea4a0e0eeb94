// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.healthcheck.linux.SingleCheck;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.http.BodyDigest;
import io.github.jlvs.healthcheck.probe.http.DigestProbe;
import io.github.jlvs.healthcheck.probe.http.HttpExpectation;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.healthcheck.probe.http.StatusRange;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.IpAddresses;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** {@code jkeepalived --genhash}: the digest of a page, for {@code digest} of a check. */
final class Genhash {
  /** The first word of a command line that is genhash's. */
  static final String WORD = "--genhash";

  private static final int OK = 0;
  private static final int NO_PAGE = 1;
  private static final int BAD_COMMAND_LINE = 2;
  private static final int NOT_PERMITTED = 4;
  private static final long LARGEST_MARK = 0xffff_ffffL;

  /** A page that tells of an error has a digest too, as a check with status_code may want it. */
  private static final HttpExpectation ANY_STATUS =
      HttpExpectation.DEFAULT.withStatuses(new StatusRange(100, 999));

  private final PrintStream out;
  private final PrintStream err;

  Genhash(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Answers what stands behind {@link #WORD}, and gives the status of the program. */
  int run(String... arguments) {
    GenhashOptions options = new GenhashOptions();
    CommandLine commandLine = new CommandLine(options).setAbbreviatedOptionsAllowed(true);
    HttpProbe page;
    try {
      if (commandLine.parseArgs(arguments).isUsageHelpRequested()) {
        commandLine.usage(out);
        return OK;
      }
      page = page(options);
    } catch (CommandLine.ParameterException | IllegalArgumentException e) {
      err.println("jkeepalived --genhash: " + e.getMessage());
      err.println("jkeepalived --genhash --help lists the options.");
      return BAD_COMMAND_LINE;
    }
    try {
      return ask(page, options);
    } catch (LinuxException e) {
      err.println("jkeepalived --genhash: " + e.getMessage());
      return e.errno().isPermission() ? NOT_PERMITTED : NO_PAGE;
    }
  }

  private int ask(HttpProbe page, GenhashOptions options) {
    List<BodyDigest> found = new ArrayList<>();
    SingleCheck check =
        SingleCheck.run(new DigestProbe(page, found::add), Duration.ofSeconds(options.seconds));
    if (check.result() instanceof ProbeResult.Failure failure) {
      InetSocketAddress remote = page.transport().remote();
      err.println(
          "jkeepalived --genhash: no digest of "
              + options.path
              + " from "
              + IpAddresses.format(remote.getAddress(), remote.getPort())
              + ": "
              + failure.detail()
              + ". Is the web server there, and does it speak "
              + (options.tls ? "TLS" : "HTTP without TLS")
              + "?");
      return NO_PAGE;
    }
    found.forEach(out::println);
    if (options.verbose) {
      out.println();
      out.println(
          "Global response time for [%s] = %d usecs"
              .formatted(options.path, check.took().toNanos() / 1000));
    }
    return OK;
  }

  private static HttpProbe page(GenhashOptions options) {
    HttpUrl url = HttpUrl.get(options.path).withExpected(ANY_STATUS);
    return new HttpProbe(
        transport(options),
        tls(options),
        version(options.protocol),
        List.of(options.virtualHost.map(url::withVirtualHost).orElse(url)));
  }

  private static Transport.Tcp transport(GenhashOptions options) {
    InetAddress address =
        IpAddresses.parse(options.server)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--server takes an address, not '" + options.server + "'"));
    require(options.port > 0 && options.port < 65536, "--port takes 1 to 65535", options.port);
    require(options.seconds > 0, "--timeout takes seconds, 1 or more", options.seconds);
    require(
        options.firewallMark >= 0 && options.firewallMark <= LARGEST_MARK,
        "--fwmark takes 0 to " + LARGEST_MARK,
        options.firewallMark);
    return new Transport.Tcp(
        new InetSocketAddress(address, options.port),
        Optional.empty(),
        Optional.empty(),
        (int) options.firewallMark);
  }

  private static void require(boolean inRange, String rule, long value) {
    if (!inRange) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }

  private static Optional<TlsClient> tls(GenhashOptions options) {
    if (!options.tls) {
      return Optional.empty();
    }
    TlsClient.Builder client = TlsClient.builder();
    if (options.sni) {
      options.virtualHost.ifPresent(client::serverName);
    }
    return Optional.of(client.build());
  }

  private static HttpVersion version(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1.0" -> HttpVersion.HTTP_1_0;
      case "1.0c" -> HttpVersion.HTTP_1_0_CLOSE;
      case "1.1" -> HttpVersion.HTTP_1_1;
      default ->
          throw new IllegalArgumentException("--protocol takes 1.0, 1.0c or 1.1, not " + text);
    };
  }
}
