// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/** The checkers of a real server. */
final class GeneratedChecks extends GeneratedLines {
  private static final String LONGEST_LABEL = "a".repeat(63);

  private final List<String> files;

  /** Of these files, which are defined. */
  GeneratedChecks(GeneratedLines around, List<String> files) {
    super(around);
    this.files = files;
  }

  /** Some of all that there are, of the real server with the address; or none. */
  void of(String address) {
    if (chance(50)) {
      plain("TCP_CHECK", address);
    }
    if (chance(40)) {
      http(address);
    }
    if (chance(15)) {
      plain("PING_CHECK", address);
    }
    if (chance(20)) {
      udp(address);
    }
    if (chance(20)) {
      dns(address);
    }
    if (chance(20)) {
      smtp(address);
    }
    if (chance(20)) {
      misc();
    }
    if (!files.isEmpty() && chance(40)) {
      file();
    }
  }

  private void plain(String keyword, String address) {
    open(keyword);
    network(address);
    close();
  }

  private void udp(String address) {
    open("UDP_CHECK");
    some("payload", "00", "ff", "0102 aBc", "Ab12f 3");
    some("require_reply", "", "00", "xX", "01x2 f");
    if (chance(10)) {
      line("min_reply_length", "65507");
      line("max_reply_length", "65507");
    } else {
      some("min_reply_length", "0", "255");
      some("max_reply_length", "255", "65507");
    }
    network(address);
    close();
  }

  private void dns(String address) {
    open("DNS_CHECK");
    some("type", "A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "aaaa");
    some("name", ".", "example.org", "example.org.", "\u00e4.example", LONGEST_LABEL + ".org");
    network(address);
    close();
  }

  private void smtp(String address) {
    open("SMTP_CHECK");
    some("helo_name", "ds1", "ds1.example.org", "10.9.9.9");
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      plain("host", address);
    }
    network(address);
    close();
  }

  private void misc() {
    open("MISC_CHECK");
    line("misc_path", value(pick(List.of("/bin/true", "\"/bin/sh -c 'exit 3'\""))));
    some("misc_timeout", "0.001", "86400");
    some("misc_dynamic", "");
    some("user", "nobody", "root wheel");
    tries();
    some("log_all_failures", "", "on", "off");
    close();
  }

  private void file() {
    open("FILE_CHECK");
    line("track_file", value(pick(files)));
    some("weight", "0", "0 reverse", "-2147483647", "2147483647", "1 reverse");
    close();
  }

  /** What each check over the network may say. */
  private void network(String address) {
    boolean six = address.contains(":");
    some("connect_ip", address, six ? "2001:db8::6:fff" : "10.9.1.250");
    some("connect_port", "1", "65535");
    some("bindto", six ? "2001:db8::9" : "10.9.9.9");
    some("bind_port", "1", "65535");
    some("bind_if", INTERFACES.toArray(String[]::new));
    some("fwmark", "0", "4294967295");
    options();
    some("log_all_failures", "", "on", "off");
  }

  /** What servers say as well, for those of their checks that do not. */
  void options() {
    some("connect_timeout", "0.001", "86400");
    tries();
  }

  private void tries() {
    some("delay_loop", "0.001", "86400", "0");
    some("warmup", "0", "86400");
    some("retry", "0", "1000000");
    some("delay_before_retry", "0", "86400");
    some("alpha", "", "yes", "no");
  }

  private void http(String address) {
    boolean tls = chance(50);
    open(tls ? "SSL_GET" : "HTTP_GET");
    network(address);
    if (tls) {
      some("days_to_expiry", "0", "100000");
    }
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
      some("method", "GET", "OPTIONS", "POST");
      some("header", "\"X-Checked-By: jkeepalived\"", "Accept:text/plain");
      some("digest", "9b3a0c85a887a256d6939da88aabd8cd");
      if (chance(80)) {
        some("regex", "\"a b+\"", "^[0-9]$");
      } else {
        some("body_contains", "\"all [is] well\"");
      }
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
