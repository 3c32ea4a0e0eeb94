// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.healthcheck;

import io.github.jlvs.healthcheck.linux.SingleCheck;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Asks for each URL of its arguments once, and prints a line about each: up or down, the time it
 * took, and what was wrong; or that it is no URL to ask for. Any certificate does. Needs no
 * privilege.
 */
public final class CheckUrls {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private CheckUrls() {}

  /** {@code CheckUrls URL...}. */
  public static void main(String[] arguments) {
    System.exit(check(List.of(arguments), System.out));
  }

  /** The status of the program: 0 where all are up. */
  static int check(List<String> urls, PrintStream out) {
    int status = 0;
    for (String url : urls) {
      status |= check(url, out) ? 0 : 1;
    }
    return status;
  }

  private static boolean check(String url, PrintStream out) {
    HttpProbe probe;
    try {
      probe = probe(URI.create(url));
    } catch (IllegalArgumentException e) {
      out.println("bad  " + url + ": " + e.getMessage());
      return false;
    }
    SingleCheck check = SingleCheck.run(probe, LIMIT);
    String line = " " + check.took().toMillis() + " ms " + url;
    if (check.result() instanceof ProbeResult.Failure failure) {
      out.println("down" + line + ": " + failure.detail());
      return false;
    }
    out.println("up  " + line);
    return true;
  }

  private static HttpProbe probe(URI url) {
    boolean secure = "https".equals(url.getScheme());
    if (url.getHost() == null || !(secure || "http".equals(url.getScheme()))) {
      throw new IllegalArgumentException("give http://HOST/PATH or https://HOST/PATH");
    }
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    HttpUrl page = HttpUrl.get(path + query).withVirtualHost(url.getRawAuthority());
    InetSocketAddress server = new InetSocketAddress(url.getHost(), port);
    if (server.isUnresolved()) {
      throw new IllegalArgumentException("the host " + url.getHost() + " has no address");
    }
    HttpProbe probe = HttpProbe.to(server, page);
    return secure ? probe.withTls(TlsClient.takingAnyCertificate()) : probe;
  }
}
