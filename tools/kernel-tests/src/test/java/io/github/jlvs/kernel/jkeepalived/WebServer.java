// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;

/**
 * nginx with two hosts, of which one also speaks TLS. Its pages are files, and so can be changed
 * while it runs; what it was asked for is in its log.
 */
final class WebServer implements AutoCloseable {
  static final String NAMED = "shop.example.org";

  private static final Duration SOON = Duration.ofSeconds(60);
  static final String CONFIGURATION = "/run/nginx.conf";
  private static final String ASKED = "/run/asked";

  private final Host host;
  private RunningProcess nginx;

  WebServer(Host host) {
    this.host = host;
    host.write(
        CONFIGURATION,
        NginxFile.with(
            """
            default_type text/plain;
            log_format asked '$remote_addr $server_port [$ssl_server_name] "$request" $status'
              ' Host [$http_host] Agent [$http_user_agent] Connection [$http_connection]';
            access_log %2$s asked;
            ssl_certificate /run/cert.pem;
            ssl_certificate_key /run/key.pem;
            server {
              listen 80 default_server;
              listen 443 ssl;
              root /run/www;
              location = /health {
                if (-f /run/www/sick) { return 503; }
                return 200 "all is well\\n";
              }
              location = /slow { limit_rate 60; }
            }
            server {
              listen 80;
              server_name %1$s;
              location = /named { return 204; }
            }
            """
                .formatted(NAMED, ASKED)));
    host.sh(
        """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 \
          -subj /CN=rs1 -keyout /run/key.pem -out /run/cert.pem 2>&1
        """);
    nginx = begin(host);
  }

  /** Starts nginx with the file that it has, which lets it listen on port 443. */
  static RunningProcess begin(Host host) {
    RunningProcess begun = host.start("nginx", "-c", CONFIGURATION);
    Await.until(
        "nginx to listen on port 443",
        SOON,
        () -> host.procNet("tcp").contains(":01BB 00000000:0000 0A"));
    return begun;
  }

  /** Serves a page, or another one than before. */
  void page(String path, String text) {
    host.write("/run/www" + path, text);
  }

  void remove(String path) {
    host.sh("rm /run/www" + path);
  }

  /** It ends once it has answered what it was asked for already. */
  void stop() {
    nginx.signal("QUIT");
    int status = nginx.awaitExit(SOON);
    if (status != 0) {
      throw new IllegalStateException(nginx + " ended with " + status + ": " + nginx.output());
    }
  }

  void start() {
    nginx = begin(host);
  }

  /** What somebody asked for, each request once, without who it was. */
  List<String> askedBy(String address) {
    return host.read(ASKED)
        .lines()
        .filter(line -> line.startsWith(address + " "))
        .map(line -> line.substring(address.length() + 1))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    nginx.close();
  }
}
