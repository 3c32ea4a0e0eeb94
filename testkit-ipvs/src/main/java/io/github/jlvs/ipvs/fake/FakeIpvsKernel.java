// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.fake.FakeAnswer;
import io.github.jlvs.netlink.fake.FakeFamilies;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.fake.FakeRequest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A kernel with one IPVS table and any number of clients. It keeps what it is told as the numbers
 * it was told, lists the newest entry first, and answers every command with Linux's error numbers.
 *
 * <pre>{@code
 * FakeIpvsKernel kernel = new FakeIpvsKernel();
 * try (Ipvs ipvs = kernel.open()) {
 *   ipvs.add(VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "rr"));
 * }
 * }</pre>
 *
 * <p>The connection table ({@link Ipvs#eachConnection}) is no part of it. Thread-safe.
 */
public final class FakeIpvsKernel {
  private static final int VERSION = 0x010201;
  private static final int CONNECTION_TABLE = 4096;

  private final FakeAge age;
  private final FakeFamilies families = new FakeFamilies();
  private final Set<String> schedulers =
      new HashSet<>(
          Set.of(
              "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf",
              "mh"));
  private final Set<String> engines = new HashSet<>(Set.of("sip"));
  private final Set<String> interfaces = new HashSet<>(Set.of("eth0", "eth1"));
  private final FakeTable table = new FakeTable(schedulers, engines);
  private final FakeDaemons daemons = new FakeDaemons(interfaces);
  private final int[] timeouts = {900, 120, 300};
  private final int family;
  private boolean permitted = true;
  private int interruptions;

  /** A kernel that plays Linux 6.1. */
  public FakeIpvsKernel() {
    this(FakeAge.LINUX_6_1);
  }

  /**
   * A kernel of some age.
   *
   * @param age which one it plays
   */
  public FakeIpvsKernel(FakeAge age) {
    this.age = age;
    this.family = families.register(IPVS_GENL_NAME, 1, this::handle);
  }

  /**
   * A new client of this kernel.
   *
   * @return the client, to be closed
   */
  public Ipvs open() {
    return open(connect());
  }

  /**
   * A new client over an end of the caller's making.
   *
   * @param connection what {@link #connect} returned
   * @return the client, to be closed
   */
  public static Ipvs open(FakeKernel connection) {
    return Ipvs.over(
        new NetlinkSocket(connection, NetlinkOptions.defaults()),
        IpvsOptions.defaults().withoutModuleLoading());
  }

  /**
   * The far end of a new socket, for tests that look at requests, or limit buffers and datagrams.
   *
   * @return the end
   */
  public FakeKernel connect() {
    return new FakeKernel(families);
  }

  /** Unloads the module. */
  public void unload() {
    families.unregister(IPVS_GENL_NAME);
  }

  /**
   * Refuses every command with EPERM from now on, as for users other than root.
   *
   * @return this
   */
  public synchronized FakeIpvsKernel withoutPermission() {
    permitted = false;
    return this;
  }

  /**
   * Marks the next lists as interrupted by a change. Linux does not do that yet.
   *
   * @param lists how many
   * @return this
   */
  public synchronized FakeIpvsKernel interrupting(int lists) {
    interruptions = lists;
    return this;
  }

  /**
   * Makes a network interface known to the synchronisation daemons; eth0 and eth1 are.
   *
   * @param name its name
   * @return this
   */
  public synchronized FakeIpvsKernel withInterface(String name) {
    interfaces.add(name);
    return this;
  }

  /**
   * Sets what a service has carried.
   *
   * @param service which one
   * @param statistics its counters
   * @param rates its rates
   * @throws IllegalArgumentException if there is none
   */
  public synchronized void count(ServiceId service, Statistics statistics, Rates rates) {
    require(FakeLookup.service(table, service), service).counters().set(statistics, rates);
  }

  /**
   * Sets what a destination has carried.
   *
   * @param service of which service
   * @param destination which one
   * @param statistics its counters
   * @param rates its rates
   * @throws IllegalArgumentException if there is none
   */
  public synchronized void count(
      ServiceId service, DestinationId destination, Statistics statistics, Rates rates) {
    FakeService found = require(FakeLookup.service(table, service), service);
    require(FakeLookup.destination(found, destination), destination)
        .counters()
        .set(statistics, rates);
  }

  /**
   * Sets how many connections a destination has.
   *
   * @param service of which service
   * @param destination which one
   * @param active connections in use
   * @param inactive connections that are ending or not yet set up
   * @param persistent remembered clients
   * @throws IllegalArgumentException if there is none
   */
  public synchronized void connections(
      ServiceId service, DestinationId destination, int active, int inactive, int persistent) {
    FakeService found = require(FakeLookup.service(table, service), service);
    require(FakeLookup.destination(found, destination), destination)
        .connections(active, inactive, persistent);
  }

  /**
   * The last weight other than 0 that a destination was given: what scheduler mh gives it rows by,
   * and what a real kernel tells nobody.
   *
   * @param service of which service
   * @param destination which one
   * @return the weight; 0 if it was added with 0 and never had another
   * @throws IllegalArgumentException if there is none
   */
  public synchronized int lastWeight(ServiceId service, DestinationId destination) {
    FakeService found = require(FakeLookup.service(table, service), service);
    return require(FakeLookup.destination(found, destination), destination).lastWeight();
  }

  private static <T> T require(Optional<T> found, Object id) {
    return found.orElseThrow(() -> new IllegalArgumentException("not in the table: " + id));
  }

  private synchronized void handle(int command, FakeRequest request, FakeAnswer answer) {
    if (!permitted) {
      answer.refuse(Errno.EPERM);
      return;
    }
    try {
      Nests nests = Nests.of(request);
      if (request.isDump()) {
        dump(command, nests, answer);
      } else {
        act(command, nests, answer);
      }
    } catch (Refused e) {
      answer.refuse(e.errno());
    } catch (MalformedMessageException e) {
      answer.refuse(Errno.EINVAL);
    }
  }

  private void act(int command, Nests nests, FakeAnswer answer) {
    switch (command) {
      case IPVS_CMD_FLUSH -> table.clear();
      case IPVS_CMD_SET_CONFIG -> configure(nests);
      case IPVS_CMD_NEW_DAEMON -> daemons.start(nests.daemon(), table.hasMixedFamilies());
      case IPVS_CMD_DEL_DAEMON -> daemons.stop(nests.daemon());
      case IPVS_CMD_GET_INFO ->
          reply(
              answer,
              IPVS_CMD_SET_INFO,
              out -> {
                out.u32(IPVS_INFO_ATTR_VERSION, VERSION);
                out.u32(IPVS_INFO_ATTR_CONN_TAB_SIZE, CONNECTION_TABLE);
              });
      case IPVS_CMD_GET_CONFIG ->
          reply(
              answer,
              IPVS_CMD_SET_CONFIG,
              out -> {
                out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP, timeouts[0]);
                out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, timeouts[1]);
                out.u32(IPVS_CMD_ATTR_TIMEOUT_UDP, timeouts[2]);
              });
      case IPVS_CMD_GET_SERVICE ->
          service(
              answer,
              table
                  .find(FakeService.Given.read(nests.requiredService()))
                  .orElseThrow(() -> new Refused(Errno.ESRCH)));
      case IPVS_CMD_ZERO -> zero(nests);
      case IPVS_CMD_NEW_SERVICE,
          IPVS_CMD_SET_SERVICE,
          IPVS_CMD_DEL_SERVICE,
          IPVS_CMD_NEW_DEST,
          IPVS_CMD_SET_DEST,
          IPVS_CMD_DEL_DEST ->
          table.change(
              command, nests.requiredService(), nests.destination(), daemons.isAnyRunning());
      default -> throw new Refused(Errno.EOPNOTSUPP);
    }
  }

  private void zero(Nests nests) {
    if (nests.service().isEmpty()) {
      table.services().forEach(FakeTable::zero);
    } else {
      table.change(IPVS_CMD_ZERO, nests.requiredService(), Optional.empty(), false);
    }
  }

  private void configure(Nests nests) {
    int[] wanted = nests.timeouts();
    for (int time : wanted) {
      if (time < 0 || time > Integer.MAX_VALUE / FakeService.HZ) {
        throw new Refused(Errno.EINVAL);
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      timeouts[i] = wanted[i] == 0 ? timeouts[i] : wanted[i];
    }
  }

  private void dump(int command, Nests nests, FakeAnswer answer) {
    if (interruptions > 0) {
      interruptions--;
      answer.interrupt();
    }
    switch (command) {
      case IPVS_CMD_GET_SERVICE -> table.services().forEach(service -> service(answer, service));
      case IPVS_CMD_GET_DEST -> destinations(nests, answer);
      case IPVS_CMD_GET_DAEMON -> {
        for (Consumer<MessageWriter> daemon : daemons.entries()) {
          reply(answer, IPVS_CMD_NEW_DAEMON, out -> out.nested(IPVS_CMD_ATTR_DAEMON, daemon));
        }
      }
      default -> throw new Refused(Errno.EOPNOTSUPP);
    }
  }

  /** Of a service that is not there, the kernel lists nothing and complains of nothing. */
  private void destinations(Nests nests, FakeAnswer answer) {
    try {
      table
          .find(FakeService.Given.read(nests.requiredService()))
          .ifPresent(
              service ->
                  service
                      .destinations()
                      .forEach(
                          destination ->
                              reply(
                                  answer,
                                  IPVS_CMD_NEW_DEST,
                                  out ->
                                      out.nested(
                                          IPVS_CMD_ATTR_DEST,
                                          nest -> destination.write(nest, age)))));
    } catch (Refused | MalformedMessageException e) {
      // An empty list as well.
    }
  }

  private void service(FakeAnswer answer, FakeService service) {
    reply(
        answer,
        IPVS_CMD_NEW_SERVICE,
        out -> out.nested(IPVS_CMD_ATTR_SERVICE, nest -> service.write(nest, age)));
  }

  private void reply(FakeAnswer answer, int command, Consumer<MessageWriter> attributes) {
    answer.message(family, FakeFamilies.body(command, attributes));
  }
}
