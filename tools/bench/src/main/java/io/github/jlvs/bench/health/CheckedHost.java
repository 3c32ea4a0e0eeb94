// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;

/** All real servers of {@link CheckedServers} on one host, whose process has a CPU of its own. */
record CheckedHost(Host host, String cpu) {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CONFIGURATION = "/run/nginx.conf";

  /** A page of a few bytes, and TLS of the kind that is usual today, with tickets. */
  private static final String NGINX =
      """
      user root; worker_processes 1; worker_rlimit_nofile 20000; daemon off;
      error_log stderr; pid /run/nginx.pid;
      events { worker_connections 8192; multi_accept on; }
      http {
        client_body_temp_path /tmp/n1; proxy_temp_path /tmp/n2; fastcgi_temp_path /tmp/n3;
        uwsgi_temp_path /tmp/n4; scgi_temp_path /tmp/n5;
        access_log off;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate /run/cert.pem;
        ssl_certificate_key /run/key.pem;
        server {
          listen 80 backlog=4096;
          listen 443 ssl backlog=4096;
          return 200 "well\\n";
        }
      }
      """;

  private static final String CERTIFICATE =
      """
      openssl req -x509 %s -nodes -days 1 -subj /CN=bench \
        -keyout /run/key.pem -out /run/cert.pem 2>&1
      """;

  /** Answers checks of a kind from now on. */
  RunningProcess answer(CheckKind kind) {
    return kind == CheckKind.TCP ? accept() : serve(kind);
  }

  private RunningProcess accept() {
    return DirectorAndRack.serve(
        host,
        List.of("taskset", "-c", cpu),
        Accepting.class,
        Accepting.READY,
        String.valueOf(CheckKind.TCP.port()));
  }

  private RunningProcess serve(CheckKind kind) {
    String unused = host.sh(CERTIFICATE.formatted(kind.key()));
    host.write(CONFIGURATION, NGINX);
    RunningProcess nginx = host.start("taskset", "-c", cpu, "nginx", "-c", CONFIGURATION);
    String listening = ":%04X 00000000:0000 0A".formatted(kind.port());
    Await.until("nginx to listen", SOON, () -> host.procNet("tcp").contains(listening));
    return nginx;
  }
}
