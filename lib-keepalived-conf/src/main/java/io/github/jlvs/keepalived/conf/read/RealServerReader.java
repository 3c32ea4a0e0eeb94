// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code real_server}. What its virtual server hands down comes once all of that block is
 * read.
 */
final class RealServerReader {
  private static final Argument<Optional<Long>> CONNECTIONS = number(0L, Integer.MAX_VALUE);

  /** A day is longer than any connection that is worth waiting for. */
  static final Argument<Optional<Integer>> DRAIN = number(0, 86400);

  static final DeclaredBlock<RealServerReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.REAL_SERVER,
          Keywords.<RealServerReader>none()
              .on(
                  keyword("weight", number(0, Integer.MAX_VALUE))
                      .byDefault(Standard.ofVirtualServer().orElse(1))
                      .says("Its share of new connections"),
                  (reader, weight) -> reader.weight = weight)
              .on(
                  keyword("lvs_method", ForwardingArgument.METHOD)
                      .byDefault(Standard.ofVirtualServer())
                      .says("How packets reach it"),
                  (reader, method) -> reader.method = method)
              .on(
                  keyword("uthreshold", CONNECTIONS)
                      .byDefault(Standard.value(0, "which is none"))
                      .says("With more connections it gets no new ones"),
                  (reader, most) -> reader.upperThreshold = most.orElse(0L))
              .on(
                  keyword("lthreshold", CONNECTIONS)
                      .byDefault(Standard.value(0, "which is three quarters of `uthreshold`"))
                      .says("With fewer it gets new ones again"),
                  (reader, most) -> reader.lowerThreshold = most.orElse(0L))
              .on(
                  keyword("inhibit_on_failure", flag())
                      .byDefault(Standard.ofVirtualServer())
                      .says("When it is down it stays in the table with weight 0"),
                  (reader, on) -> reader.inhibit = Optional.of(on))
              .on(
                  keyword("drain", DRAIN)
                      .byDefault(Standard.ofVirtualServer())
                      .says("Seconds that it keeps its connections when a reload takes it away"),
                  (reader, seconds) -> reader.drain = seconds)
              .on(
                  keyword("notify_up", command()).says("Run when it comes up"),
                  (reader, command) -> reader.notifyUp = command)
              .on(
                  keyword("notify_down", command()).says("Run when it goes down"),
                  (reader, command) -> reader.notifyDown = command)
              .with(AlertReader.ofRealServer(), reader -> reader.alerts)
              .with(CheckOptions.OF_SERVERS, reader -> reader.options)
              .on(
                  keyword("virtualhost", HostName.NAME)
                      .byDefault(Standard.ofVirtualServer())
                      .says("The host that HTTP_GET and SSL_GET ask for"),
                  (reader, host) -> reader.virtualHost = host)
              .onEach(
                  block("TCP_CHECK", "", PlainCheckReader.TCP_CHECK)
                      .says("A check that connects by TCP, and closes"),
                  (reader, check) -> reader.checks.add(PlainCheckReader.tcp(check, reader.context)))
              .onEach(
                  block("UDP_CHECK", "", UdpCheckReader.BLOCK)
                      .says("A check that sends a datagram, and may want an answer"),
                  (reader, check) ->
                      reader.checks.add(new UdpCheckReader(check, reader.context).read()))
              .onEach(
                  block("PING_CHECK", "", PlainCheckReader.PING_CHECK)
                      .says("A check that sends an echo request of ICMP"),
                  (reader, check) ->
                      reader.checks.add(PlainCheckReader.ping(check, reader.context)))
              .onEach(
                  block("DR_CHECK", "", DirectCheckReader.BLOCK)
                      .says("A check that asks it as the virtual address, as clients do"),
                  (reader, check) ->
                      reader.checks.add(new DirectCheckReader(check, reader.context).read()))
              .onEach(
                  block("MISC_CHECK", "", MiscCheckReader.BLOCK)
                      .says("A check that runs a program"),
                  (reader, check) ->
                      reader.checks.add(new MiscCheckReader(check, reader.context).read()))
              .onEach(
                  block("FILE_CHECK", "", FileCheckReader.BLOCK)
                      .says("A file with a number that changes the weight"),
                  (reader, check) ->
                      reader.checks.add(new FileCheckReader(check, reader.context).read()))
              .onEach(
                  block("HTTP_GET", "", HttpCheckReader.HTTP_GET)
                      .says("A check that asks for pages by HTTP"),
                  RealServerReader::http)
              .onEach(
                  block("SSL_GET", "", HttpCheckReader.SSL_GET)
                      .says("A check that asks for pages by HTTP over TLS"),
                  RealServerReader::http)
              .onEach(
                  block("DNS_CHECK", "", DnsCheckReader.BLOCK)
                      .says("A check that asks a name server"),
                  (reader, check) ->
                      reader.checks.add(new DnsCheckReader(check, reader.context).read()))
              .onEach(
                  block("SMTP_CHECK", "", SmtpCheckReader.BLOCK)
                      .says("A check that greets a mail server, and takes leave"),
                  (reader, check) ->
                      reader.checks.addAll(new SmtpCheckReader(check, reader.context).read())));

  private final Statement server;
  private final ReaderContext context;
  private final CheckOptions options = new CheckOptions();
  private final AlertReader alerts;
  private final List<CheckReader> checks = new ArrayList<>();
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Word> portWord = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Integer> weight = Optional.empty();
  private Optional<Boolean> inhibit = Optional.empty();
  private Optional<Integer> drain = Optional.empty();
  private Optional<String> virtualHost = Optional.empty();
  private Optional<Forwarding> method = Optional.empty();
  private Optional<Command> notifyUp = Optional.empty();
  private Optional<Command> notifyDown = Optional.empty();
  private long upperThreshold;
  private long lowerThreshold;

  RealServerReader(Statement server, ReaderContext context) {
    this.server = server;
    this.context = context;
    this.alerts = new AlertReader(context);
  }

  RealServerReader read() {
    context.words().atMost(server, 2);
    address =
        context
            .words()
            .at(server, 0, "an address and a port")
            .flatMap(word -> context.read(new AddressValue(), word));
    portWord =
        server.arguments().size() > 1 ? Optional.of(server.arguments().get(1)) : Optional.empty();
    port = portWord.flatMap(word -> context.read(NumberValue.port(), word));
    new BlockReader<>(BLOCK, this, context).read(server.children());
    if (lowerThreshold > upperThreshold && upperThreshold > 0) {
      context
          .diagnostics()
          .error(server.position(), "'lthreshold' is above 'uthreshold' in this real_server");
    }
    return this;
  }

  private void http(Statement check) {
    checks.add(new HttpCheckReader(check, context).read());
  }

  Optional<Located<ServerBlock<RealServer>>> within(ServerDefaults outer) {
    return address.map(a -> new Located<>(realServer(a, outer), server.position()));
  }

  private ServerBlock<RealServer> realServer(InetAddress at, ServerDefaults outer) {
    Forwarding by = method.orElse(outer.forwarding());
    int to = port(outer, by);
    int configuredWeight = weight.orElse(outer.weight());
    ServiceAddress reachedAt = outer.address(at, to);
    CheckDefaults defaults = new CheckDefaults(options, virtualHost).within(outer.checks());
    CheckedServer checked = new CheckedServer(reachedAt, by, outer.services());
    List<Check> made =
        checks.stream().flatMap(check -> check.within(checked, defaults).stream()).toList();
    Located<InetAddress> located = new Located<>(at, server.arguments().get(0).position());
    outer.checkFamily(located, by, context.diagnostics());
    boolean stays = outer.stateless().inhibit(inhibit, outer.inhibitOnFailure());
    return new ServerBlock<>(
        new RealServer(reachedAt, configuredWeight, stays, made),
        Destination.of(new DestinationId(at, to), by, configuredWeight)
            .withThresholds(upperThreshold, lowerThreshold),
        drain.map(Duration::ofSeconds).orElse(outer.drain()),
        new UpDownScripts(notifyUp, notifyDown),
        alerts.alerts().mail());
  }

  /**
   * Only address translation can change the port; a firewall mark has none to compare with. In a
   * group a server may have the port that its check looks at.
   */
  private int port(ServerDefaults outer, Forwarding by) {
    if (outer.servicePort().isEmpty()) {
      sayOtherPortThanGroup(outer, by);
      return port.orElse(0);
    }
    int ofService = outer.servicePort().get();
    int given = port.orElse(ofService);
    if (by.equals(Forwarding.MASQUERADE) || given == ofService) {
      return given;
    }
    context
        .diagnostics()
        .warning(
            portWord.map(Word::position).orElse(server.position()),
            "the port must be that of the virtual_server with "
                + ForwardingArgument.word(by)
                + ": "
                + ofService
                + " is used");
    return ofService;
  }

  private void sayOtherPortThanGroup(ServerDefaults outer, Forwarding by) {
    boolean ofGroup = outer.services().filter(Services::isGroup).isPresent();
    int given = port.orElse(0);
    if (ofGroup && given != 0 && !by.equals(Forwarding.MASQUERADE) && !outer.isPortOfGroup(given)) {
      context
          .diagnostics()
          .warning(
              portWord.map(Word::position).orElse(server.position()),
              "no address of the group has port "
                  + given
                  + ": with "
                  + ForwardingArgument.word(by)
                  + " packets keep the port that they came to, and this one is for checks alone");
    }
  }

  boolean isTunnelled(Forwarding byDefault) {
    return method.orElse(byDefault) instanceof Forwarding.Tunnel;
  }

  /** Whether nothing is said of checks: what is not done yet has its own warning. */
  boolean isUnchecked() {
    for (Statement child : server.children()) {
      if (child.name().endsWith("_CHECK") || child.name().endsWith("_GET")) {
        return false;
      }
    }
    return true;
  }

  Optional<AddressFamily> family() {
    return address.map(AddressFamily::of);
  }
}
