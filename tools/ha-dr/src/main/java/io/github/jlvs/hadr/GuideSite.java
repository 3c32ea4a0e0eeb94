// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * The guide's network: two directors, two real servers and a client on one switch, with tcpdump on
 * the wires that tell. Everything in it ends with the network.
 *
 * @param network the switch and the hosts
 * @param ds1 the director with priority 101
 * @param ds2 the director with priority 100
 * @param rs1 the first real server
 * @param rs2 the second
 * @param client who asks for the page
 * @param wires what tcpdump sees
 * @param files the guide's files
 */
public record GuideSite(
    Network network,
    Director ds1,
    Director ds2,
    RealServer rs1,
    RealServer rs2,
    Client client,
    Wires wires,
    GuideFiles files) {
  /** The virtual address. */
  public static final String VIP = "10.1.80.90";

  /** The virtual service as the kernel lists it. */
  public static final String SERVICE = "TCP " + VIP + ":80";

  /**
   * The five hosts, with nothing running yet but tcpdump.
   *
   * @param network an empty network
   * @param checkout where the guide's files are
   * @param tools the programs to perform the guide with
   */
  public static GuideSite in(Network network, Path checkout, Tools tools) {
    GuideFiles files = new GuideFiles(checkout.resolve("samples/ha-dr"));
    Director ds1 =
        new Director(
            network.host("ds1", "10.1.80.91/24"), tools.ds1(), "10.1.80.91", 101, tools.ipvsadm());
    Director ds2 =
        new Director(
            network.host("ds2", "10.1.80.92/24"), tools.ds2(), "10.1.80.92", 100, tools.ipvsadm());
    RealServer rs1 =
        new RealServer(
            network.host("rs1", "10.1.80.93/24"), tools.realServers(), files, "10.1.80.93");
    RealServer rs2 =
        new RealServer(
            network.host("rs2", "10.1.80.95/24"), tools.realServers(), files, "10.1.80.95");
    Client client = new Client(network.host("client", Client.ADDRESS + "/24"));
    Wires wires = Wires.of(network, ds2.host(), client.host());
    return new GuideSite(network, ds1, ds2, rs1, rs2, client, wires, files);
  }

  /** Both directors. */
  public List<Director> directors() {
    return List.of(ds1, ds2);
  }

  /** Both real servers. */
  public List<RealServer> realServers() {
    return List.of(rs1, rs2);
  }

  /** The director that is not the given one. */
  public Director other(Director director) {
    return director == ds1 ? ds2 : ds1;
  }

  /** Starts the daemon of a director with the configuration that the guide prints for it. */
  public void start(Director director) {
    director.start(files.configuration(director.name()));
  }
}
