// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** What no router ever does, whatever the network is like: promises about single steps. */
final class Conduct implements Watch {
  private final World world;

  Conduct(World world) {
    this.world = world;
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    long local = node.local(world.now());
    require(
        node.machine().nextDeadline() >= local,
        "a deadline is never in the past",
        node,
        () -> "deadline " + node.machine().nextDeadline() + " at " + local);
    for (int member = 0; member < before.size(); member++) {
      State after = node.member(member).state();
      sends(node, member, input, before.get(member), after, steps);
      require(
          node.member(member).addresses() == (after == State.MASTER),
          "the addresses are where the master is",
          node,
          () -> "it is " + after + " and has them " + (after == State.MASTER ? "not" : "still"));
      require(
          after != State.MASTER || !node.faulty(),
          "nobody with something down is master",
          node,
          () -> "it is master");
      require(
          (after == State.MASTER) == (node.member(0).state() == State.MASTER),
          "a sync group is of one mind",
          node,
          () -> "its members are " + node.states());
    }
    if (input instanceof Input.AdvertisementReceived received) {
      if (node.config(given).hearsNobody()) {
        requireNothing(node, before, steps, "an owner that heeds nobody says so and does nothing");
      } else if (!Punctuality.steppedBack(steps)) {
        elects(node, given, received, before.get(given));
      }
    }
    if (input instanceof Input.Tick) {
      hearsFirst(node, before, steps);
    }
    if (input instanceof Input.AdvertisementRefused && !Punctuality.steppedBack(steps)) {
      requireNothing(node, before, steps, "a refused packet is told and changes nothing");
    }
  }

  private static void requireNothing(
      Node node, List<State> before, List<Step> steps, String promise) {
    require(
        before.equals(node.states())
            && isRefused(steps.get(0))
            && steps.stream().skip(1).allMatch(Punctuality::isLate),
        promise,
        node,
        () -> "it wants " + steps);
  }

  private static boolean isRefused(Step step) {
    return step instanceof Step.OfMember of && of.action() instanceof Event.PacketRefused;
  }

  private void sends(
      Node node, int member, Input input, State before, State after, List<Step> steps) {
    boolean leaves =
        before == State.MASTER
            && (after == State.INITIALIZE
                || after == State.FAULT
                || (after == State.BACKUP && input instanceof Input.Resign));
    // One that steps back does not say so, whatever it does then.
    boolean silently = Punctuality.steppedBack(steps);
    boolean saidStop = false;
    boolean announced = false;
    boolean added = false;
    for (Step step : steps) {
      if (!(step instanceof Step.OfMember of) || of.member() != member) {
        continue;
      }
      if (of.action() instanceof Action.SendAdvertisement send) {
        if (send.priority() == 0) {
          saidStop = true;
          require(leaves, "only a master that stops says so", node, () -> before + " to " + after);
        } else {
          require(
              before == State.MASTER || after == State.MASTER,
              "no router advertises while in backup",
              node,
              () -> "it sends " + send.priority() + " as " + after + " on " + input);
          require(
              send.priority() == node.priority(member),
              "a router advertises its own priority",
              node,
              () -> "it sends " + send.priority() + ", its priority is " + node.priority(member));
        }
      } else if (of.action() instanceof Action.AddAddresses add) {
        added = true;
        VirtualRouterConfig config = node.config(member);
        require(
            add.accept() == (config.acceptMode() || config.owner()),
            "only the owner accepts packets without accept mode",
            node,
            () -> "it has " + add);
      } else if (of.action() instanceof Action.RemoveAddresses) {
        require(
            saidStop || !leaves || silently,
            "a master that stops says so first",
            node,
            () -> "it does not");
      } else if (of.action() instanceof Action.SendGratuitousArp) {
        announced = true;
        require(
            node.member(member).addresses() && (added || before == State.MASTER),
            "addresses are announced where they are",
            node,
            () -> "announced as " + after);
      } else if (of.action() instanceof Action.StateChanged changed) {
        require(
            changed.from() != changed.to(),
            "a change of state changes the state",
            node,
            () -> changed.toString());
      }
    }
    require(
        saidStop || !leaves || silently,
        "a master that stops says so first",
        node,
        () -> "it is silent");
    require(
        announced
            || before == State.MASTER
            || after != State.MASTER
            || node.config(member).gratuitousArp().masterRounds() == 0,
        "a new master announces its addresses",
        node,
        () -> "it does not");
  }

  /** RFC 3768 section 6.4.3: the higher priority stays master, then the higher address. */
  private void elects(Node node, int member, Input.AdvertisementReceived received, State before) {
    if (before != State.MASTER) {
      return;
    }
    boolean yields = outranks(received, node, member);
    State after = node.member(member).state();
    require(
        after == (yields ? State.BACKUP : State.MASTER),
        "a master yields to a better one and to no other",
        node,
        () ->
            "it has %d at %s, heard %d from %s, and is %s"
                .formatted(
                    node.priority(member),
                    node.address(member).getHostAddress(),
                    received.advertisement().priority(),
                    received.source().getHostAddress(),
                    after));
  }

  /** A timer does nothing that the sockets forbid. */
  private void hearsFirst(Node node, List<State> before, List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.OfMember of && of.action() instanceof Action.SendAdvertisement) {
        for (Packet packet : node.sockets) {
          boolean forbids =
              packet.lan() == of.member()
                  && node.judge(packet) instanceof Input.AdvertisementReceived received
                  && (before.get(of.member()) == State.MASTER
                      ? outranks(received, node, of.member())
                      : packet.priority() >= node.priority(of.member())
                          && !node.config(of.member()).hearsNobody());
          require(
              !forbids,
              "sockets are drained before timers are looked at",
              node,
              () -> "it advertises while an advertisement of " + packet.priority() + " waits");
        }
      }
    }
  }

  private static boolean outranks(Input.AdvertisementReceived received, Node node, int member) {
    int theirs = received.advertisement().priority();
    if (node.config(member).hearsNobody()) {
      return false;
    }
    return theirs > node.priority(member)
        || (theirs == node.priority(member) && higher(received.source(), node.address(member)));
  }

  /** Network order, without a sign. */
  private static boolean higher(InetAddress a, InetAddress b) {
    return Arrays.compareUnsigned(a.getAddress(), b.getAddress()) > 0;
  }

  private static void require(
      boolean kept, String promise, Node node, java.util.function.Supplier<String> what) {
    if (!kept) {
      throw new Violation(promise, node.plan.name() + ": " + what.get());
    }
  }
}
