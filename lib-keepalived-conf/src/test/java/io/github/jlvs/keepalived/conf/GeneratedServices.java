// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/** Virtual servers with their real servers, and groups of them. */
final class GeneratedServices extends GeneratedLines {
  private final GeneratedChecks checks;

  /** With checks of these files, which are defined. */
  GeneratedServices(GeneratedLines around, List<String> files) {
    super(around);
    this.checks = new GeneratedChecks(this, files);
  }

  void services() {
    for (int i = random.nextInt(4); i > 0; i--) {
      service(i);
    }
  }

  private void group(int number, boolean six) {
    String net = six ? "2001:db8:8:" + number + "::" : "10.8." + number + ".";
    open("virtual_server_group S" + number);
    line(value(net + "1") + " " + value("80"));
    line(
        value(net + pick(List.of("4-9", "8/30", "7-" + net + "11")))
            + " "
            + pick(List.of("81", "0", "")));
    if (chance(30)) {
      line("fwmark " + value("" + (1000 + number)) + pick(List.of("", " inet", " inet6")));
    }
    close();
  }

  private void service(int number) {
    boolean mark = chance(15);
    boolean six = chance(20);
    String address = six ? "2001:db8::50:" + number : "10.9.0." + (chance(10) ? 1 : number);
    String port = pick(List.of("80", "1", "65535", "443"));
    boolean group = chance(15);
    if (group) {
      group(number, six);
    }
    open(
        "virtual_server "
            + (group
                ? "group S" + number
                : mark
                    ? "fwmark " + pick(List.of("1", "4294967295"))
                    : value(address) + " " + value(port)));
    some("ip_family", six ? "inet6" : "inet");
    String kind = pick(List.of("", "NAT", "DR", "TUN"));
    if (!kind.isEmpty()) {
      line("lb_kind", value(kind));
    }
    some("lb_algo", "rr", "wlc", "mh", "sh", "fo");
    some("protocol", "TCP", "UDP", "SCTP", "tcp");
    some("persistence_timeout", "", "0", "1", "2678400");
    some("persistence_granularity", six ? "1" : "128.0.0.0", six ? "128" : "255.255.255.255");
    some("persistence_engine", "sip");
    some("quorum", "0", "1", "2", "1000000");
    some("hysteresis", "0", "1", "1000000");
    some("depool_threshold", "1%", "050%", "100%");
    some("weight", "0", "65536", "2147483647");
    some("inhibit_on_failure", "", "off");
    some("omega", "", "off");
    some("quorum_up", "/etc/quorum.sh", "\"/etc/quorum.sh up 'a b'\" nobody nogroup");
    some("quorum_down", "/etc/quorum.sh root");
    some("virtualhost", "example.org:80");
    checks.options();
    some("ops", "");
    some("mh-port", "");
    some("drain", "0", "30");
    some("ha_suspend", "");
    alerts();
    if (chance(30)) {
      line("sorry_server", (six ? "2001:db8::5" : "10.9.1.9") + pick(List.of("", " 80", " 65535")));
      some("sorry_server_inhibit", "");
      some("sorry_server_lvs_method", "NAT", "DR", "TUN", "TUN type gre csum");
    }
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      boolean other = kind.equals("TUN") && chance(20);
      real((six != other ? "2001:db8::6:" : "10.9.1.") + (1 + random.nextInt(5)), port);
    }
    close();
  }

  private void real(String address, String port) {
    open("real_server " + value(address) + (chance(95) ? " " + value(port) : ""));
    some("weight", "0", "1", "65536", "2147483647");
    some("drain", "0", "1", "86400");
    some("uthreshold", "0", "10", "2147483647");
    some("lthreshold", "0", "10");
    some("lvs_method", "NAT", "DR", "TUN", "TUN type gue port 6080 remcsum");
    some("inhibit_on_failure", "", "on");
    some("notify_up", "/etc/notify.sh", "\"/etc/notify.sh up 'a b'\" nobody nogroup");
    some("notify_down", "/etc/notify.sh root");
    some("smtp_alert", "", "off");
    some("virtualhost", "www.example.org");
    checks.options();
    checks.of(address);
    close();
  }
}
