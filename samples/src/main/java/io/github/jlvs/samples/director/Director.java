// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.director;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A director in one program: a virtual address that moves between two of them (VRRP), port 80 of it
 * balanced over real servers by direct routing (IPVS), and real servers that do not answer taken
 * out (health checks). Both directors run it, each with its own priority.
 *
 * <p>Run it, as root, with {@code samples/director/run INTERFACE PRIORITY ADDRESS REAL-SERVER...}
 * from a checkout; Ctrl-C ends it in order. Needs CAP_NET_ADMIN and CAP_NET_RAW.
 */
public final class Director {
  private static final int VRID = 51;
  private static final int PORT = 80;

  private Director() {}

  /**
   * Runs until it is interrupted.
   *
   * @param args interface, priority, virtual address, real servers; addresses in numbers
   */
  public static void main(String[] args) throws Exception {
    RouterSetup router = router(args[0], Integer.parseInt(args[1]), args[2]);
    VirtualServer web = web(args[2], List.of(args).subList(3, args.length));
    DirectorTable table = new DirectorTable("wlc", Forwarding.DIRECT_ROUTE);
    Thread main = Thread.currentThread();
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    try (Ipvs ipvs = Ipvs.open();
        TableWriter writer = new TableWriter(ipvs, table, line -> System.out.println(line));
        HealthDaemon health = HealthDaemon.start(List.of(web), writer);
        VrrpDaemon vrrp = VrrpDaemon.start(List.of(router), Director::tell)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(interrupted, main), "end"));
      // Whichever ends first ends the others: none goes on without the rest.
      CompletableFuture.anyOf(interrupted, health.ended(), vrrp.ended()).join();
    }
  }

  private static RouterSetup router(String interfaceName, int priority, String address)
      throws UnknownHostException {
    InetAddress virtual = InetAddress.getByName(address);
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(VRID, virtual).priority(priority).build();
    return RouterSetup.builder("VI_1", interfaceName, config).build();
  }

  private static VirtualServer web(String address, List<String> realServers) {
    VirtualServer web = VirtualServer.at(ServiceAddress.tcp(address, PORT));
    for (String each : realServers) {
      ServiceAddress server = ServiceAddress.tcp(each, PORT);
      TcpProbe probe = TcpProbe.to(server.socketAddress());
      Check check = new Check(CheckPolicy.every(Duration.ofSeconds(2)), probe);
      web = web.with(RealServer.of(server, 1).with(check));
    }
    return web;
  }

  private static void tell(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged changed) {
      System.out.println(changed.router() + " is " + changed.to());
    }
  }

  /** The JVM goes on ending when the main thread has closed everything. */
  private static void end(CompletableFuture<Void> interrupted, Thread main) {
    interrupted.complete(null);
    try {
      main.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
