// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The health of a virtual server: the states of its checks in, the destinations that the table
 * should hold and what there is to tell out.
 *
 * <p>The rules, as keepalived 2.2.7 shows them:
 *
 * <ul>
 *   <li>A real server is up while all its checks are. Before any result that is so, unless a check
 *       has {@code alpha}.
 *   <li>The quorum counts weights, not servers. It is gained at {@code quorum + hysteresis}, lost
 *       below {@code quorum - hysteresis}, and in between stays what it was. At start it counts as
 *       not gained yet.
 *   <li>While the quorum is lost and there is a sorry server, the sorry server alone takes
 *       connections (weight 1). Without a sorry server, those that are up go on serving: the quorum
 *       then decides about notifications alone.
 *   <li>With {@code inhibit_on_failure} a real server that should take no connections stays with
 *       weight 0; without it, it is not in the table.
 *   <li>Starting without a quorum is told when there is a sorry server, and is silent otherwise.
 * </ul>
 *
 * <p>Beyond keepalived, what an operator has decided of a real server comes before its health:
 * {@link AdministrativeState}. And where a {@link DepoolThreshold} is set, so many real servers
 * take connections whatever is found of them, those that failed last in place of those that are
 * missing, with their weight. For the quorum they are down, and where the sorry server stands in it
 * stands in for them too: the threshold holds for what happens while real servers are used at all.
 *
 * <p>Not thread-safe.
 */
public final class VirtualServerHealth {
  /** keepalived's weight for a sorry server; it has no setting for another. */
  private static final int SORRY_WEIGHT = 1;

  private VirtualServer configuration;
  private Map<ServiceAddress, RealServerHealth> servers = new LinkedHashMap<>();

  /** Of servers that are not configured too: one may come. */
  private Map<ServiceAddress, AdministrativeState> administered = Map.of();

  private final KeptServers kept = new KeptServers();

  /** How often a real server went down. */
  private long failures;

  private boolean quorumStands;
  private boolean running;

  /** The sorry server, while it takes the connections. */
  private Optional<SorryServer> standIn = Optional.empty();

  /**
   * A virtual server of which nothing is known yet.
   *
   * @param configuration its configuration
   */
  public VirtualServerHealth(VirtualServer configuration) {
    this.configuration = Objects.requireNonNull(configuration, "configuration");
    for (RealServer server : configuration.realServers()) {
      servers.put(server.address(), new RealServerHealth(server));
    }
  }

  /**
   * Begins. Without effect when already begun.
   *
   * @return what there is to tell, in order
   */
  public List<HealthEvent> start() {
    if (running) {
      return List.of();
    }
    running = true;
    List<HealthEvent> told = new ArrayList<>();
    if (configuration.announceAtStart()) {
      for (RealServerHealth server : servers.values()) {
        if (server.counts()) {
          told.add(new HealthEvent.RealServerUp(server.address()));
        }
      }
    }
    weighQuorum(told);
    if (!quorumStands && configuration.sorryServer().isPresent()) {
      told.add(
          new HealthEvent.StartedWithoutQuorum(
              configuration.quorum(), configuration.hysteresis(), weightUp()));
      changeStandIn(told, configuration.sorryServer());
      told.add(new HealthEvent.VirtualServerDown());
    }
    return settled(told);
  }

  /**
   * Takes in the state of a check. Without effect when it is the state already, or when the real
   * server or the check is not (or no longer) configured: a late result after a reload is no error.
   *
   * @param server the real server
   * @param check the position of the check in {@link RealServer#checks()}, from 0
   * @param state its state
   * @return what there is to tell, in order
   */
  public List<HealthEvent> report(ServiceAddress server, int check, CheckState state) {
    RealServerHealth health = servers.get(server);
    if (!running || health == null) {
      return List.of();
    }
    boolean wasUp = health.counts();
    boolean stood = health.up();
    boolean newsOfDown = health.report(check, state);
    if (stood && !health.up()) {
      health.fellAs(++failures);
    }
    List<HealthEvent> told = new ArrayList<>();
    boolean inhibited = health.configuration().inhibitOnFailure();
    if (wasUp && !health.counts()) {
      told.add(new HealthEvent.ServerRemoved(server, inhibited));
    }
    if (newsOfDown) {
      told.add(new HealthEvent.RealServerDown(server));
    }
    if (!wasUp && health.counts()) {
      told.add(new HealthEvent.ServerAdded(server, inhibited));
      told.add(new HealthEvent.RealServerUp(server));
    }
    weighQuorum(told);
    return settled(told);
  }

  /**
   * Takes in what a check says of the weight of its server. It counts until the check says
   * something else or fails. Without effect when the real server or the check is not configured.
   *
   * @param server the real server
   * @param check the check's index in the configuration of its server
   * @param advice what it says
   * @return what there is to tell, in order
   */
  public List<HealthEvent> advise(ServiceAddress server, int check, WeightAdvice advice) {
    RealServerHealth health = servers.get(server);
    if (!running || health == null || check >= health.configuration().checks().size()) {
      return List.of();
    }
    int before = health.weight();
    health.advise(check, advice);
    if (health.weight() == before) {
      return List.of();
    }
    List<HealthEvent> told = new ArrayList<>();
    told.add(new HealthEvent.WeightChanged(server, before, health.weight(), health.up()));
    weighQuorum(told);
    return settled(told);
  }

  /**
   * Takes in what an operator has decided of its real servers, in place of all decided before. What
   * the checks of a disabled one found meanwhile is told when it is disabled no more.
   *
   * @param states by address; a real server that is not there is ready, and one that is not
   *     configured counts as soon as it is
   * @return what there is to tell, in order
   */
  public List<HealthEvent> administer(Map<ServiceAddress, AdministrativeState> states) {
    administered = Map.copyOf(states);
    List<HealthEvent> told = new ArrayList<>();
    servers.forEach((address, server) -> told.addAll(server.administer(decided(address))));
    if (!running) {
      return List.of();
    }
    weighQuorum(told);
    return settled(told);
  }

  private Optional<AdministrativeState> decided(ServiceAddress server) {
    return Optional.ofNullable(administered.get(server));
  }

  /**
   * Takes over another configuration of the same virtual server. Real servers that stay keep their
   * state: a check that is equal keeps its own; a check that is new to a server that stays takes
   * the state of the server. What a check that stays has said of the weight goes on to count.
   *
   * @param next the new configuration
   * @return what there is to tell, in order
   */
  public List<HealthEvent> reconfigure(VirtualServer next) {
    if (!next.name().equals(configuration.name())) {
      throw new IllegalArgumentException(
          "cannot turn " + configuration.name() + " into " + next.name() + ": stop one, start one");
    }
    Map<ServiceAddress, RealServerHealth> before = servers;
    configuration = next;
    servers = new LinkedHashMap<>();
    List<HealthEvent> told = new ArrayList<>();
    for (RealServer server : next.realServers()) {
      RealServerHealth known = before.remove(server.address());
      RealServerHealth health =
          known == null ? new RealServerHealth(server) : known.reconfigured(server);
      if (known == null) {
        told.addAll(health.administer(decided(server.address())));
      }
      servers.put(server.address(), health);
      if (known != null && known.weight() != health.weight()) {
        told.add(
            new HealthEvent.WeightChanged(
                server.address(), known.weight(), health.weight(), health.up()));
      }
    }
    if (!running) {
      return List.of();
    }
    before.keySet().forEach(gone -> told.add(new HealthEvent.ServerForgotten(gone)));
    weighQuorum(told);
    if (!quorumStands) {
      changeStandIn(told, next.sorryServer());
    }
    return settled(told);
  }

  /**
   * Ends: from now on nothing is desired. Without effect when not begun.
   *
   * @return what there is to tell, in order
   */
  public List<HealthEvent> stop() {
    if (!running) {
      return List.of();
    }
    running = false;
    List<HealthEvent> told = new ArrayList<>();
    for (RealServerHealth server : servers.values()) {
      boolean inhibited = server.configuration().inhibitOnFailure() && !server.up();
      told.add(new HealthEvent.ServerShutDown(server.address(), inhibited));
      if (configuration.omega() && server.counts()) {
        told.add(new HealthEvent.RealServerDown(server.address()));
      }
    }
    if (configuration.omega() && quorumStands) {
      told.add(new HealthEvent.VirtualServerDown());
    }
    quorumStands = false;
    standIn = Optional.empty();
    kept.clear();
    return List.copyOf(told);
  }

  /** Last of all: who is kept depends on whether the sorry server stands in. */
  private List<HealthEvent> settled(List<HealthEvent> told) {
    DepoolThreshold threshold =
        standIn.isEmpty() ? configuration.depoolThreshold() : DepoolThreshold.NONE;
    return kept.settle(servers.values(), threshold, told);
  }

  private void weighQuorum(List<HealthEvent> told) {
    int quorum = configuration.quorum();
    int hysteresis = configuration.hysteresis();
    long weight = weightUp();
    if (!quorumStands && quorum + (long) hysteresis <= weight) {
      quorumStands = true;
      told.add(new HealthEvent.QuorumGained(quorum, hysteresis, weight));
      changeStandIn(told, Optional.empty());
      told.add(new HealthEvent.VirtualServerUp());
    } else if (quorumStands && quorum - (long) hysteresis > weight) {
      quorumStands = false;
      told.add(new HealthEvent.QuorumLost(quorum, hysteresis, weight));
      changeStandIn(told, configuration.sorryServer());
      told.add(new HealthEvent.VirtualServerDown());
    }
  }

  private void changeStandIn(List<HealthEvent> told, Optional<SorryServer> next) {
    if (standIn.equals(next)) {
      return;
    }
    standIn.ifPresent(sorry -> told.add(new HealthEvent.SorryServerRemoved(sorry)));
    next.ifPresent(sorry -> told.add(new HealthEvent.SorryServerAdded(sorry)));
    if (standIn.isEmpty()) {
      told.add(new HealthEvent.AliveServersRemoved());
    } else if (next.isEmpty()) {
      told.add(new HealthEvent.AliveServersAdded());
    }
    standIn = next;
  }

  private long weightUp() {
    long sum = 0;
    for (RealServerHealth server : servers.values()) {
      sum += server.counts() ? server.weight() : 0;
    }
    return sum;
  }

  /**
   * The destinations the table should hold now, real servers in configuration order, the sorry
   * server last. Empty before {@link #start} and after {@link #stop}. An address that is both a
   * real server and the sorry server is there once, as what takes connections.
   *
   * @return the destinations, no address twice
   */
  public List<DesiredDestination> desired() {
    if (!running) {
      return List.of();
    }
    Map<ServiceAddress, DesiredDestination> table = new LinkedHashMap<>();
    for (RealServerHealth server : servers.values()) {
      if ((server.counts() && standIn.isEmpty()) || kept.contains(server.address())) {
        put(table, server.configuration(), server.weightInTable(), server.weight());
      } else if (server.configuration().inhibitOnFailure() && !server.disabled()) {
        put(table, server.configuration(), 0, server.weight());
      }
    }
    if (standIn.isPresent()) {
      put(table, standIn.get(), SORRY_WEIGHT, SORRY_WEIGHT);
    } else {
      configuration
          .sorryServer()
          .filter(sorry -> sorry.inhibit() && !table.containsKey(sorry.address()))
          .ifPresent(sorry -> put(table, sorry, 0, SORRY_WEIGHT));
    }
    return List.copyOf(table.values());
  }

  private static void put(
      Map<ServiceAddress, DesiredDestination> table, Server server, int weight, int share) {
    table.put(server.address(), new DesiredDestination(server, weight, share));
  }

  /**
   * Whether the quorum stands. Independent of the sorry server; false when not running.
   *
   * @return true while the virtual server counts as up
   */
  public boolean quorumStands() {
    return quorumStands;
  }

  /**
   * Whether a real server is up, whatever is decided of it.
   *
   * @param server the real server
   * @return up while all its checks are; empty when it is not configured
   */
  public Optional<CheckState> state(ServiceAddress server) {
    return Optional.ofNullable(servers.get(server))
        .map(health -> health.up() ? CheckState.UP : CheckState.DOWN);
  }

  /**
   * The configuration in force.
   *
   * @return the configuration
   */
  public VirtualServer configuration() {
    return configuration;
  }
}
