// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.address;
import static io.github.jlvs.keepalived.conf.argument.Argument.interfaceName;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.DirectWays;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code DR_CHECK}, which asks a real server of direct routing or of a tunnel as the virtual
 * address. keepalived has nothing like it.
 */
final class DirectCheckReader implements CheckReader {
  static final DeclaredBlock<DirectCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.DR_CHECK,
          Keywords.<DirectCheckReader>none()
              .on(
                  keyword("connect_ip", Located.word(address()))
                      .byDefault(Standard.inWords("that of the virtual server"))
                      .says("The virtual address it asks as"),
                  (reader, address) -> reader.address = address)
              .on(
                  keyword("connect_port", number(1, 65535))
                      .byDefault(Standard.inWords("that of the virtual server"))
                      .says("The port it asks for, by TCP"),
                  (reader, port) -> reader.port = port)
              .on(
                  keyword("bindto", Located.word(address()))
                      .byDefault(Standard.inWords("that of the route to the real server"))
                      .says("This host's address that it asks from; never the virtual address"),
                  (reader, address) -> reader.source = address)
              .on(
                  keyword("bind_if", interfaceName())
                      .byDefault(Standard.inWords("that of the route to the real server"))
                      .says("The interface it goes out by, and the answer comes in by"),
                  (reader, name) -> reader.device = name)
              .with(CheckOptions.ofNetwork(CheckOptions.Usual.OF_MOST), reader -> reader.options));

  private final Statement check;
  private final ReaderContext context;
  private final CheckOptions options = new CheckOptions();
  private Optional<Located<InetAddress>> address = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Located<InetAddress>> source = Optional.empty();
  private Optional<String> device = Optional.empty();

  DirectCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
  }

  DirectCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    return this;
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return server
        .services()
        .flatMap(services -> probe(server, services))
        .map(
            probe ->
                new Check(
                    options.within(outer.options()).policy(CheckOptions.Usual.OF_MOST), probe));
  }

  /** The first thing that stands against it is reported. */
  private Optional<DirectProbe> probe(CheckedServer server, Services services) {
    Optional<Way> way = way(server.by());
    if (way.isEmpty()) {
      return Optional.empty();
    }
    List<ServiceId.Address> served = services.addresses().toList();
    Optional<InetAddress> virtual = virtualAddress(served);
    Optional<Integer> virtualPort = virtual.flatMap(at -> virtualPort(services, served));
    if (virtual.isEmpty() || virtualPort.isEmpty()) {
      return Optional.empty();
    }
    InetAddress its = server.address().address();
    if (!isAskable(its, virtual.get(), way.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new DirectProbe(
            its,
            new InetSocketAddress(virtual.get(), virtualPort.get()),
            way.get(),
            source.map(Located::value),
            device));
  }

  private Optional<Way> way(Forwarding by) {
    Optional<Way> way = DirectWays.of(by);
    if (way.isEmpty()) {
      error(
          check.position(),
          "'DR_CHECK' is for lvs_method DR and TUN: with "
              + ForwardingArgument.word(by)
              + " no packet for the virtual address reaches this real_server (use TCP_CHECK)");
    }
    return way;
  }

  private Optional<InetAddress> virtualAddress(List<ServiceId.Address> served) {
    List<InetAddress> all = served.stream().map(ServiceId.Address::address).distinct().toList();
    if (address.isPresent()) {
      return address.map(Located::value);
    }
    if (all.size() == 1) {
      return Optional.of(all.get(0));
    }
    error(
        check.position(),
        missing(
            "connect_ip",
            "the virtual address it asks as, of which this virtual_server has "
                + (all.isEmpty() ? "none" : "several")));
    return Optional.empty();
  }

  /** A service of UDP may have a TCP port beside it, which somebody has to name. */
  private Optional<Integer> virtualPort(Services services, List<ServiceId.Address> served) {
    if (port.isPresent()) {
      return port;
    }
    List<Integer> all = served.stream().map(ServiceId.Address::port).distinct().toList();
    boolean tcp = services.protocol().equals(IpProtocol.TCP);
    if (tcp && all.size() == 1 && all.get(0) != 0) {
      return Optional.of(all.get(0));
    }
    error(
        check.position(),
        missing(
            "connect_port",
            tcp || all.isEmpty()
                ? "the port it asks for, of which this virtual_server has "
                    + (all.size() > 1 ? "several" : "none")
                : "a port of TCP it asks for, as this virtual_server is of "
                    + services.protocol()));
    return Optional.empty();
  }

  private boolean isAskable(InetAddress server, InetAddress virtual, Way way) {
    AddressFamily family = AddressFamily.of(virtual);
    boolean mixed = AddressFamily.of(server) != family;
    if (mixed && way instanceof Way.Link) {
      // Where it is that of the virtual server, the real server has been reported.
      address.ifPresent(
          at ->
              error(
                  at.position(),
                  "'connect_ip' is of another address family than this real_server: "
                      + IpAddresses.format(server)));
      return false;
    }
    if (source.isEmpty() && mixed) {
      error(
          check.position(),
          missing("bindto", "this host's own address of the family of the virtual address"));
      return false;
    }
    return source.isEmpty() || isSource(source.get(), virtual);
  }

  private boolean isSource(Located<InetAddress> from, InetAddress virtual) {
    boolean other = AddressFamily.of(from.value()) != AddressFamily.of(virtual);
    boolean same = from.value().equals(virtual);
    if (other) {
      error(
          from.position(),
          "'bindto' is of another address family than what this DR_CHECK asks as: "
              + IpAddresses.format(virtual));
    } else if (same) {
      error(
          from.position(),
          "'bindto' is the virtual address, and this real_server would answer itself (give an"
              + " address that this host has of its own)");
    }
    return !other && !same;
  }

  private static String missing(String keyword, String what) {
    return "'" + keyword + "' is missing in this DR_CHECK: " + what;
  }

  private void error(Position position, String text) {
    context.diagnostics().error(position, text);
  }
}
