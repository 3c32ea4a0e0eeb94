// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.IptablesListing;
import io.github.jlvs.doctor.filter.IptablesNames;
import io.github.jlvs.doctor.filter.PacketFilters;
import io.github.jlvs.doctor.filter.Ruleset;
import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Kernel;
import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.ManagedInterface;
import io.github.jlvs.doctor.seen.Modules;
import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Rejection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host of the guide's pair as it is seen in good health, and what is changed about it. */
public final class Patient {
  static final InetAddress VIP = IpAddresses.literal("10.1.80.90");
  static final String PEER = "10.1.80.92";
  static final String PEER_MAC = "02:00:00:00:00:02";
  static final String RS1_MAC = "02:00:00:00:00:03";

  static final Modules MODULES =
      new Modules("6.1.0-18-amd64", Set.of("ip_vs_wrr", "ip_vs_mh", "ip_vs_sh"), Optional.empty());

  /** The guide's file, in short. */
  static final String FILE =
      """
      vrrp_instance VI_1 {
          state MASTER
          interface enp0s3
          virtual_router_id 51
          priority 101
          advert_int 1
          authentication {
              auth_type PASS
              auth_pass 1111
          }
          virtual_ipaddress {
              10.1.80.90
          }
      }
      virtual_server 10.1.80.90 80 {
          lb_algo wrr
          lb_kind DR
          persistence_timeout 5
          protocol TCP
          real_server 10.1.80.93 80 {
              weight 100
              TCP_CHECK {
              }
          }
          real_server 10.1.80.95 80 {
              weight 100
              TCP_CHECK {
              }
          }
      }
      """;

  private final Task task;
  private final List<Interface> interfaces = new ArrayList<>();
  private final Map<String, Integer> parameters = new HashMap<>();
  private Kernel kernel = new Kernel(true, true, MODULES, List.of());
  private Routes routes = new Routes(List.of(), List.of());
  private Balancer balancer;
  private List<SyncMessage> syncMessages = List.of();
  private List<ManagedInterface> managed = List.of();
  private Duration clockStep = Duration.ZERO;
  private Sight<List<Listener>> listeners =
      new Sight.Taken<>(
          List.of(
              new Listener(IpProtocol.TCP, IpAddresses.literal("0.0.0.0"), 80),
              new Listener(new IpProtocol(112), IpAddresses.literal("0.0.0.0"), 112)));
  private Sight<List<ArpAnswers>> answers;
  private final Map<String, InetAddress> neighbours = new HashMap<>();
  private Sight<List<Hearing>> hearings;
  private Ruleset rules = new Ruleset(List.of(), IptablesNames.USUAL);
  private Optional<String> noFilters = Optional.empty();
  private Sight<List<DirectAnswer>> directAnswers = new Sight.Taken<>(List.of());

  private Patient(Task task) {
    this.task = task;
    this.balancer = balancer(task.virtualServers());
    this.answers = answering();
    this.hearings = new Sight.Taken<>(List.of());
    neighbours.put(PEER_MAC, IpAddresses.literal(PEER));
    neighbours.put(RS1_MAC, IpAddresses.literal("10.1.80.93"));
  }

  /** The master. */
  public static Patient master() {
    return master(FILE);
  }

  static Patient master(String file) {
    Patient patient = new Patient(Task.director("/etc/ds1.conf", configuration(file)));
    patient.link("10.1.80.91/24", "10.1.80.90/32");
    patient.set("net/ipv4/vs/expire_nodest_conn", 1);
    return patient.heard(4, 0, 0);
  }

  /** A director without virtual routers. */
  static Patient withoutRouters(String file) {
    Patient patient = new Patient(Task.director("/etc/ds1.conf", configuration(file)));
    patient.set("net/ipv4/vs/expire_nodest_conn", 1);
    return patient;
  }

  /** The other one, which hears the master. */
  static Patient backup() {
    return backup(FILE);
  }

  static Patient backup(String file) {
    Patient patient = new Patient(Task.director("/etc/ds2.conf", configuration(file)));
    patient.link("10.1.80.92/24");
    patient.set("net/ipv4/vs/expire_nodest_conn", 1);
    patient.answers = answering(PEER_MAC);
    return patient.heard(0, 4, 4);
  }

  /** A real server that keeps silent. */
  static Patient realServer() {
    return realServer(FILE);
  }

  static Patient realServer(String file) {
    return realServer(
        Task.realServer(
            Optional.of("/etc/ds1.conf"), Optional.of(configuration(file)), List.of(), Set.of()));
  }

  /** The same, which knows its virtual address alone. */
  static Patient realServerWithoutFile() {
    return realServer(Task.realServer(Optional.empty(), Optional.empty(), List.of(VIP), Set.of()));
  }

  private static Patient realServer(Task task) {
    Patient patient = new Patient(task);
    patient.link("10.1.80.93/24");
    patient.interfaces.add(
        new Interface(
            "lo", 1, "", "00:00:00:00:00:00", true, false, 65536, placed("10.1.80.90/32")));
    patient.set("net/ipv4/conf/all/arp_ignore", 1);
    patient.set("net/ipv4/conf/all/arp_announce", 2);
    patient.answers = answering(PEER_MAC);
    return patient;
  }

  /** The table that a daemon makes of them while all checks succeed. */
  static Balancer balancer(List<VirtualServerSetup> servers) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    for (VirtualServerSetup server : servers) {
      for (VirtualService service : server.services()) {
        List<DestinationStatus> all = new ArrayList<>();
        for (RealServer real : server.checks().realServers()) {
          int port = VirtualServerSetup.port(service.id());
          Destination one = server.destination(real, real.weight(), port);
          all.add(new DestinationStatus(one, 0, 0, 0, Statistics.ZERO, Rates.ZERO));
        }
        entries.add(
            new Snapshot.Entry(new ServiceStatus(service, Statistics.ZERO, Rates.ZERO), all));
      }
    }
    return new Balancer(4096, new Snapshot(entries), List.of(), List.of());
  }

  static Configuration configuration(String file) {
    return ConfigurationReader.read("keepalived.conf", file).configuration().orElseThrow();
  }

  static Sight<List<ArpAnswers>> answering(String... macs) {
    return new Sight.Taken<>(List.of(new ArpAnswers(VIP, "enp0s3", Set.of(macs))));
  }

  private static List<Interface.Placed> placed(String... prefixes) {
    List<Interface.Placed> found = new ArrayList<>();
    for (String each : prefixes) {
      int slash = each.indexOf('/');
      found.add(
          new Interface.Placed(
              IpAddresses.literal(each.substring(0, slash)),
              Integer.parseInt(each.substring(slash + 1))));
    }
    return found;
  }

  /** Gives enp0s3 these addresses. */
  Patient link(String... prefixes) {
    interfaces.removeIf(each -> each.name().equals("enp0s3"));
    interfaces.add(
        new Interface("enp0s3", 2, "", "02:00:00:00:00:01", true, true, 1500, placed(prefixes)));
    return this;
  }

  /** Takes an interface down. */
  Patient down(String name) {
    interfaces.replaceAll(
        each ->
            each.name().equals(name)
                ? new Interface(
                    name, each.index(), "", each.mac(), false, true, each.mtu(), each.addresses())
                : each);
    return this;
  }

  /** Adds an interface. */
  Patient with(String name, boolean answersArp, String... prefixes) {
    interfaces.removeIf(each -> each.name().equals(name));
    interfaces.add(new Interface(name, 9, "", "", true, answersArp, 1500, placed(prefixes)));
    return this;
  }

  /** Adds a tunnel. */
  Patient tunnel(String name, String kind, boolean up, String... prefixes) {
    interfaces.removeIf(each -> each.name().equals(name));
    interfaces.add(new Interface(name, 8, kind, "", up, false, 1480, placed(prefixes)));
    return this;
  }

  Patient set(String path, int value) {
    parameters.put(path, value);
    return this;
  }

  Patient answer(String... macs) {
    answers = answering(macs);
    return this;
  }

  /** Who answered for several addresses. */
  Patient asked(ArpAnswers... all) {
    List<ArpAnswers> more = new ArrayList<>(answers.seen().orElseThrow());
    more.addAll(List.of(all));
    answers = new Sight.Taken<>(more);
    return this;
  }

  Patient deaf(String why) {
    answers = new Sight.Missed<>(why);
    hearings = new Sight.Missed<>(why);
    directAnswers = new Sight.Missed<>(why);
    return this;
  }

  Patient heard(int sent, int onWire, int onSocket, Heard... heard) {
    hearings =
        new Sight.Taken<>(
            List.of(
                new Hearing(
                    task.routers().get(0),
                    Duration.ofMillis(3500),
                    sent,
                    onWire,
                    onSocket,
                    List.of(heard))));
    return this;
  }

  Patient filter(String... rules) {
    String listing =
        "*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n[4:128] -A "
            + String.join("\n[4:128] -A ", rules)
            + "\nCOMMIT\n";
    this.rules = IptablesListing.legacy("ip", listing, IptablesNames.USUAL);
    return this;
  }

  Patient withoutTools(String why) {
    noFilters = Optional.of(why);
    return this;
  }

  Patient direct(DirectAnswer... answers) {
    directAnswers = new Sight.Taken<>(List.of(answers));
    return this;
  }

  Patient unasked(String why) {
    directAnswers = new Sight.Missed<>(why);
    return this;
  }

  Patient kernel(boolean ipvs, boolean root, Capability... missing) {
    kernel = new Kernel(ipvs, root, MODULES, List.of(missing));
    return this;
  }

  Patient listening(Listener... sockets) {
    listeners = new Sight.Taken<>(List.of(sockets));
    return this;
  }

  static Heard refused(Rejection rejection) {
    InetAddress source = IpAddresses.literal(PEER);
    return new Heard(source, PEER_MAC, new Input.AdvertisementRefused(rejection, source), 3);
  }

  static Heard received(int count, Optional<Rejection> difference) {
    InetAddress source = IpAddresses.literal(PEER);
    Advertisement advertisement =
        new Advertisement(
            new Protocol.V2(), 51, 100, AdvertisementInterval.ofSeconds(1), List.of(VIP));
    return new Heard(
        source,
        PEER_MAC,
        new Input.AdvertisementReceived(advertisement, source, difference),
        count);
  }

  Patient modules(Modules modules) {
    kernel = new Kernel(true, true, modules, List.of());
    return this;
  }

  Patient routed(Routes ways) {
    routes = ways;
    return this;
  }

  Patient balancing(Balancer balancer) {
    this.balancer = balancer;
    return this;
  }

  Patient synchronised(SyncMessage... messages) {
    syncMessages = List.of(messages);
    return this;
  }

  Patient managed(ManagedInterface... interfaces) {
    managed = List.of(interfaces);
    return this;
  }

  Patient clock(Duration step) {
    clockStep = step;
    return this;
  }

  /** As it is seen. */
  public Seen seen() {
    return new Seen(
        task,
        interfaces,
        new Parameters(parameters),
        kernel,
        listeners,
        answers,
        neighbours,
        hearings,
        noFilters
            .<Sight<PacketFilters>>map(Sight.Missed::new)
            .orElseGet(() -> new Sight.Taken<>(new PacketFilters(rules, rules))),
        directAnswers,
        new Sight.Taken<>(routes),
        new Sight.Taken<>(balancer),
        new Sight.Taken<>(syncMessages),
        managed,
        clockStep);
  }

  Report examined() {
    return Checks.examine(seen());
  }

  /** The checks that found something. */
  List<String> found() {
    return examined().findings().stream().map(Report.Found::check).toList();
  }

  Finding finding(String check) {
    return examined().findings().stream()
        .filter(each -> each.check().equals(check))
        .findFirst()
        .orElseThrow()
        .finding();
  }

  /** What a check that looked at nothing says. */
  String leftOut(String check) {
    return examined().checks().stream()
        .filter(each -> each.name().equals(check))
        .map(each -> ((Verdict.LeftOut) each.verdict()).why())
        .findFirst()
        .orElseThrow();
  }

  static List<String> commands(Finding finding) {
    return finding.remedies().stream()
        .filter(Remedy.Command.class::isInstance)
        .map(each -> ((Remedy.Command) each).line())
        .toList();
  }
}
