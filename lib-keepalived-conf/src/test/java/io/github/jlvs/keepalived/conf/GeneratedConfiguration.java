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
    some("instance", "one", "two-2");
    some("use_pid_dir", "");
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
      some("state_dump_file", "/run/state", "/run/state two");
      some("json_version", "1", "2");
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
    List<String> files = chance(40) ? List.of(filesAndProcesses()) : List.of();
    new GeneratedRouting(this).statics();
    new GeneratedRouters(this).routers();
    new GeneratedServices(this, files).services();
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

  /** The name of the file. */
  private String filesAndProcesses() {
    String name = "F" + random.nextInt(3);
    open(pick(List.of("track_file", "vrrp_track_file")) + " " + name);
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
    return name;
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
}
