// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Virtual servers of a small world, so that two of its configurations have much in common. No check
 * is ever due: a server is up or down as {@code alpha} says.
 */
final class AnyServers {
  /**
   * A virtual server; 0 to 2 are TCP services, 3 and 4 firewall marks, 5 is one of a group, 6 is a
   * UDP service, 7 one of IPv6.
   *
   * @param group the lines of the group
   */
  record Virtual(
      int number,
      List<String> group,
      String scheduler,
      String method,
      int persistence,
      int quorum,
      Sorry sorry,
      List<Real> servers) {

    /** Of a group of marks alone nobody knows the protocol, so its servers are other ones. */
    String servedAs() {
      boolean marksAlone =
          number == GROUP && group.stream().allMatch(line -> line.startsWith("fwmark"));
      return number + (marksAlone ? " by marks" : "");
    }

    /** What stands before the last number of an address. */
    private String net(String ipv4) {
      return number == IPV6 ? "2001:db8:" + ipv4.charAt(5) + "::" : ipv4;
    }
  }

  enum Sorry {
    NONE,
    PLAIN,
    INHIBIT
  }

  /** A real server; its state counts where it is checked. */
  record Real(
      int number,
      int weight,
      String method,
      int threshold,
      boolean inhibit,
      boolean checked,
      boolean down) {

    boolean isUp() {
      return !checked || !down;
    }

    Real inState(boolean up) {
      return new Real(number, weight, method, threshold, inhibit, checked, !up);
    }
  }

  private static final int GROUP = 5;
  private static final int UDP = 6;
  private static final int IPV6 = 7;

  /** Of which two groups may have some, longer or shorter, and in another order. */
  private static final List<String> GROUP_LINES =
      List.of("10.0.3.1 80", "10.0.3.1-2 81", "10.0.3.1-4 82", "10.0.3.2 82", "fwmark 9");

  private AnyServers() {}

  static Arbitrary<List<Virtual>> configurations() {
    return Arbitraries.integers()
        .between(0, IPV6)
        .list()
        .uniqueElements()
        .ofMaxSize(4)
        .flatMap(
            numbers ->
                Combinators.combine(numbers.stream().map(AnyServers::virtual).toList())
                    .as(all -> all));
  }

  private static Arbitrary<Virtual> virtual(int number) {
    return Combinators.combine(
            Arbitraries.of(GROUP_LINES).set().ofMinSize(1).map(List::copyOf),
            Arbitraries.of("rr", "wrr"),
            Arbitraries.of("NAT", "DR", "TUN"),
            Arbitraries.of(0, 0, 60),
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(Sorry.class),
            Arbitraries.integers().between(0, 5).list().uniqueElements().ofMinSize(1).ofMaxSize(4))
        .as(
            (group, scheduler, method, persistence, quorum, sorry, servers) ->
                servers(
                    new Virtual(
                        number, group, scheduler, method, persistence, quorum, sorry, List.of()),
                    servers))
        .flatMap(all -> all);
  }

  private static Arbitrary<Virtual> servers(Virtual of, List<Integer> numbers) {
    return Combinators.combine(numbers.stream().map(AnyServers::real).toList())
        .as(
            servers ->
                new Virtual(
                    of.number,
                    of.group,
                    of.scheduler,
                    of.method,
                    of.persistence,
                    of.quorum,
                    of.sorry,
                    servers));
  }

  private static Arbitrary<Real> real(int number) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.of("", "NAT", "DR"),
            Arbitraries.of(0, 0, 9),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (weight, method, threshold, inhibit, checked, down) ->
                new Real(number, weight, method, threshold, inhibit, checked, down));
  }

  /**
   * What a start with a configuration would have to find, to be where a reload ends: servers that
   * were there before keep their state, whatever their checks are now.
   */
  static List<Virtual> withStatesOf(List<Virtual> before, List<Virtual> next) {
    Map<String, Map<Integer, Boolean>> states = new HashMap<>();
    for (Virtual virtual : before) {
      Map<Integer, Boolean> up =
          states.computeIfAbsent(virtual.servedAs(), name -> new HashMap<>());
      virtual.servers.forEach(real -> up.put(real.number, real.isUp()));
    }
    return next.stream()
        .map(
            virtual -> {
              Map<Integer, Boolean> known = states.getOrDefault(virtual.servedAs(), Map.of());
              List<Real> servers =
                  virtual.servers.stream()
                      .map(
                          real ->
                              Optional.ofNullable(known.get(real.number))
                                  .map(real::inState)
                                  .orElse(real))
                      .toList();
              return new Virtual(
                  virtual.number,
                  virtual.group,
                  virtual.scheduler,
                  virtual.method,
                  virtual.persistence,
                  virtual.quorum,
                  virtual.sorry,
                  servers);
            })
        .toList();
  }

  static List<VirtualServerSetup> read(List<Virtual> servers) {
    return configuration(servers).virtualServers();
  }

  static Configuration configuration(List<Virtual> servers) {
    StringBuilder text = new StringBuilder("global_defs {\n}\n"); // none at all is refused
    servers.forEach(virtual -> write(text, virtual));
    return ConfigurationReader.read("t.conf", text.toString())
        .configuration()
        .orElseThrow(() -> new IllegalStateException(text.toString()));
  }

  private static void write(StringBuilder text, Virtual virtual) {
    if (virtual.number == GROUP) {
      text.append("virtual_server_group G {\n");
      virtual.group.forEach(line -> line(text, true, line));
      text.append("}\n");
    }
    boolean mark = virtual.number == 3 || virtual.number == 4;
    text.append("virtual_server ")
        .append(
            virtual.number == GROUP
                ? "group G"
                : mark
                    ? "fwmark " + virtual.number
                    : virtual.net("10.0.0.") + (virtual.number + 1) + " 80")
        .append(" {\n");
    line(text, !mark, "protocol " + (virtual.number == UDP ? "UDP" : "TCP"));
    line(text, true, "delay_loop 86400");
    line(text, true, "lb_algo " + virtual.scheduler);
    line(text, true, "lb_kind " + virtual.method);
    line(text, virtual.persistence > 0, "persistence_timeout " + virtual.persistence);
    line(text, true, "quorum " + virtual.quorum);
    line(text, virtual.sorry != Sorry.NONE, "sorry_server " + virtual.net("10.0.2.") + "1 80");
    line(text, virtual.sorry == Sorry.INHIBIT, "sorry_server_inhibit");
    virtual.servers.forEach(real -> write(text, virtual, real));
    text.append("}\n");
  }

  private static void write(StringBuilder text, Virtual virtual, Real real) {
    text.append("real_server ")
        .append(virtual.net("10.0.1."))
        .append(real.number + 1)
        .append(" 80 {\n");
    line(text, true, "weight " + real.weight);
    line(text, !real.method.isEmpty(), "lvs_method " + real.method);
    line(text, real.threshold > 0, "uthreshold " + real.threshold);
    line(text, real.inhibit, "inhibit_on_failure");
    if (real.checked) {
      text.append("TCP_CHECK {\n");
      line(text, real.down, "alpha");
      text.append("}\n");
    }
    text.append("}\n");
  }

  private static void line(StringBuilder text, boolean there, String line) {
    if (there) {
      text.append(line).append('\n');
    }
  }
}
