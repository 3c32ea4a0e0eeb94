// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/** The checkers of a real server. */
final class GeneratedChecks extends GeneratedLines {
  GeneratedChecks(GeneratedLines around) {
    super(around);
  }

  void connection(String address) {
    some("connect_timeout", "0.001", "86400");
    some("connect_port", "1", "65535");
    some("connect_ip", address);
    some("bindto", address.contains(":") ? "2001:db8::9" : "10.9.9.9");
    some("bind_port", "1", "65535");
    some("bind_if", INTERFACES.toArray(String[]::new));
    some("fwmark", "0", "4294967295");
    some("retry", "0", "1000000");
    some("delay_before_retry", "0", "86400");
  }

  void http(String address) {
    open(pick(List.of("HTTP_GET", "SSL_GET")));
    connection(address);
    some("nb_get_retry", "0", "1000000");
    some("virtualhost", "example.org:80", "[2001:db8::1]:443");
    some("http_protocol", "1.0", "1.0C", "1.1");
    some("enable_sni", "", "off");
    some("sni_name", "sni.example.org");
    some("fast_recovery", "");
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      open("url");
      line("path", value(pick(List.of("/", "/health?a=b", "\"/%20\""))));
      some("virtualhost", "10.0.0.1");
      some("status_code", "200", "100-599", "301 200-204");
      some("digest", "9b3a0c85a887a256d6939da88aabd8cd");
      some("regex", "\"a b+\"", "^[0-9]$");
      some("regex_no_match", "");
      some("regex_options", "caseless", "extended ucp", "utf");
      some("regex_min_offset", "0", "100");
      some("regex_max_offset", "100", "65536");
      some("regex_stack", "1 2");
      close();
    }
    close();
  }
}
