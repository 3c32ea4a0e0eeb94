// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.model.RealServer;
import io.github.jlvs.jkeepalived.config.model.SchedulerFlag;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code virtual_server}. */
final class VirtualServerReader {
  private static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq",
          "twos");

  private final Statement server;
  private final ValueParser values;
  private final Diagnostics diagnostics;
  private final CheckOptions options = new CheckOptions();
  private final PersistenceReader persistence;
  private final QuorumReader quorum;
  private final SorryServerReader sorryServer;
  private final List<RealServerReader> realServers = new ArrayList<>();
  private final Set<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
  private Optional<VirtualServerAddress> address = Optional.empty();
  private Optional<String> scheduler = Optional.empty();
  private Optional<ForwardingMethod> method = Optional.empty();
  private Optional<IpProtocol> protocol = Optional.empty();
  private Optional<Integer> weight = Optional.empty();
  private Optional<String> family = Optional.empty();
  private boolean schedulerGiven;
  private boolean methodGiven;
  private boolean protocolGiven;
  private boolean inhibit;
  private boolean omega;
  private Optional<Position> onePacket = Optional.empty();

  VirtualServerReader(Statement server, ValueParser values) {
    this.server = server;
    this.values = values;
    this.diagnostics = values.diagnostics();
    this.persistence = new PersistenceReader(values);
    this.quorum = new QuorumReader(values);
    this.sorryServer = new SorryServerReader(values);
  }

  Optional<Located<VirtualServer>> read() {
    BlockReader block = new BlockReader(BlockKind.VIRTUAL_SERVER, values);
    options.handle(block, values);
    persistence.handle(block);
    quorum.handle(block);
    sorryServer.handle(block);
    block
        .on("lb_algo", this::scheduler)
        .on("lvs_sched", this::scheduler)
        .on("lb_kind", this::method)
        .on("lvs_method", this::method)
        .on("protocol", this::protocol)
        .on("weight", s -> weight = values.number(s, 0, Integer.MAX_VALUE))
        .on("inhibit_on_failure", s -> inhibit = values.flag(s))
        .on("omega", s -> omega = values.flag(s))
        .on("ops", this::onePacket)
        .on("ip_family", this::family)
        .on("flag-1", s -> flag(s, SchedulerFlag.FLAG_1))
        .on("flag-2", s -> flag(s, SchedulerFlag.FLAG_2))
        .on("flag-3", s -> flag(s, SchedulerFlag.FLAG_3))
        .on("sh-fallback", s -> flag(s, SchedulerFlag.FLAG_1))
        .on("sh-port", s -> flag(s, SchedulerFlag.FLAG_2))
        .on("mh-fallback", s -> flag(s, SchedulerFlag.FLAG_1))
        .on("mh-port", s -> flag(s, SchedulerFlag.FLAG_2))
        .onEach("real_server", s -> realServers.add(new RealServerReader(s, values).read()))
        .read(GlobalReader.statementsOf(server));
    address = readAddress();
    return finish();
  }

  private Optional<Located<VirtualServer>> finish() {
    if (!protocolGiven && !isFirewallMark()) {
      diagnostics.warning(
          server.position(),
          "'protocol' is missing in this virtual_server: UDP is used (did you mean TCP?)");
    }
    if (!schedulerGiven) {
      diagnostics.warning(
          server.position(), "'lb_algo' is missing in this virtual_server: wlc is used");
    }
    if (!methodGiven) {
      diagnostics.warning(
          server.position(), "'lb_kind' is missing in this virtual_server: NAT is used");
    }
    List<RealServer> servers =
        RealServers.unique(
            realServers.stream().flatMap(reader -> reader.serverOf(this).stream()).toList(),
            diagnostics);
    if (realServers.isEmpty()) {
      diagnostics.warning(server.position(), "this virtual_server has no real_server: ignored");
    }
    if (address.isEmpty() || servers.isEmpty()) {
      return Optional.empty();
    }
    sayUnchecked(realServers.size());
    IpProtocol by = protocol.orElse(isFirewallMark() ? IpProtocol.TCP : IpProtocol.UDP);
    VirtualServer result =
        new VirtualServer(
            address.get(),
            by,
            scheduler.orElse("wlc"),
            flags,
            method(),
            persistence.persistence(family()),
            isOnePacket(by),
            quorum.quorum(servers.stream().mapToLong(RealServer::weight).sum()),
            options.alpha(),
            omega,
            sorryServer.server(method(), family()),
            servers);
    Position at =
        server.arguments().isEmpty() ? server.position() : server.arguments().get(0).position();
    return Optional.of(new Located<>(result, at));
  }

  Optional<VirtualServerAddress> address() {
    return address;
  }

  ForwardingMethod method() {
    return method.orElse(ForwardingMethod.NAT);
  }

  CheckOptions checkOptions() {
    return options;
  }

  Optional<Integer> weight() {
    return weight;
  }

  boolean inhibitOnFailure() {
    return inhibit;
  }

  private boolean isFirewallMark() {
    return server.arguments().stream()
        .findFirst()
        .map(w -> w.text().equals("fwmark"))
        .orElse(false);
  }

  private AddressFamily family() {
    return address.map(VirtualServerAddress::family).orElse(AddressFamily.IPV4);
  }

  /** A mark has the family that the file names, else that of the first real server. */
  private AddressFamily familyOfMark() {
    if (family.isPresent()) {
      return family.get().equals("inet6") ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }
    return realServers.stream()
        .findFirst()
        .flatMap(RealServerReader::family)
        .orElse(AddressFamily.IPV4);
  }

  private Optional<VirtualServerAddress> readAddress() {
    values.atMost(server, 2);
    Optional<Word> first = values.at(server, 0, "an address and a port, or 'fwmark' and a number");
    if (isFirewallMark()) {
      return values
          .at(server, 1, "a firewall mark")
          .flatMap(word -> values.number(word, "fwmark", 1L, 0xffff_ffffL))
          .map(mark -> new VirtualServerAddress.FirewallMark(mark, familyOfMark()));
    }
    return first
        .flatMap(values::address)
        .flatMap(a -> port().map(p -> new VirtualServerAddress.Endpoint(a, p)));
  }

  private Optional<Integer> port() {
    Optional<Word> word = server.arguments().stream().skip(1).findFirst();
    Optional<Integer> port = word.isEmpty() ? Optional.of(0) : word.flatMap(values::port);
    if (port.equals(Optional.of(0)) && !persistence.isGiven()) {
      diagnostics.error(
          word.map(Word::position).orElse(server.position()),
          "the port is missing in this virtual_server (without one it takes every port, which"
              + " needs 'persistence_timeout')");
    }
    return port;
  }

  private void scheduler(Statement statement) {
    schedulerGiven = true;
    Optional<Word> word = values.only(statement, "a scheduler");
    if (word.map(w -> w.text().equals("loadbalance")).orElse(false)) {
      diagnostics.warning(
          word.get().position(),
          "'loadbalance' is no scheduler of the kernel, ignored: wlc is used");
      return;
    }
    word.ifPresent(
        w -> {
          if (SCHEDULERS.contains(w.text())) {
            scheduler = Optional.of(w.text());
          } else {
            values.unknown(w, "a scheduler", SCHEDULERS);
          }
        });
  }

  private void method(Statement statement) {
    methodGiven = true;
    method = method(statement, values);
  }

  static Optional<ForwardingMethod> method(Statement statement, ValueParser values) {
    Optional<Word> word = values.at(statement, 0, "a forwarding method");
    Optional<ForwardingMethod> method =
        word.flatMap(w -> values.choice(w, ForwardingMethod.class, "a forwarding method"));
    boolean tunnelType =
        method.equals(Optional.of(ForwardingMethod.TUN)) && statement.arguments().size() > 1;
    if (tunnelType) {
      Word option = statement.arguments().get(1);
      values
          .diagnostics()
          .error(
              option.position(),
              "options of a tunnel, such as "
                  + Quoted.quote(option.text())
                  + ", are not supported yet");
    } else {
      values.atMost(statement, 1);
    }
    return method;
  }

  private void protocol(Statement statement) {
    protocolGiven = true;
    protocol = values.only(statement, "a protocol").flatMap(values::protocol);
  }

  private void onePacket(Statement statement) {
    onePacket = Optional.of(statement.position());
    values.present(statement);
  }

  /** The kernel passes it over for other protocols; a mark may stand for any. */
  private boolean isOnePacket(IpProtocol of) {
    if (onePacket.isEmpty() || isFirewallMark() || of.equals(IpProtocol.UDP)) {
      return onePacket.isPresent();
    }
    diagnostics.warning(onePacket.get(), "'ops' is for UDP, and this is " + of + ": ignored");
    return false;
  }

  private void sayUnchecked(int all) {
    long without = realServers.stream().filter(RealServerReader::isUnchecked).count();
    if (without > 0) {
      diagnostics.warning(
          server.position(),
          (without == all
                  ? "no real_server of this virtual_server has a check: they stay"
                  : without == 1
                      ? "one real_server of this virtual_server has no check: it stays"
                      : without + " real_servers of this virtual_server have no check: they stay")
              + " in the table, dead or alive");
    }
  }

  private void family(Statement statement) {
    Optional<Word> word = values.only(statement, "inet or inet6");
    word.ifPresent(
        w -> {
          if (w.text().equals("inet") || w.text().equals("inet6")) {
            family = Optional.of(w.text());
          } else {
            values.unknown(w, "an address family", List.of("inet", "inet6"));
          }
        });
  }

  private void flag(Statement statement, SchedulerFlag flag) {
    values.atMost(statement, 0);
    flags.add(flag);
  }
}
