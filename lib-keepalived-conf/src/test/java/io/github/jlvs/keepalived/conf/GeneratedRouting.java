// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/** Addresses, routes and rules, of virtual routers and static ones. */
final class GeneratedRouting extends GeneratedLines {
  GeneratedRouting(GeneratedLines around) {
    super(around);
  }

  void statics() {
    if (chance(20)) {
      addresses("static_ipaddress", 1 + random.nextInt(2), true);
    }
    if (chance(20)) {
      routes("static_routes");
    }
    if (chance(20)) {
      rules("static_rules");
    }
    if (chance(5)) {
      open("track_group T");
      open("group");
      line("V0");
      close();
      close();
    }
  }

  void addresses(String keyword, int count, boolean ipv6) {
    open(keyword);
    for (int i = 0; i < count; i++) {
      boolean six = ipv6 && chance(50);
      String address = six ? "2001:db8::" + Integer.toHexString(i + 1) : host();
      int longest = six ? 128 : 32;
      String line = value(address + (chance(50) ? "/" + pick(List.of(0, 24, longest)) : ""));
      line += chance(20) ? " dev " + pick(INTERFACES) : "";
      line += chance(20) ? " scope " + pick(List.of("global", "host", "0", "255")) : "";
      line += chance(10) ? " brd " + pick(List.of("+", "-", six ? "::1" : "10.255.255.255")) : "";
      line += chance(20) ? " label " + pick(List.of("eth0:1", "eth0:2345678901", "a")) : "";
      line += chance(wrongInThousand / 10) ? " label eth0:23456789012" : "";
      line += chance(10) ? " no_track" : "";
      line += chance(10) ? " noprefixroute" : "";
      line += six && chance(20) ? " -nodad home mngtmpaddr" : "";
      line += six && chance(20) ? " preferred_lft " + pick(List.of("0", "4294967294")) : "";
      line += chance(10) ? " peer " + (six ? "2001:db8::7:7" : "10.7.7.7") : "";
      line(line);
    }
    close();
  }

  void routes(String keyword) {
    open(keyword);
    for (int i = 0; i <= random.nextInt(3); i++) {
      boolean six = chance(30);
      String router = six ? "2001:db8::254" : "10.0.0.254";
      String line = chance(20) ? "default" : six ? "2001:db8:7::/48" : "192.0." + i + ".0/24";
      if (chance(15)) {
        line(pick(List.of("blackhole ", "unreachable ", "prohibit ", "throw ")) + value(line));
        continue;
      }
      line += chance(30) ? " table " + value(pick(List.of("0", "main", "4294967295"))) : "";
      line += chance(30) ? " metric " + value(pick(List.of("0", "4294967295"))) : "";
      line += chance(10) ? " tos " + pick(List.of("0", "255", "0x10")) : "";
      line += chance(10) ? " scope " + pick(List.of("link", "0", "255")) : "";
      line += chance(20) ? " mtu " + pick(List.of("lock 1400", "0", "4294967295")) : "";
      line += chance(10) ? " rtt " + pick(List.of("1ms", "1.5s", "300")) : "";
      line += chance(10) ? " hoplimit 255 quickack 1 features ecn congctl reno" : "";
      line += chance(20) ? " no_track" : "";
      line +=
          chance(20)
              ? " nexthop via " + value(router) + " weight " + pick(List.of("1", "256"))
              : " via " + value(router) + (chance(50) ? " dev " + pick(INTERFACES) : "");
      line(line);
    }
    close();
  }

  void rules(String keyword) {
    open(keyword);
    for (int i = 0; i <= random.nextInt(3); i++) {
      boolean six = chance(30);
      String line = chance(10) ? "not " : "";
      line += "from " + value(six ? "2001:db8::/32" : "10.0.0.0/8");
      line += chance(20) ? " iif " + pick(INTERFACES) : "";
      line += chance(20) ? " fwmark " + pick(List.of("0", "4294967295", "0x1/0xff")) : "";
      line += chance(20) ? " sport " + pick(List.of("0-65535", "65535")) : "";
      line += chance(10) ? " uidrange 0-4294967295" : "";
      line += chance(10) ? " suppress_prefixlength " + pick(List.of("0", "128")) : "";
      line += " " + pick(List.of("table 100", "table 4294967295", "blackhole", "l3mdev"));
      line += chance(70) ? " priority " + value(pick(List.of("0", "4294967295"))) : "";
      line += chance(20) ? " no_track" : "";
      line(line);
    }
    close();
  }
}
