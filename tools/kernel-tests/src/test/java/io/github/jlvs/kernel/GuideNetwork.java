// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;

/**
 * The guide's machines: two directors, two real servers that serve a page with nginx, and a client.
 *
 * @param ds1 director, 10.1.80.91, priority 101
 * @param ds2 director, 10.1.80.92, priority 100
 * @param rs1 real server, 10.1.80.93
 * @param rs2 real server, 10.1.80.95
 * @param client 10.1.80.62
 */
public record GuideNetwork(Host ds1, Host ds2, Host rs1, Host rs2, Host client) {
  public static final String VIP = "10.1.80.90";

  /** curl's: a page, or no connection, no answer in time, none at all, or a broken one. */
  public static final ExitStatuses PAGE_OR_NONE = ExitStatuses.of(0, 7, 28, 52, 56);

  public static final String SERVICE = "TCP " + VIP + ":80";

  /** The five hosts, with nothing running. */
  public static GuideNetwork in(Network network) {
    return new GuideNetwork(
        network.host("ds1", "10.1.80.91/24"),
        network.host("ds2", "10.1.80.92/24"),
        network.host("rs1", "10.1.80.93/24"),
        network.host("rs2", "10.1.80.95/24"),
        network.host("client", "10.1.80.62/24"));
  }

  /** The five hosts, of which both real servers serve the guide's page. */
  public static GuideNetwork serving(Network network) {
    GuideNetwork guide = in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      prepareRealServer(server);
      serve(server);
    }
    return guide;
  }

  /** The guide's keepalived.conf of a director, put where that director's daemon looks for it. */
  public static String configuration(Host director) {
    String path = "/run/keepalived.conf";
    director.write(path, Checkout.text("samples/ha-dr/" + director.name() + "/keepalived.conf"));
    return path;
  }

  /** What the guide's script lvs_rs.sh does, the ARP settings first. */
  public static void prepareRealServer(Host server) {
    server.sh(
        """
        for i in lo all; do
          echo 1 >/proc/sys/net/ipv4/conf/$i/arp_ignore
          echo 2 >/proc/sys/net/ipv4/conf/$i/arp_announce
        done
        ip addr add %1$s/32 brd %1$s dev lo label lo:0
        """
            .formatted(VIP));
  }

  /** Serves the guide's page by IPv4. */
  public static void serve(Host server) {
    serve(server, "80");
  }

  /**
   * Serves the guide's page.
   *
   * @param places where nginx listens, such as {@code [::]:80}
   */
  public static void serve(Host server, String... places) {
    StringBuilder lines = new StringBuilder("access_log off; server { root /run/www; ");
    for (String place : places) {
      lines.append("listen ").append(place).append("; ");
    }
    server.write("/run/nginx.conf", NginxFile.with(lines + "}"));
    server.write("/run/www/index.html", "<h1>Welcome to tengine! I'm " + server.name() + "</h1>\n");
    server.start("nginx", "-c", "/run/nginx.conf");
  }

  /** What the client gets from the virtual server. */
  public String fetch() {
    return fetch(client, VIP);
  }

  /**
   * What a client gets.
   *
   * @param address as it stands in a URL
   */
  public static String fetch(Host client, String address) {
    String page = "http://" + address + "/";
    return client.attempt(PAGE_OR_NONE, "curl", "-s", "-m", "2", "-g", page).out();
  }
}
