// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.StateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which virtual routers have resigned, and how long they leave others to be master. */
final class Resting implements AutoCloseable {
  /** One rest: its end by the loop's clock, and by the system's for whoever reads. */
  private record Rest(long end, Instant until) {}

  private final Clock clock;
  private final Clock.Alarm over;
  private final Consumer<RunningRouter> lookAgain;
  private final Map<String, Rest> rests = new HashMap<>();
  private Map<String, RunningRouter> routers = Map.of();

  /**
   * Nobody rests.
   *
   * @param lookAgain has a router look what its priority is
   */
  Resting(Clock clock, Consumer<RunningRouter> lookAgain) {
    this.clock = clock;
    this.lookAgain = lookAgain;
    this.over = clock.alarm(this::endThoseOver);
  }

  /** From now on there are these; those that rest go on, also as another router of their name. */
  void adopt(Map<String, RunningRouter> all) {
    routers = all;
    rests.keySet().retainAll(all.keySet());
    all.values().forEach(this::tell);
  }

  /** See {@link VrrpRunner#resign}. */
  List<String> begin(RunningMachine machine, Duration length) {
    machine.routers().forEach(Resting::requireMaster);
    Rest rest = new Rest(clock.now() + length.toNanos(), Instant.now().plus(length));
    for (RunningRouter member : machine.routers()) {
      rests.put(member.name(), rest);
      change(member);
    }
    machine.handle(StateMachine.ALL, new Input.Resign());
    armNext();
    return machine.routers().stream().map(RunningRouter::name).toList();
  }

  private static void requireMaster(RunningRouter member) {
    String router = "virtual router " + member.name();
    if (member.setup().config().owner()) {
      throw new IllegalArgumentException(router + " is the owner of its addresses: priority 255");
    }
    if (!member.isMaster()) {
      throw new IllegalArgumentException(
          router + " is " + member.virtualRouter().state() + ", not MASTER");
    }
  }

  /** See {@link VrrpRunner#endRest}. */
  List<String> end(RunningMachine machine) {
    List<RunningRouter> rested =
        machine.routers().stream().filter(member -> rests.remove(member.name()) != null).toList();
    rested.forEach(this::change);
    return rested.stream().map(RunningRouter::name).toList();
  }

  private void endThoseOver() {
    long now = clock.now();
    List<RunningRouter> rested =
        routers.values().stream().filter(each -> isOver(rests.get(each.name()), now)).toList();
    for (RunningRouter each : rested) {
      Object unused = rests.remove(each.name());
      change(each);
    }
    armNext();
  }

  private static boolean isOver(@Nullable Rest rest, long now) {
    return rest != null && rest.end() - now <= 0;
  }

  private void armNext() {
    rests.values().stream().mapToLong(Rest::end).min().ifPresent(over::arm);
  }

  private void change(RunningRouter router) {
    tell(router);
    lookAgain.accept(router);
  }

  private void tell(RunningRouter router) {
    router.rest(Optional.ofNullable(rests.get(router.name())).map(Rest::until));
  }

  @Override
  public void close() {
    over.cancel();
  }
}
