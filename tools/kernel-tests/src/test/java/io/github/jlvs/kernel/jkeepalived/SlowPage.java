// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;

/** A page that takes long, so that a connection lives while its server is taken away. */
final class SlowPage {
  private SlowPage() {}

  /** Serves it, and one that tells the server's name. */
  static void serve(Host server) {
    GuideNetwork.prepareRealServer(server);
    server.write(
        "/run/nginx.conf",
        NginxFile.with(
            "access_log off; server { listen 80; root /run/www; location /slow { limit_rate 1k; } }"));
    server.write("/run/www/index.html", server.name() + "\n");
    server.sh("head -c 1000000 /dev/zero >/run/www/slow");
    server.start("nginx", "-c", "/run/nginx.conf");
  }

  /** Begins to fetch it. */
  static RunningProcess fetch(Host client) {
    client.sh("rm -f /run/got");
    return client.start("curl", "-s", "-N", "-o", "/run/got", "http://10.1.80.90/slow");
  }

  /** How much of it has come. */
  static long fetched(Host client) {
    return Long.parseLong(client.sh("stat -c %s /run/got").strip());
  }
}
