// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has answered. Time is counted in beats of whoever asks, not by a clock: while the machine
 * stands still (a paused guest, a collection, no processor for anybody) there are no beats, and
 * nobody is late. Asking allocates next to nothing. Of one thread, but for the answers.
 */
final class Answers {
  private final List<Asked> all = new ArrayList<>();

  /** Itself the task that answers: one for all questions. */
  private static final class Asked implements Runnable {
    private Watched watched;
    private volatile boolean waiting;
    private int missed;

    Asked(Watched watched) {
      this.watched = watched;
    }

    void beat() {
      if (waiting) {
        missed++;
      } else {
        missed = 0;
        waiting = true;
        watched.posting().accept(this);
      }
    }

    @Override
    public void run() {
      waiting = false;
    }

    boolean hangs() {
      return missed >= watched.patience();
    }
  }

  /** From now on exactly these are asked. A thread that was asked before keeps its count. */
  void watch(List<Watched> threads) {
    Map<String, Asked> before = new HashMap<>();
    all.forEach(asked -> before.put(asked.watched.thread(), asked));
    all.clear();
    for (Watched each : threads) {
      Asked asked = before.getOrDefault(each.thread(), new Asked(each));
      asked.watched = each;
      all.add(asked);
    }
  }

  /** Counts those that have not answered, and asks the others again. */
  void beat() {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).beat();
    }
  }

  /** The first that hangs. */
  Optional<Watched> hanging() {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).hangs()) {
        return Optional.of(all.get(i).watched);
      }
    }
    return Optional.empty();
  }
}
