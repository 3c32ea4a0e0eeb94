// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts on one switch, inside the kernel this JVM runs on. Nothing of it has a name outside its own
 * namespaces, so that several may exist at once, and all of it ends with {@link #close()}.
 *
 * <pre>{@code
 * try (Network network = Network.create()) {
 *   Host ds1 = network.host("ds1", "10.1.80.91/24");
 *   Host client = network.host("client", "10.1.80.62/24");
 *   client.exec("ping", "-c1", "10.1.80.91");
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads, but for the objects it hands out where they say so.
 */
public final class Network implements AutoCloseable {
  /** The one network interface of every host. */
  public static final String INTERFACE = "enp0s3";

  static final String BRIDGE = "br0";

  /**
   * Private file systems first; then a word that tells that the namespaces are there. What is
   * mounted below the private directories, such as a checkout that lies in /tmp, stays in place.
   */
  private static final String HOLD =
      """
      set -e
      hostname "$1"
      mount --make-rprivate /
      seen=$(awk '$2 ~ "^/(tmp|var/log)/" { print $2 }' /proc/self/mounts)
      mount -t tmpfs -o mode=755 tmpfs /run
      mkdir /run/all
      mount --rbind / /run/all
      mount -t tmpfs -o mode=1777 tmpfs /tmp
      mount -t tmpfs -o mode=755 tmpfs /var/log
      for dir in $seen; do
        dir=$(printf %b "$dir")
        mkdir -p "$dir"
        mount --rbind "/run/all$dir" "$dir"
      done
      umount -l /run/all
      rmdir /run/all
      mount -t sysfs sysfs /sys
      mkdir -p /run/lock /run/netns
      ip link set lo up
      echo ready
      exec sleep infinity
      """;

  /** The kernel gets to a new link in its own time, and drops what is sent until then. */
  private static final String UNTIL_FORWARDING =
      """
      while read -r state </sys/class/net/$1/brport/state; [ "$state" != 3 ]; do sleep 0.01; done
      """;

  private final Host theSwitch;
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final AtomicInteger markers = new AtomicInteger();
  private int dropped;

  private Network() {
    theSwitch = new Host("switch", hold("switch"), new Link(this, BRIDGE));
    onSwitch("ip", "link", "add", BRIDGE, "type", "bridge", "mcast_snooping", "0");
    onSwitch("ip", "link", "set", BRIDGE, "up");
  }

  /**
   * A network with a switch and no hosts.
   *
   * @return the network
   * @throws LabException if this process may not make namespaces
   */
  public static Network create() {
    return new Network();
  }

  /**
   * Adds a host.
   *
   * @param name its name, at most 15 characters; also the name of its port on the switch
   * @param addresses the addresses of its interface with their prefix lengths, such as {@code
   *     10.1.80.91/24}
   * @return the host, up and running
   */
  public Host host(String name, String... addresses) {
    Process holder = hold(name);
    Host host = new Host(name, holder, new Link(this, name));
    hosts.put(name, host);
    String mac = "02:00:00:00:00:%02x".formatted(hosts.size());
    String pid = String.valueOf(holder.pid());
    onSwitch(
        "ip", "link", "add", name, "type", "veth", "peer", "name", INTERFACE, "address", mac,
        "netns", pid);
    onSwitch("ip", "link", "set", name, "master", BRIDGE, "up");
    StringBuilder batch = new StringBuilder();
    for (String address : addresses) {
      // Without duplicate address detection an IPv6 address can be used at once.
      String flags = address.indexOf(':') < 0 ? "brd +" : "nodad";
      batch.append("addr add %s dev %s %s%n".formatted(address, INTERFACE, flags));
    }
    batch.append("link set ").append(INTERFACE).append(" up\n");
    host.exec(List.of("ip", "-batch", "-"), batch.toString(), Commands.LIMIT);
    onSwitch("sh", "-ec", UNTIL_FORWARDING, "sh", name);
    return host;
  }

  /**
   * A host by its name.
   *
   * @param name the name
   * @return the host
   * @throws LabException if there is none
   */
  public Host host(String name) {
    Host host = hosts.get(name);
    if (host == null) {
      throw new LabException("no host " + name + " in this network, only " + hosts.keySet());
    }
    return host;
  }

  /**
   * All hosts.
   *
   * @return in the order they were added
   */
  public List<Host> hosts() {
    return List.copyOf(hosts.values());
  }

  /**
   * Runs a command on the switch, whose ports bear the hosts' names.
   *
   * @param command the command and its arguments
   * @return what it left behind
   * @throws LabException unless it succeeds
   */
  public CommandResult onSwitch(String... command) {
    return theSwitch.exec(command);
  }

  /**
   * The switch drops what a rule matches, until the returned object is closed. The rule is
   * nftables', in the forwarding of a bridge: {@code iifname} and {@code oifname} are hosts' names.
   *
   * @param rule such as {@code iifname "ds1" ip protocol 112}
   * @return closes to let it pass again
   * @throws LabException if nft does not take the rule
   */
  public Dropping dropping(String rule) {
    String table = "drop%d".formatted(++dropped);
    String text =
        "table bridge %s {%n chain f {%n type filter hook forward priority 0;%n %s counter drop%n }%n}%n"
            .formatted(table, rule);
    theSwitch.exec(List.of("nft", "-f", "-"), text, Commands.LIMIT);
    return new Dropping(this, table);
  }

  /** A rule of the switch by which it drops frames; closing it lets them pass again. */
  public static final class Dropping implements AutoCloseable {
    private final Network network;
    private final String table;

    private Dropping(Network network, String table) {
      this.network = network;
      this.table = table;
    }

    /**
     * The rule with its counters, as nft lists it.
     *
     * @return nft's text
     */
    public String listing() {
      return network.onSwitch("nft", "list", "table", "bridge", table).out();
    }

    /** Lets the frames pass again. */
    @Override
    public void close() {
      network.onSwitch("nft", "delete", "table", "bridge", table);
    }
  }

  /**
   * Starts capturing on the switch, which sees what any host sends; returns once tcpdump listens.
   *
   * @param filter tcpdump's filter expression, such as {@code vrrp or arp}; empty: everything
   * @return the capture
   */
  public Capture capture(String filter) {
    return theSwitch.capture(BRIDGE, filter);
  }

  /**
   * Every process started on a host, with its output so far: what one wants to see when a test
   * failed.
   *
   * @return a text of several lines
   */
  public String story() {
    List<String> parts = new ArrayList<>();
    for (Host host : hosts.values()) {
      for (RunningProcess process : host.processes()) {
        String state = process.running() ? "running" : "ended";
        parts.add("--- %s (%s)%n%s".formatted(process, state, process.output()));
      }
    }
    return String.join("", parts);
  }

  /** An address of nobody, to ask for in a frame that captures of this network know by it. */
  String nextMarker() {
    return Marker.address(markers.getAndIncrement());
  }

  private static Process hold(String name) {
    try {
      Process holder =
          new ProcessBuilder(
                  "unshare", "--net", "--mount", "--uts", "--", "sh", "-c", HOLD, "hold", name)
              .redirectErrorStream(true)
              .start();
      BufferedReader out = holder.inputReader();
      String first = out.readLine();
      if (!"ready".equals(first)) {
        throw new LabException(
            "cannot make the namespaces of host %s: %s (is this root, inside tools/lab/in-kernel?)"
                .formatted(name, first));
      }
      return holder;
    } catch (IOException e) {
      throw new LabException("cannot make the namespaces of host " + name, e);
    }
  }

  /** Ends every process and removes every namespace. */
  @Override
  public void close() {
    hosts.values().forEach(Host::close);
    theSwitch.close();
  }
}
