// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.List;

/** What can go wrong, or right again. Routers and networks are numbered from 0. */
sealed interface Fault {

  /** A fault of one router, and what it does. */
  sealed interface OfRouter extends Fault {
    int router();
  }

  /** The daemon starts, as a new process. */
  record Start(int router) implements OfRouter {}

  /** The daemon is killed without a word. */
  record Crash(int router) implements OfRouter {}

  /** The daemon is told to stop. */
  record Stop(int router) implements OfRouter {}

  /** It is asked to let another be master, and has a low priority until its weights change. */
  record Resign(int router) implements OfRouter {}

  /**
   * Nothing runs for a while.
   *
   * @param deaf whether packets are lost meanwhile (a paused machine) or wait (a stopped process)
   */
  record Stall(int router, long nanos, boolean deaf) implements OfRouter {}

  /** Weights of tracked things add this to the priority from now on. */
  record Weight(int router, int weight) implements OfRouter {}

  /** The configuration file is written anew, and read by the daemon if it runs. */
  record Reload(int router, List<VirtualRouterConfig> configs) implements OfRouter {
    public Reload {
      configs = List.copyOf(configs);
    }
  }

  /** Its addresses on all networks become others. */
  record Readdress(int router, List<InetAddress> addresses) implements OfRouter {
    public Readdress {
      addresses = List.copyOf(addresses);
    }
  }

  /** Its clock goes back. */
  record ClockBack(int router, long nanos) implements OfRouter {}

  /** Something tracked goes down. */
  record Down(int router, String tracked) implements OfRouter {}

  /** Something tracked comes up. */
  record Up(int router, String tracked) implements OfRouter {}

  /** Somebody deletes the virtual address. */
  record AddressLost(int router) implements OfRouter {}

  /** Whoever is master now suffers this; nobody when there is none. */
  record OfMaster(Kind kind) implements Fault {
    enum Kind {
      CRASH,
      STOP,
      STALL,
      DOWN,
      RESIGN
    }
  }

  /** So many packets of a hundred are lost from now on. */
  record Loss(int lan, int percent) implements Fault {}

  /** What one router sends does not reach another any more. */
  record OneWay(int lan, int from, int to) implements Fault {}

  /** The routers whose bit is set are cut off from the others. */
  record Split(int lan, int bits) implements Fault {}

  /** Every link works again, and nothing is lost. */
  record Heal(int lan) implements Fault {}

  /** What a person reads. */
  static String describe(Fault fault, State state) {
    if (fault instanceof Start f) {
      return name(f.router) + " starts";
    } else if (fault instanceof Crash f) {
      return name(f.router) + " is killed as " + Timeline.word(state);
    } else if (fault instanceof Stop f) {
      return name(f.router) + " is told to stop as " + Timeline.word(state);
    } else if (fault instanceof Resign f) {
      return name(f.router) + " is asked to resign as " + Timeline.word(state);
    } else if (fault instanceof Stall f) {
      return "%s falls asleep for %.3f s as %s, packets %s"
          .formatted(
              name(f.router), f.nanos / 1e9, Timeline.word(state), f.deaf ? "are lost" : "wait");
    } else if (fault instanceof Weight f) {
      return "%s has weights of %+d".formatted(name(f.router), f.weight);
    } else if (fault instanceof Reload f) {
      return name(f.router) + " reloads: " + Timeline.settings(f.configs);
    } else if (fault instanceof Readdress f) {
      return name(f.router) + " gets the address " + f.addresses.get(0).getHostAddress();
    } else if (fault instanceof ClockBack f) {
      return "the clock of %s goes back by %.3f s".formatted(name(f.router), f.nanos / 1e9);
    } else if (fault instanceof Down f) {
      return f.tracked + " of " + name(f.router) + " goes down";
    } else if (fault instanceof Up f) {
      return f.tracked + " of " + name(f.router) + " comes up";
    } else if (fault instanceof AddressLost f) {
      return "the address is deleted on " + name(f.router);
    } else if (fault instanceof OfMaster) {
      return "there is no master to hit";
    } else if (fault instanceof Loss f) {
      return network(f.lan) + " loses " + f.percent + " % of all packets";
    } else if (fault instanceof OneWay f) {
      return "on " + network(f.lan) + " " + name(f.to) + " does not hear " + name(f.from);
    } else if (fault instanceof Split f) {
      return network(f.lan) + " splits: " + names(f.bits) + " against the others";
    } else if (fault instanceof Heal f) {
      return network(f.lan) + " is whole";
    }
    throw new IllegalStateException("a fault without words: " + fault);
  }

  static String name(int router) {
    return "r" + (router + 1);
  }

  private static String network(int lan) {
    return "network " + (char) ('A' + lan);
  }

  private static String names(int bits) {
    StringBuilder text = new StringBuilder();
    for (int router = 0; router < 32; router++) {
      if ((bits >> router & 1) != 0) {
        text.append(text.isEmpty() ? "" : ", ").append(name(router));
      }
    }
    return text.toString();
  }
}
