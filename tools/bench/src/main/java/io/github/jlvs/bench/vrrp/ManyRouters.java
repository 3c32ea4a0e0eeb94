// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** 200 virtual routers with an address each, without a peer. */
final class ManyRouters {
  static final int COUNT = 200;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern PLACED =
      Pattern.compile("\\|-- 10\\.2\\.0\\.\\d+\\s+/32 host LOCAL");

  /** fe80::2:0 and what follows, as /proc writes it. */
  private static final Pattern PLACED_IPV6 =
      Pattern.compile("fe8000000000000000000000000200[0-9a-f]{2} ");

  private ManyRouters() {}

  /** Starts them and waits until all are masters. */
  static RunningProcess start(Daemon daemon, Host host, String configuration) {
    RunningProcess process = daemon.start(host, Daemon.Part.ROUTERS, configuration);
    Await.until("all addresses of " + daemon, START, () -> placed(host) >= COUNT);
    return process;
  }

  /** Stops them and waits until their addresses are gone. */
  static void stop(RunningProcess process, Host host) {
    int unused = process.stop(START);
    Await.until("no address", START, () -> placed(host) == 0);
  }

  private static long placed(Host host) {
    // Every address of IPv4 is in two of the tries.
    return count(PLACED, host.procNet("fib_trie")) + count(PLACED_IPV6, host.procNet("if_inet6"));
  }

  private static long count(Pattern address, String list) {
    return address.matcher(list).results().map(MatchResult::group).distinct().count();
  }

  /** With an interval of a second; all advertise at about the same moment. */
  static String together() {
    return together("10.2.0.%d");
  }

  /** The same in version 3 over IPv6. */
  static String togetherOverIpv6() {
    return together("fe80::2:%x");
  }

  private static String together(String address) {
    StringBuilder text = new StringBuilder();
    for (int vrid = 1; vrid <= COUNT; vrid++) {
      text.append(
          """
          vrrp_instance VI_%1$d {
              state MASTER
              interface %2$s
              virtual_router_id %1$d
              priority 100
              advert_int 1
              virtual_ipaddress {
                  %3$s
              }
          }
          """
              .formatted(vrid, Network.INTERFACE, address.formatted(vrid)));
    }
    return text.toString();
  }
}
