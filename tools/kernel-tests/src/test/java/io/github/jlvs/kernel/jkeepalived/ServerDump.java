// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keepalived's dump says of virtual servers, in the words of its file. */
final class ServerDump {
  private static final Pattern ADDRESS = Pattern.compile("VS VIP = (\\S+), VPORT = (\\d+)");
  private static final Pattern MARK = Pattern.compile("VS FWMARK = (\\d+)");
  private static final Pattern REAL = Pattern.compile("(\\S+), RPORT = (\\d+), WEIGHT = (\\d+) .*");
  private static final Pattern CHECKED =
      Pattern.compile("(?:\\[(\\S+)]:\\w+:(\\d+)|FWM (\\d+)) -> \\[(\\S+)]:\\w+:(\\d+)");
  private static final Pattern QUORUM = Pattern.compile("(\\d+), hysteresis = (\\d+)");
  private static final Pattern LIMITS = Pattern.compile("(\\d+) -> (\\d+)");

  private static final Map<String, String> OF_SERVICES =
      Map.ofEntries(
          Map.entry("connection timeout", "connect_timeout"),
          Map.entry("delay_loop", "delay_loop"),
          Map.entry("lvs_sched", "lb_algo"),
          Map.entry("One packet scheduling", "ops"),
          Map.entry("persistence timeout", "persistence_timeout"),
          Map.entry("protocol", "protocol"),
          Map.entry("alpha", "alpha"),
          Map.entry("omega", "omega"),
          Map.entry("Inhibit on failure", "inhibit_on_failure"),
          Map.entry("Using smtp notification", "smtp_alert"),
          Map.entry("default forwarding method", "lb_kind"));

  private static final Map<String, String> OF_SERVERS =
      Map.of(
          "forwarding method", "lvs_method",
          "Alpha", "alpha",
          "connection timeout", "connect_timeout",
          "Delay loop", "delay_loop",
          "Inhibit on failure", "inhibit_on_failure",
          "Using smtp notification", "smtp_alert");

  private static final Map<String, String> OF_CHECKS =
      Map.of(
          "Alpha", "alpha",
          "Delay loop", "delay_loop",
          "Warmup", "warmup",
          "Retries", "retry",
          "Delay before retry", "delay_before_retry",
          "Timeout", "connect_timeout");

  private final Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
  private String service = "";

  private ServerDump() {}

  static Map<String, Map<String, String>> read(String dump) {
    ServerDump read = new ServerDump();
    DumpBlock.read(dump).forEach(read::block);
    return read.blocks;
  }

  private void block(DumpBlock block) {
    Matcher address = ADDRESS.matcher(block.head());
    Matcher mark = MARK.matcher(block.head());
    Matcher checked = CHECKED.matcher(block.head());
    if (address.matches()) {
      service = "virtual_server " + address.group(1) + " " + address.group(2);
      service(block);
    } else if (mark.matches()) {
      service = "virtual_server fwmark " + mark.group(1);
      service(block);
    } else if (block.section().equals("Real server")) {
      server(block);
    } else if (checked.matches()
        && block.values().getOrDefault("Keepalive method", "").equals("TCP_CHECK")) {
      String of =
          checked.group(3) == null
              ? checked.group(1) + " " + checked.group(2)
              : "fwmark " + checked.group(3);
      String server = " / real_server " + checked.group(4) + " " + checked.group(5);
      blocks.put(
          "virtual_server " + of + server + " / TCP_CHECK", DumpedValue.of(block, OF_CHECKS));
    }
  }

  private void service(DumpBlock block) {
    Map<String, String> values = DumpedValue.of(block, OF_SERVICES);
    Matcher quorum = QUORUM.matcher(block.values().getOrDefault("quorum", ""));
    if (quorum.matches()) {
      values.put("quorum", quorum.group(1));
      values.put("hysteresis", quorum.group(2));
    }
    blocks.put(service, values);
  }

  private void server(DumpBlock block) {
    Matcher real = REAL.matcher(block.values().getOrDefault("RIP", ""));
    if (real.matches()) {
      Map<String, String> values = new TreeMap<>(DumpedValue.of(block, OF_SERVERS));
      Matcher limits = LIMITS.matcher(block.values().getOrDefault("connection limit range", ""));
      values.put("weight", real.group(3));
      if (limits.matches()) {
        values.put("lthreshold", limits.group(1));
        values.put("uthreshold", limits.group(2));
      }
      blocks.put(service + " / real_server " + real.group(1) + " " + real.group(2), values);
    }
  }
}
