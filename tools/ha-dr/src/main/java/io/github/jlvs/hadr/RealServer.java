// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.InterfaceAddress;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One of the two real servers: prepared for direct routing, with nginx. */
public final class RealServer {
  private final Host host;
  private final RealServerTool tool;
  private final GuideFiles files;
  private final String address;
  private final String mac;
  private Optional<RunningProcess> nginx = Optional.empty();

  RealServer(Host host, RealServerTool tool, GuideFiles files, String address) {
    this.host = host;
    this.tool = tool;
    this.files = files;
    this.address = address;
    this.mac = host.mac();
  }

  /** Its name, {@code rs1} or {@code rs2}. */
  public String name() {
    return host.name();
  }

  /** The machine. */
  public Host host() {
    return host;
  }

  /** Its own address. */
  public String address() {
    return address;
  }

  /** Address and port as tables show them. */
  public String destination() {
    return address + ":80";
  }

  /** The Ethernet address of its interface. */
  public String mac() {
    return mac;
  }

  /** Prepares it to answer for the virtual address without claiming it on the network. */
  public CommandResult prepare() {
    return tool.start(host, GuideSite.VIP);
  }

  /** Takes that back. */
  public CommandResult release() {
    return tool.stop(host, GuideSite.VIP);
  }

  /** What prepares it. */
  public RealServerTool tool() {
    return tool;
  }

  /** Starts nginx with the guide's page. */
  public void startNginx() {
    host.write("/run/nginx.conf", files.nginx(name()));
    host.write("/run/www/index.html", files.page(name()));
    nginx = Optional.of(host.start("nginx", "-c", "/run/nginx.conf"));
  }

  /** Stops nginx. */
  public void stopNginx() {
    nginx.ifPresent(process -> process.stop(Duration.ofSeconds(5)));
    nginx = Optional.empty();
  }

  /** The virtual address where {@code ip addr} shows it on this host. */
  public List<InterfaceAddress> vips() {
    return host.addresses().stream().filter(a -> a.address().equals(GuideSite.VIP)).toList();
  }

  /** arp_ignore and arp_announce of lo and of all, such as {@code 1 2 1 2}. */
  public String arpSettings() {
    return host.sh(
            """
            cd /proc/sys/net/ipv4/conf
            echo $(cat lo/arp_ignore lo/arp_announce all/arp_ignore all/arp_announce)
            """)
        .strip();
  }

  /** Its name. */
  @Override
  public String toString() {
    return name();
  }
}
