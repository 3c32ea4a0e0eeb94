// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What HTTP_GET and SSL_GET can beyond keepalived, of a nginx that is strict. */
@KernelTest
class HttpRequestsTest {
  private static final String SERVER = "10.1.80.93";
  private static final String NAME = "shop.example.org";

  /** Ports of the virtual servers, each of which has one check. */
  private static final int PASSWORD = 81;

  private static final int HEADER = 82;
  private static final int METHOD = 83;
  private static final int TEXT = 84;
  private static final int TRUSTED = 85;
  private static final int LONG_ENOUGH = 86;
  private static final int TOO_SHORT = 87;
  private static final int OTHER_NAME = 88;

  private static final Set<Integer> WELL =
      Set.of(PASSWORD, HEADER, METHOD, TEXT, TRUSTED, LONG_ENOUGH);

  /** The certificate is valid for 30 days. */
  private static final String FILE =
      "global_defs {\nchecker_log_all_failures\n}\n"
          + http(PASSWORD, "path /password\nhttp_user checker\nhttp_password_file /run/password")
          + http(HEADER, "path /header\nheader \"X-Token: a b\"")
          + http(METHOD, "path /method\nmethod HEAD")
          + http(TEXT, "path /text\nbody_contains \"all [is] well\"")
          + tls(TRUSTED, NAME, "")
          + tls(LONG_ENOUGH, NAME, "days_to_expiry 20")
          + tls(TOO_SHORT, NAME, "days_to_expiry 60")
          + tls(OTHER_NAME, "other.example.org", "");

  private static final String NGINX =
      NginxFile.with(
          """
          default_type text/plain;
          access_log off;
          ssl_certificate /run/cert.pem;
          ssl_certificate_key /run/key.pem;
          server {
            listen 80;
            listen 443 ssl;
            root /run/www;
            location = / { return 200; }
            location = /password {
              auth_basic shop;
              auth_basic_user_file /run/users;
            }
            location = /header {
              if ($http_x_token != "a b") { return 403; }
              return 200;
            }
            location = /method {
              if ($request_method != HEAD) { return 405; }
              return 200;
            }
          }
          """);

  @Test
  void requests_and_certificates_are_as_the_file_says(Network network) {
    Host ds = network.host("ds1", "10.1.80.91/24");
    Host rs = network.host("rs1", SERVER + "/24");
    password(ds, "se cret");
    certificates(rs);
    String authority = rs.read("/run/ca.pem");
    ds.write("/run/ca.pem", authority);
    rs.write("/run/users", "checker:{PLAIN}se cret\n");
    rs.write("/run/www/password", "");
    rs.write("/run/www/text", "here all [is] well");
    rs.write(WebServer.CONFIGURATION, NGINX);
    try (RunningProcess nginx = WebServer.begin(rs)) {
      CheckingDirector director =
          new CheckingDirector(ds, Checkout.path("tools/bin/jkeepalived"), FILE, ".*TLS refused.*");
      director.awaitUp("start", WELL);
      List<String> refused = director.news("two certificates are refused", 2);
      assertThat(refused).anyMatch(line -> line.contains("less than 60 days from now"));
      assertThat(refused).anyMatch(line -> line.contains("for another host"));

      rs.write("/run/users", "checker:{PLAIN}different\n");
      rs.write("/run/www/text", "here all i well");
      director.awaitUp("another password and text", without(PASSWORD, TEXT));
      password(ds, "different");
      rs.write("/run/www/text", "all [is] well");
      director.reload(FILE);
      director.awaitUp("the password is read anew", WELL);

      ds.write("/run/ca.pem", rs.read("/run/other.pem"));
      director.reload(FILE);
      director.awaitUp("another authority", without(TRUSTED, LONG_ENOUGH));
      ds.write("/run/ca.pem", rs.read("/run/other.pem") + authority);
      director.reload(FILE);
      director.awaitUp("both authorities", WELL);

      director.stop();
      assertThat(director.output()).doesNotContain("se cret", "different", "a b");
    }
  }

  private static void password(Host host, String password) {
    host.write("/run/password", password + "\n");
    host.sh("chmod 600 /run/password");
  }

  private static Set<Integer> without(Integer... down) {
    Set<Integer> up = new TreeSet<>(WELL);
    up.removeAll(Set.of(down));
    return up;
  }

  /** An authority, another one, and a certificate of the first. */
  private static void certificates(Host host) {
    host.sh(
        """
        cd /run
        key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        for name in ca other; do
          openssl req -x509 $key -days 90 -subj /CN=$name -keyout $name.key -out $name.pem 2>&1
        done
        openssl req -new $key -subj /CN=shop -keyout key.pem -out request.pem 2>&1
        echo subjectAltName=DNS:%s > names
        openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 \
          -extfile names -out cert.pem 2>&1
        """
            .formatted(NAME));
  }

  private static String http(int port, String url) {
    return service(port, 80, "HTTP_GET", "url {\n" + url + "\n}");
  }

  private static String tls(int port, String name, String lines) {
    return service(
        port,
        443,
        "SSL_GET",
        "ca_file /run/ca.pem\nsni_name " + name + "\n" + lines + "\nurl {\npath /\n}");
  }

  private static String service(int port, int serverPort, String check, String lines) {
    return CheckedService.of(
        port,
        "TCP",
        "connect_timeout 10",
        SERVER + " " + serverPort,
        check + " {\nretry 0\n" + lines + "\n}");
  }
}
