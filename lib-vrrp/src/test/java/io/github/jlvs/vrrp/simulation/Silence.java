// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.Timers;
import java.util.Arrays;
import java.util.List;

/**
 * Time without a master never exceeds the protocol's bound by more than the delays of the network:
 * after the last advertisement can have arrived, the master down interval of whoever has the
 * shortest; after priority 0 was heard, the skew time.
 */
final class Silence implements Watch {
  private static final long SLACK = 1_000;

  private final World world;
  private final long[][] served;
  private final long[][] stopped;

  Silence(World world) {
    this.world = world;
    this.served = new long[world.plan().lans()][world.nodes().size()];
    this.stopped = new long[world.plan().lans()][world.nodes().size()];
    for (long[] each : stopped) {
      Arrays.fill(each, Timers.NEVER);
    }
  }

  @Override
  public void stood(long from, long to) {
    for (Node node : world.nodes()) {
      long due = stopped[0][node.place];
      for (long[] each : stopped) {
        // A sync group waits for its last member.
        due = Math.max(due, each[node.place]);
      }
      if (due != Timers.NEVER && node.localAt(to) > due + SLACK) {
        throw new Violation(
            "priority 0 is followed after the skew time",
            node.plan.name() + " heard it and waits for longer");
      }
    }
    for (Lan lan : world.lans()) {
      if (!lan.clear() || !lan.sameParts(world.lans().get(0))) {
        // Who hears whom is not the same for all: nothing is promised.
        for (long[] each : served) {
          Arrays.fill(each, to);
        }
        return;
      }
    }
    for (int lan = 0; lan < served.length; lan++) {
      network(lan, to);
    }
  }

  private void network(int lan, long to) {
    for (Node node : world.nodes()) {
      if (hasMaster(node, lan)) {
        served[lan][node.place] = to;
      } else if (node.fit(lan)) {
        long since = Math.max(node.fitSince(), world.lans().get(lan).changed());
        for (long[] each : served) {
          since = Math.max(since, each[node.place]);
        }
        long bound =
            world.plan().largestDelay() + node.plan.clock().trueDuration(node.masterDownInterval());
        if (to > since + bound + SLACK) {
          throw new Violation(
              "time without a master is bounded",
              "%s is without one since %.6f s, for more than %.6f s"
                  .formatted(node.plan.name(), since / 1e9, bound / 1e9));
        }
      }
    }
  }

  private boolean hasMaster(Node node, int network) {
    for (Node other : world.nodes()) {
      if (world.together(network, node, other) && other.master(network)) {
        return true;
      }
    }
    return false;
  }

  // ---- Priority 0

  @Override
  public void disturbed(Fault fault) {
    for (long[] each : stopped) {
      Arrays.fill(each, Timers.NEVER);
    }
  }

  @Override
  public void gave(Node node, int member, Input input, List<State> before, List<Step> steps) {
    if (!(input instanceof Input.Tick) || node.member(0).state() != State.BACKUP) {
      for (int lan = 0; lan < before.size(); lan++) {
        if (member == lan || member == StateMachine.ALL || node.member(0).state() != State.BACKUP) {
          stopped[lan][node.place] = Timers.NEVER;
        }
      }
    }
    for (int lan = 0; lan < before.size(); lan++) {
      // Master for a moment only, it may have advertised in it.
      if (before.get(lan) == State.MASTER || node.member(lan).state() == State.MASTER) {
        for (Node other : world.nodes()) {
          if (world.together(lan, node, other)) {
            served[lan][other.place] = world.now();
          }
        }
      }
    }
  }

  @Override
  public void heard(Node node, Packet packet) {
    if (packet.priority() == 0
        && node.member(0).state() == State.BACKUP
        && node.sockets.isEmpty()) {
      stopped[packet.lan()][node.place] = node.local(world.now()) + node.skew(packet.lan());
    }
  }
}
