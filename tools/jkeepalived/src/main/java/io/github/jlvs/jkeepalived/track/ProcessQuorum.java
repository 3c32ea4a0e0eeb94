// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether as many processes run as should: counts them, and lets a change pass only after its
 * delay. A process that made another of its kind is believed after {@code fork_delay}, for that one
 * may run something else in a moment; one that is gone after {@code terminate_delay}, for it may be
 * started again. Any other change counts at once, as in keepalived, and a change that is undone
 * meanwhile never was. Time is a value in nanoseconds.
 */
final class ProcessQuorum {
  private final TrackedProcess tracked;
  private final Set<Integer> pids = new HashSet<>();
  private boolean reached;
  private OptionalLong due = OptionalLong.empty();

  /** Makes one of the processes that run now: without a delay. */
  ProcessQuorum(TrackedProcess tracked, Set<Integer> running) {
    this.tracked = tracked;
    pids.addAll(running);
    reached = wouldBeReached();
  }

  boolean isReached() {
    return reached;
  }

  int count() {
    return pids.size();
  }

  boolean counts(int pid) {
    return pids.contains(pid);
  }

  /** When {@link #passed} has something to do. */
  OptionalLong nextDeadline() {
    return due;
  }

  /** A counted process has made another. Gives whether the answer is another one now. */
  boolean forked(int pid, long now) {
    return pids.add(pid) && changed(tracked.forkDelay(), now);
  }

  /** A process is one of those now. Gives whether the answer is another one now. */
  boolean began(int pid, long now) {
    return pids.add(pid) && changed(Duration.ZERO, now);
  }

  /** A process is none of those any more. Gives whether the answer is another one now. */
  boolean ended(int pid, long now) {
    return pids.remove(pid) && changed(tracked.terminateDelay(), now);
  }

  /** These are all. Gives whether the answer is another one now. */
  boolean looked(Set<Integer> running, long now) {
    if (pids.equals(running)) {
      return false;
    }
    boolean fewer = running.size() < pids.size();
    pids.clear();
    pids.addAll(running);
    return changed(fewer ? tracked.terminateDelay() : Duration.ZERO, now);
  }

  /** Time has passed. Gives whether the answer is another one now. */
  boolean passed(long now) {
    if (due.isEmpty() || due.getAsLong() - now > 0) {
      return false;
    }
    due = OptionalLong.empty();
    reached = wouldBeReached();
    return true;
  }

  private boolean wouldBeReached() {
    return pids.size() >= tracked.quorum() && pids.size() <= tracked.quorumMax();
  }

  /** One delay is not begun anew by what happens within it. */
  private boolean changed(Duration delay, long now) {
    if (wouldBeReached() == reached) {
      due = OptionalLong.empty();
      return false;
    }
    if (!delay.isZero()) {
      if (due.isEmpty()) {
        due = OptionalLong.of(now + delay.toNanos());
      }
      return false;
    }
    due = OptionalLong.empty();
    reached = !reached;
    return true;
  }
}
