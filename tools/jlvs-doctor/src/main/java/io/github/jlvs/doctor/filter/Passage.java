// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of one packet through the chains of a table. */
final class Passage {
  /** The kernel's own limit is 16 jumps. */
  private static final int DEEPEST = 16;

  /**
   * Where it ends.
   *
   * @param rule the rule that throws it away; nothing for the policy of the chain
   * @param certain whether nothing on the way there was unclear
   * @param within the calls that lead to the chain, from the one that the kernel calls
   * @param before all calls that were made until then
   */
  record Stop(
      Chain chain, Optional<Rule> rule, boolean certain, List<Call> within, List<Call> before) {}

  /** A chain goes on in another. */
  record Call(String caller, String chain) {}

  /** How a chain is left. */
  private enum Left {
    /** The packet passes this hook of the table. */
    ACCEPTED,
    DROPPED,
    /** Nothing has decided. */
    AT_END
  }

  private final Map<String, Chain> chains;
  private final Packet packet;
  private final List<Stop> stops = new ArrayList<>();
  private final Deque<Call> within = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();

  /** Whether a rule before may have decided otherwise. */
  private boolean doubted;

  private boolean redirected;

  Passage(Map<String, Chain> chains, Packet packet) {
    this.chains = chains;
    this.packet = packet;
  }

  /** Where it may end in a chain that the kernel calls; a certain end is the last. */
  List<Stop> through(Chain base) {
    if (walk(base, 0) == Left.AT_END && base.drops()) {
      stop(base, Optional.empty(), !doubted);
    }
    return List.copyOf(stops);
  }

  /** Whether it has, or may have, another destination afterwards. */
  boolean isRedirected() {
    return redirected;
  }

  private Left walk(Chain chain, int depth) {
    for (Rule rule : chain.rules()) {
      Truth holds = rule.holds(packet);
      if (holds == Truth.NO) {
        continue;
      }
      boolean sure = holds == Truth.YES;
      Action action = rule.action();
      boolean passes = action instanceof Action.Accept || action instanceof Action.Redirect;
      redirected |= action instanceof Action.Redirect;
      if (action instanceof Action.Drop) {
        stop(chain, Optional.of(rule), sure && !doubted);
        if (sure) {
          return Left.DROPPED;
        }
      } else if (passes && sure) {
        return Left.ACCEPTED;
      } else if (action instanceof Action.Return && sure) {
        return Left.AT_END;
      } else if (action instanceof Action.Jump || action instanceof Action.GoTo) {
        doubted |= !sure;
        Left left = follow(chain, action, depth);
        if (sure && (left != Left.AT_END || action instanceof Action.GoTo)) {
          return left;
        }
        continue;
      }
      // One that may be thrown away here and is later for certain is thrown away for certain.
      boolean mayEscape = passes || action instanceof Action.Return;
      doubted |= (mayEscape && !sure) || action instanceof Action.Unknown;
    }
    return Left.AT_END;
  }

  private void stop(Chain chain, Optional<Rule> rule, boolean certain) {
    stops.add(new Stop(chain, rule, certain, List.copyOf(within), List.copyOf(calls)));
  }

  private Left follow(Chain caller, Action action, int depth) {
    String name =
        action instanceof Action.Jump jump ? jump.chain() : ((Action.GoTo) action).chain();
    Optional<Chain> next = Optional.ofNullable(chains.get(name));
    if (depth >= DEEPEST || next.isEmpty()) {
      return Left.AT_END;
    }
    Call call = new Call(caller.name(), name);
    calls.add(call);
    within.addLast(call);
    Left left = walk(next.get(), depth + 1);
    within.removeLast();
    return left;
  }
}
