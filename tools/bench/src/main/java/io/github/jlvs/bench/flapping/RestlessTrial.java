// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.flapping;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Footprint;
import io.github.jlvs.bench.health.DirectorAndRack;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;

/** A daemon in a network of its own, in which something changes all the time. */
final class RestlessTrial implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Seconds from one change of a kind to the next: they come together in ever other ways. */
  private static final int SERVERS = 4;

  private static final int SCRIPTS = 7;
  private static final int RELOADS = 10;

  /** To these the rack is silent while they are away; its other addresses answer. */
  private static final String HALF = "10.2.0.8/29";

  private final Daemon daemon;
  private final Network network;
  private final DirectorAndRack hosts;
  private final RunningProcess process;
  private RestlessFile file = RestlessFile.FIRST;
  private boolean serversDown;
  private boolean scriptsFail;
  private int reloads;

  RestlessTrial(Daemon daemon) {
    this.daemon = daemon;
    this.network = Network.create();
    this.hosts = DirectorAndRack.in(network);
    Object unused = hosts.accepting();
    script("steady", "test ! -e /run/restless");
    script("steady-too", "test ! -e /run/restless");
    script("turn", "echo \"$3\" >>/run/turns");
    script("down", "echo down >>/run/downs");
    this.process = daemon.start(hosts.director(), Daemon.Part.ALL, file.text());
    awaitRest();
  }

  private void script(String name, String line) {
    Host director = hosts.director();
    director.write("/run/" + name, "#!/bin/sh\n" + line + "\n");
    director.sh("chmod 700 /run/" + name);
  }

  /**
   * Changes what has become due.
   *
   * @param last seconds since the beginning when that was asked before
   * @param now the same now
   */
  void change(long last, long now) {
    if (last / SERVERS != now / SERVERS) {
      setServers(!serversDown);
    }
    if (last / SCRIPTS != now / SCRIPTS) {
      setScripts(!scriptsFail);
    }
    if (last / RELOADS != now / RELOADS) {
      reload();
    }
  }

  private void setServers(boolean down) {
    if (serversDown != down) {
      hosts
          .rack()
          .sh("ip route " + (down ? "add" : "del") + " unreachable " + HALF + " table local");
      serversDown = down;
    }
  }

  private void setScripts(boolean fail) {
    hosts.director().sh(fail ? "touch /run/restless" : "rm -f /run/restless");
    scriptsFail = fail;
  }

  /** One counts once the table shows it. */
  private void reload() {
    file = file.other();
    Daemon.configure(hosts.director(), file.text());
    process.signal("HUP");
    Await.until(this + ": the table of the other file", LIMIT, this::isFileRead);
    reloads++;
  }

  private boolean isFileRead() {
    boolean second = hosts.ipvs().service(RestlessFile.IN_SECOND).isPresent();
    return second == (file == RestlessFile.SECOND);
  }

  /** Nothing changes, all real servers are up, and both addresses are there. */
  void awaitRest() {
    setServers(false);
    setScripts(false);
    try {
      Await.until(
          this + ": all at rest",
          LIMIT,
          () ->
              isFileRead()
                  && hosts.ipvs().destinations(RestlessFile.ALWAYS).size() == file.servers()
                  && hosts.director().hasAddress("10.1.80.90")
                  && hosts.director().hasAddress("10.1.80.89"));
    } catch (RuntimeException e) {
      System.err.println(process.output());
      throw e;
    }
  }

  Footprint footprint(String moment) {
    return Footprint.tell(process, toString(), moment);
  }

  Daemon daemon() {
    return daemon;
  }

  int reloads() {
    return reloads;
  }

  /** Changes of state that scripts were told of. */
  int turns() {
    return lines("/run/turns");
  }

  /** Real servers that went down, of which scripts were told. */
  int downs() {
    return lines("/run/downs");
  }

  private int lines(String path) {
    return Integer.parseInt(hosts.director().sh("wc -l <" + path).strip());
  }

  @Override
  public void close() {
    int status = process.stop(LIMIT);
    String left =
        hosts.director().sh("ipvsadm -Sn; ip -o addr show | grep -c '10.1.80.[89]0/' || true");
    hosts.close();
    network.close();
    if (status != 0 || !left.strip().equals("0")) {
      throw new IllegalStateException(this + " ended with " + status + " and left: " + left);
    }
  }

  @Override
  public String toString() {
    return daemon.toString();
  }
}
