// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.jkeepalived.vrrp.LatenessText;
import io.github.jlvs.jkeepalived.vrrp.RivalryText;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** What happens to virtual routers, their groups and their interfaces. */
public sealed interface OfRouter extends DaemonEvent {

  /**
   * A virtual router is in another state.
   *
   * @param change as the runner told it
   */
  record StateChange(RunnerEvent.StateChanged change) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_STATE;
    }

    @Override
    public Told told() {
      Reason reason = change.reason();
      Optional<InetAddress> master =
          change.to() == State.MASTER ? Optional.empty() : change.master();
      return Told.of(kind(), states(change.from(), change.to()) + ": " + words(reason))
          .named(change.router())
          .from(StateText.of(change.from()).word())
          .to(StateText.of(change.to()).word())
          .peer(master)
          .reason(reason.name());
    }

    private static String words(Reason reason) {
      return switch (reason) {
        case STARTUP -> "it was started";
        case SHUTDOWN -> "it was stopped";
        case MASTER_DOWN -> "no master was heard";
        case HIGHER_PRIORITY -> "a master of higher priority was heard";
        case HIGHER_ADDRESS -> "a master of the same priority with a higher address was heard";
        case RESIGNED -> "it was asked to leave it to another";
        case LATE -> "it was late, and another may have taken over";
        case TRACKED_DOWN -> "something that it needs is down";
        case TRACKED_UP -> "all that it needs is there again";
        case SYNC_GROUP -> "with its sync group";
      };
    }
  }

  private static String states(State from, State to) {
    return StateText.of(from).word() + " to " + StateText.of(to).word();
  }

  /**
   * All members of a sync group have arrived in another state.
   *
   * @param change as the runner told it
   */
  record GroupChange(RunnerEvent.GroupChanged change) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.GROUP_STATE;
    }

    @Override
    public Told told() {
      return Told.of(kind(), states(change.from(), change.to()))
          .named(change.group())
          .from(StateText.of(change.from()).word())
          .to(StateText.of(change.to()).word());
    }
  }

  /**
   * A packet was refused.
   *
   * @param router the instance's name
   * @param refused as the state machine told it
   */
  record Refusal(String router, Event.PacketRefused refused) implements OfRouter {
    @Override
    public EventKind kind() {
      return refused.rejection().mismatch() ? EventKind.ROUTER_MISMATCH : EventKind.ROUTER_REFUSED;
    }

    @Override
    public Told told() {
      Rejection rejection = refused.rejection();
      String danger = rejection.mismatch() ? ", danger of two masters" : "";
      return Told.of(
              kind(),
              "packet from %s refused: %s"
                      .formatted(IpAddresses.format(refused.peer()), rejection.describe())
                  + danger)
          .named(router)
          .peer(Optional.of(refused.peer()))
          .reason(rejection.difference().field());
    }
  }

  /**
   * Another router sends from this one's address.
   *
   * @param router the instance's name
   * @param shared as the state machine told it
   */
  record SharedAddress(String router, Event.AddressInUseElsewhere shared) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_MISMATCH;
    }

    @Override
    public Told told() {
      String address = IpAddresses.format(shared.address());
      return Told.of(
              kind(),
              "another router sends from "
                  + address
                  + ", the address of this one: give each its own")
          .named(router)
          .peer(Optional.of(shared.address()))
          .reason("own address");
    }
  }

  /**
   * One of this host is heard by another interface.
   *
   * @param heard as the runner told it
   */
  record OwnRouter(RunnerEvent.OwnRouterHeard heard) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_MISMATCH;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "%s hears %s of this host, which sends by %s with VRID %d too"
                  .formatted(
                      heard.interfaceName(), heard.heard(), heard.heardInterface(), heard.vrid()))
          .named(heard.router())
          .reason("own router");
    }
  }

  /**
   * A master hears another one.
   *
   * @param rivalry as the runner told it
   */
  record TwoMasters(RunnerEvent.TwoMasters rivalry) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_MASTERS;
    }

    @Override
    public Told told() {
      RunnerEvent.Rival rival = rivalry.rival();
      return Told.of(
              kind(),
              "two masters: %s is one too, %s"
                  .formatted(IpAddresses.format(rival.peer()), RivalryText.of(rival)))
          .named(rivalry.router())
          .to("TWO")
          .peer(Optional.of(rival.peer()))
          .reason(reason(rival));
    }

    private static String reason(RunnerEvent.Rival rival) {
      if (rival instanceof RunnerEvent.Rival.Unyielding unyielding) {
        return unyielding.other().election().name();
      } else if (rival instanceof RunnerEvent.Rival.Mismatched mismatched) {
        return mismatched.refused().rejection().difference().field();
      }
      throw new IllegalStateException("nothing tells of " + rival);
    }
  }

  /**
   * After {@link TwoMasters}: it is over.
   *
   * @param over as the runner told it
   */
  record TwoMastersOver(RunnerEvent.TwoMastersOver over) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_MASTERS;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "no longer two masters: %s %s"
                  .formatted(IpAddresses.format(over.peer()), RivalryText.of(over.why())))
          .named(over.router())
          .to("ONE")
          .peer(Optional.of(over.peer()))
          .reason(over.why().name());
    }
  }

  /**
   * The effective priority has changed.
   *
   * @param router the instance's name
   * @param change as the state machine told it
   */
  record PriorityChange(String router, Event.EffectivePriorityChanged change) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_PRIORITY;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "priority " + change.from() + " to " + change.to())
          .named(router)
          .from(String.valueOf(change.from()))
          .to(String.valueOf(change.to()));
    }
  }

  /**
   * Something that a router needs is down, or is there again.
   *
   * @param change as the runner told it
   */
  record TrackedChange(RunnerEvent.TrackingChanged change) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_FAULT;
    }

    @Override
    public Told told() {
      return Told.of(kind(), change.what() + (change.up() ? " is there again" : " is down"))
          .named(change.router())
          .to(change.up() ? "UP" : "DOWN")
          .reason(change.what());
    }
  }

  /**
   * A router was run late.
   *
   * @param late as the runner told it
   */
  record Lateness(RunnerEvent.Late late) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_LATE;
    }

    @Override
    public Told told() {
      return Told.of(kind(), LatenessText.of(late))
          .named(late.router())
          .reason(late.cause().name());
    }
  }

  /**
   * An address could not be added or removed.
   *
   * @param failed as the runner told it
   */
  record AddressFailure(RunnerEvent.AddressFailed failed) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_ADDRESS;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "cannot %s %s: %s"
                  .formatted(failed.adding() ? "add" : "remove", failed.address(), failed.why()))
          .named(failed.router())
          .to("FAILED")
          .reason(failed.why());
    }
  }

  /**
   * After {@link AddressFailure}: the address is in place.
   *
   * @param recovered as the runner told it
   */
  record AddressRecovery(RunnerEvent.AddressRecovered recovered) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_ADDRESS;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(), recovered.address() + " is in place on " + recovered.interfaceName() + " now")
          .named(recovered.router())
          .to("IN_PLACE");
    }
  }

  /**
   * A virtual address that somebody else had removed is in place again.
   *
   * @param router the instance's name
   * @param restored as the state machine told it
   */
  record AddressBack(String router, Event.AddressRestored restored) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_ADDRESS;
    }

    @Override
    public Told told() {
      return back("address " + IpAddresses.format(restored.address())).named(router);
    }
  }

  /**
   * A static address, a route or a rule that somebody else had removed is there again.
   *
   * @param restored as the runner told it
   */
  record EntryBack(RunnerEvent.EntryRestored restored) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_ADDRESS;
    }

    @Override
    public Told told() {
      return back(restored.what()).named(restored.router());
    }
  }

  private static Told back(String what) {
    return Told.of(EventKind.ROUTER_ADDRESS, what + " was removed by somebody else, put back")
        .to("RESTORED");
  }

  /**
   * Advertisements could not be sent.
   *
   * @param failed as the runner told it
   */
  record SendFailure(RunnerEvent.AdvertisementFailed failed) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_SENDING;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "cannot send advertisements to %s: %s"
                  .formatted(IpAddresses.format(failed.destination()), failed.errno()))
          .named(failed.router())
          .to("FAILED")
          .reason(failed.errno().name());
    }
  }

  /**
   * After {@link SendFailure}: they go out again.
   *
   * @param recovered as the runner told it
   */
  record SendRecovery(RunnerEvent.AdvertisementRecovered recovered) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.ROUTER_SENDING;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "advertisements to " + IpAddresses.format(recovered.destination()) + " go out again")
          .named(recovered.router())
          .to("RECOVERED");
    }
  }

  /**
   * An interface has come or gone.
   *
   * @param change as the runner told it
   */
  record InterfaceChange(RunnerEvent.InterfaceChanged change) implements OfRouter {
    @Override
    public EventKind kind() {
      return EventKind.INTERFACE_STATE;
    }

    @Override
    public Told told() {
      String condition = change.condition().name();
      return Told.of(kind(), "the interface is " + condition.toLowerCase(Locale.ROOT))
          .named(change.interfaceName())
          .to(condition);
    }
  }
}
