// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/**
 * Whole keepalived.conf files, made of the grammar: mostly right, with values at the edges of their
 * ranges, and now and then slightly wrong ones: a number one too far, another address family, a
 * name too long or there twice. A seed means one file for ever, so that a pair of seeds is a
 * reload.
 */
public final class GeneratedConfiguration extends GeneratedLines {
  private static final List<String> INTERFACES =
      List.of("eth0", "eth1", "enp0s3", "bond0.100", "a23456789012345");

  private GeneratedConfiguration(long seed, int wrongInThousand) {
    super(seed, wrongInThousand);
  }

  /** The file of a seed; of most seeds nothing or little is wrong. */
  public static String text(long seed) {
    return text(seed, Math.floorMod(seed, 40));
  }

  /** The file of a seed; of a thousand values so many are wrong. */
  public static String text(long seed, int wrongInThousand) {
    GeneratedConfiguration made = new GeneratedConfiguration(seed, wrongInThousand);
    made.root();
    return made.text();
  }

  private void root() {
    if (chance(50)) {
      open("global_defs");
      some("vrrp_garp_master_repeat", "1", "1000", "5");
      some("vrrp_garp_master_delay", "0", "0.5", "86400");
      some("vrrp_garp_master_refresh", "0", "0.001", "86400");
      some("vrrp_garp_lower_prio_repeat", "0", "1000");
      some("vrrp_garp_interval", "0", "0.000001", "86400");
      some("vrrp_gna_interval", "0", "0.000001", "86400");
      some("vrrp_garp_extra_if", "all 1", "all 86400", "100", "all");
      some("vrrp_min_garp", "", "off");
      some("vrrp_startup_delay", "0", "0.001", "86400");
      some("log_unknown_vrids", "", "off");
      some("nftables", "", "mine", "a/b");
      some("nftables_priority", "-2147483648", "2147483647");
      some("nftables_counters", "");
      some("vrrp_rx_bufs_policy", "MTU", "ADVERT", "1", "2147483647");
      some("vrrp_rx_bufs_multiplier", "1", "4294967295");
      some("vrrp_down_timer_adverts", "1", "100");
      some("vrrp_mcast_group4", "224.0.0.1", "239.255.255.255", "10.0.0.1");
      some("default_interface", INTERFACES.toArray(String[]::new));
      some("vrrp_strict", "", "off");
      some("vrrp_check_unicast_src", "");
      some("script_user", "root", "root wheel", "nobody");
      some("vrrp_notify_fifo", "/run/fifo");
      some("vrrp_notify_fifo_script", "\"/etc/fifo.sh with 'two words'\"");
      some("rs_init_notifies", "");
      some("startup_script", "/bin/true", "\"/bin/true now\" root");
      some("startup_script_timeout", "1", "1000");
      some("shutdown_script", "/bin/true", "\"/bin/true now\" root");
      some("shutdown_script_timeout", "1", "1000");
      some("vrrp_notify_priority_changes", "", "off");
      some("enable_script_security", "");
      some("lvs_sync_daemon", syncDaemon());
      some("lvs_timeouts", "tcp 0", "tcpfin 2678400 udp 1", "udp 7 tcp 2678400");
      if (chance(10)) {
        line("lvs_flush");
      }
      some("lvs_flush_on_stop", "", "VS");
      some("lvs_flush_onstop", "", "VS");
      mail();
      close();
    }
    interfaces();
    for (int i = 0; i < 3; i++) {
      script(i);
    }
    if (chance(40)) {
      filesAndProcesses();
    }
    statics();
    int routers = random.nextInt(4);
    for (int i = 0; i < routers; i++) {
      router(i);
    }
    for (int i = 0; routers > 0 && i < random.nextInt(3); i++) {
      open("vrrp_sync_group G" + (chance(3) ? 0 : i));
      alerts();
      open("group");
      for (int j = 0; j < 1 + random.nextInt(3); j++) {
        line("V" + random.nextInt(routers));
      }
      close();
      tracked("track_script", List.of("S0", "S1", "S2", "S3"));
      some("sync_group_tracking_weight", "", "off");
      notified();
      if (chance(30)) {
        tracks();
      }
      close();
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      service(i);
    }
  }

  private void interfaces() {
    for (int i = random.nextInt(2) * random.nextInt(3); i > 0; i--) {
      open("garp_group");
      some("garp_interval", "0", "0.3", "86400");
      some("gna_interval", "0", "0.000001", "86400");
      some("interface", INTERFACES.toArray(String[]::new));
      if (chance(50)) {
        open("interfaces");
        line(pick(INTERFACES));
        line(pick(INTERFACES), pick(INTERFACES));
        close();
      }
      close();
    }
    if (chance(15)) {
      open("interface_up_down_delays");
      line(pick(INTERFACES), value(pick(List.of("0", "0.5", "255"))));
      line(pick(INTERFACES), "1", value(pick(List.of("0", "255"))));
      close();
      open("linkbeat_interfaces");
      line(pick(INTERFACES), pick(List.of("", "MII", "ETHTOOL", "IOCTL", "mii")));
      close();
    }
  }

  private void mail() {
    if (chance(30)) {
      open("notification_email");
      line(pick(List.of("root", "a@example.org b@example.org", "\"Ops <ops@example.org>\"")));
      close();
    }
    some("notification_email_from", "ka@example.org", "\"ka <ka@example.org>\"");
    some("smtp_server", "127.0.0.1", "mail.example.org 1", "::1 65535");
    some("smtp_connect_timeout", "0.001", "86400");
    some("smtp_helo_name", "ds1", "ds1.example.org");
    if (chance(30)) {
      line("smtp_tls", pick(List.of("starttls", "tls")));
      line("smtp_user", "ds1");
      line("smtp_password_file", value("/etc/jlvs/password"));
    } else {
      some("smtp_tls", "no");
    }
    some("smtp_alert", "", "off");
    some("smtp_alert_vrrp", "", "off");
    some("smtp_alert_checker", "", "off");
    some("no_email_faults", "");
    some("no_checker_emails", "");
    some("notify_webhook", "http://127.0.0.1:1/", "https://u:p@h.example.org:65535/a?b=c");
  }

  /** What each block may say of who is told of its changes. */
  private void alerts() {
    some("smtp_alert", "", "on", "off");
    some("notify_webhook", "http://[::1]/", "https://h.example.org");
  }

  private void filesAndProcesses() {
    open(pick(List.of("track_file", "vrrp_track_file")) + " F" + random.nextInt(3));
    line("file", value("/run/weight"));
    some("weight", "0", "254 reverse", "-254", "1 noreverse");
    some("init_file", "", "0", "overwrite", "-254 overwrite", "255", "2147483647");
    close();
    open("vrrp_track_process P" + random.nextInt(3));
    line(
        "process",
        pick(List.of("haproxy", "/usr/sbin/named -u bind", "\"a b\" c", "long_name_of_20_bytes")));
    some("param_match", "", "initial", "partial");
    some("weight", "0 reverse", "254", "-254");
    some("quorum", "1", "65535");
    some("quorum_max", "0", "1", "65535");
    some("delay", "0.000001", "3600");
    some("fork_delay", "0.000001", "3600");
    some("terminate_delay", "0.000001", "3600");
    some("full_command", "");
    close();
  }

  private void tracks() {
    open("track_file");
    line(
        "F"
            + random.nextInt(3)
            + pick(List.of("", " weight 0", " weight -254 reverse", " weight 254")));
    close();
    open("track_process");
    line(
        "P"
            + random.nextInt(3)
            + pick(List.of("", " weight 0 reverse", " weight -254", " weight 254")));
    close();
  }

  private void router(int number) {
    open("vrrp_instance " + (chance(2) ? "\"\"" : "V" + (chance(2) ? 0 : number)));
    line("interface", pick(INTERFACES));
    line("virtual_router_id", chance(5) ? "1" : chance(5) ? "255" : "" + (number + 2));
    some("state", "MASTER", "BACKUP", "SLAVE");
    some("priority", "1", "100", "254", "255");
    some("advert_int", "1", "255", "3.0");
    some("preempt_delay", "0", "0.5", "1000");
    some("down_timer_adverts", "1", "100");
    some("garp_master_delay", "0", "86400");
    some("garp_lower_prio_delay", "0", "0.000001");
    some("mcast_dst_ip", "224.0.0.99", "239.0.0.1");
    some("mcast_src_ip", host());
    some("garp_extra_if", "all 0", "all 86400", "0", "all");
    some("kernel_rx_buf_size", "0", "2147483647");
    some("linkbeat_use_polling", "");
    some("debug", "0", "3");
    some("accept", "");
    some("no_accept", "");
    some("strict_mode", "on", "off");
    some("lvs_sync_daemon_interface", INTERFACES.toArray(String[]::new));
    alerts();
    if (chance(20)) {
      line("nopreempt");
    }
    if (chance(40)) {
      open("authentication");
      line("auth_type", "PASS");
      line(
          "auth_pass",
          pick(List.of("a", "12345678", "123456789", "\"a b\"", "\u00e4\u00f6\u00fc\u00df\u20ac")));
      close();
    }
    if (chance(30)) {
      some("unicast_src_ip", host(), host() + "/24");
      open("unicast_peer");
      for (int i = 0; i <= random.nextInt(3); i++) {
        line(
            value(host()),
            pick(List.of("", "", "min_ttl 0", "max_ttl 255", "min_ttl 255 max_ttl 255", "ttl 1")));
      }
      close();
    }
    some("unicast_ttl", "1", "255");
    some("check_unicast_src", "");
    some("unicast_fault_no_peer", "");
    some("track_src_ip", "");
    some("old_unicast_checksum", "", "never");
    tracked("track_interface", INTERFACES);
    tracked("track_script", List.of("S0", "S1", "S2", "S3"));
    notified();
    some("notify_deleted", "/etc/notify.sh");
    some("no_virtual_ipaddress", "");
    if (chance(30)) {
      tracks();
    }
    addresses("virtual_ipaddress", chance(2) ? 256 : random.nextInt(4), false);
    if (chance(30)) {
      addresses("virtual_ipaddress_excluded", 1 + random.nextInt(2), true);
    }
    if (chance(20)) {
      line("promote_secondaries");
    }
    if (chance(30)) {
      routes("virtual_routes");
    }
    if (chance(30)) {
      rules("virtual_rules");
    }
    close();
  }

  private void statics() {
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

  private void routes(String keyword) {
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

  private void rules(String keyword) {
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

  private void script(int number) {
    open("vrrp_script S" + number);
    line("script", pick(List.of("/bin/true", "\"/bin/sh -c 'exit 1'\"", "killall")));
    some("interval", "1", "0.001", "4294");
    some("timeout", "1", "0.001", "4294");
    some("rise", "1", "2147483647");
    some("fall", "1", "2147483647");
    some("weight", "0", "-253", "253 reverse");
    some("user", "nobody", "root wheel");
    some("init_fail", "");
    close();
  }

  private void tracked(String keyword, List<String> names) {
    if (chance(30)) {
      open(keyword);
      String weight = pick(List.of("", " weight 0", " weight -253", " weight 253 reverse"));
      line(pick(names) + weight);
      close();
    }
  }

  private void notified() {
    some("notify", "/etc/notify.sh", "\"/etc/notify.sh a 'b c'\" root");
    some("notify_master", "/etc/notify.sh");
    some("notify_fault", "/etc/notify.sh nobody nogroup");
    some("notify_priority_changes", "", "off");
  }

  private String syncDaemon() {
    StringBuilder line = new StringBuilder(chance(5) ? "eth\u00e4" : pick(INTERFACES));
    line.append(pick(List.of("", " V0", " inst V1"))).append(chance(50) ? " id " : "");
    line.append(line.toString().endsWith(" id ") ? pick(List.of("0", "255")) : "");
    line.append(chance(30) ? " maxlen " + pick(List.of("1", "65507")) : "");
    line.append(chance(30) ? " port " + pick(List.of("1", "65535")) : "");
    line.append(chance(30) ? " ttl " + pick(List.of("1", "255")) : "");
    line.append(chance(30) ? " group " + pick(List.of("224.0.0.1", "ff02::5", host())) : "");
    return line.toString();
  }

  private void addresses(String keyword, int count, boolean ipv6) {
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
    String kind = pick(List.of("NAT", "DR", "TUN"));
    some("lb_kind", kind);
    some("lb_algo", "rr", "wlc", "mh", "sh", "fo");
    some("protocol", "TCP", "UDP", "SCTP", "tcp");
    some("delay_loop", "0.001", "86400", "0");
    some("persistence_timeout", "", "0", "1", "2678400");
    some("persistence_granularity", six ? "1" : "128.0.0.0", six ? "128" : "255.255.255.255");
    some("persistence_engine", "sip");
    some("quorum", "0", "1", "2", "1000000");
    some("hysteresis", "0", "1", "1000000");
    some("weight", "0", "65536", "2147483647");
    some("retry", "0", "1000000");
    some("warmup", "0", "86400");
    some("alpha", "", "1");
    some("ops", "");
    some("mh-port", "");
    some("drain", "0", "30");
    some("ha_suspend", "");
    alerts();
    if (chance(30)) {
      line("sorry_server", (six ? "2001:db8::5" : "10.9.1.9") + pick(List.of("", " 80", " 65535")));
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
    some("inhibit_on_failure", "", "1");
    some("smtp_alert", "", "off");
    some("virtualhost", "www.example.org");
    if (chance(70)) {
      open("TCP_CHECK");
      connection(address);
      close();
    }
    if (chance(50)) {
      http(address);
    }
    close();
  }

  private void connection(String address) {
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

  private void http(String address) {
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

  private String host() {
    return "10.0." + random.nextInt(2) + "." + (1 + random.nextInt(250));
  }
}
