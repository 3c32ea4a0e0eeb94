// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of two directors' first, and a virtual server with a checker of each kind. */
final class EveryChecker {
  static final ServiceId GUIDES = ServiceId.tcp("10.1.80.90", 80);
  static final ServiceId SERVICE = ServiceId.tcp("10.1.80.90", 81);
  static final int KINDS = 9;

  private static final Path GUIDE = Path.of("samples/ha-dr/ds1/keepalived.conf");
  private static final String KEYS = "/tmp/keys.p12";

  private EveryChecker() {}

  /** Starts what is checked on the rack, and the file that the director itself checks. */
  static void serve(DirectorAndRack hosts) {
    Host rack = hosts.rack();
    rack.sh("ip addr add 10.1.80.95/24 dev enp0s3");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    rack.sh(
        keytool
            + " -genkeypair -alias rack -keyalg EC -dname CN=rack -validity 30 -storetype PKCS12"
            + " -keystore "
            + KEYS
            + " -storepass "
            + AnsweringServers.PASSWORD);
    Object unused = hosts.accepting();
    unused =
        hosts.serve(AnsweringServers.class, AnsweringServers.READY, KEYS, "10.2.0.5", "10.2.0.6");
    hosts.director().write("/run/number", "0\n");
  }

  static String configuration() {
    StringBuilder text = new StringBuilder(guide());
    text.append("track_file number {\n file /run/number\n}\n");
    text.append("virtual_server 10.1.80.90 81 {\n protocol TCP\n lb_algo wrr\n lb_kind NAT\n");
    text.append(" delay_loop 6\n");
    text.append(server(1, 80, "TCP_CHECK {\nconnect_timeout 3\n}"));
    text.append(server(2, AnsweringServers.HTTP, url("HTTP_GET")));
    text.append(server(3, AnsweringServers.HTTPS, url("SSL_GET")));
    text.append(server(4, AnsweringServers.SMTP, "SMTP_CHECK {\nconnect_timeout 3\n}"));
    text.append(server(5, AnsweringServers.DATAGRAMS, "DNS_CHECK {\ntype A\nname example.org\n}"));
    text.append(
        server(6, AnsweringServers.DATAGRAMS, "UDP_CHECK {\npayload 010203\nrequire_reply\n}"));
    text.append(server(7, 80, "PING_CHECK {\nretry 2\n}"));
    text.append(server(8, 80, "MISC_CHECK {\nmisc_path /bin/true\nmisc_timeout 5\n}"));
    text.append(server(9, 80, "FILE_CHECK {\ntrack_file number\n}"));
    return text.append("}\n").toString();
  }

  private static String guide() {
    try {
      return "global_defs {\n script_user root\n enable_script_security\n}\n"
          + Files.readString(GUIDE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(String checker) {
    return checker + " {\nurl {\npath /\nstatus_code 200\n}\nconnect_timeout 3\n}";
  }

  private static String server(int last, int port, String checker) {
    return " real_server 10.2.0.%d %d {\nweight 10\n%s\n}\n".formatted(last, port, checker);
  }
}
