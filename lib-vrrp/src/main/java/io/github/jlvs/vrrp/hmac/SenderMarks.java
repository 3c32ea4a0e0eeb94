// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far each sender has come: the highest sequence that was accepted from it. A mark is set only
 * by a message whose HMAC is right, so that who has no key can neither set nor fill any.
 *
 * <p>By {@link AntiReplay#TIME} a mark that is outside the window counts no more. What is below one
 * that was left behind is stale by itself; one that the clock fell back behind would keep its
 * sender from being heard for as long as the step was, and both routers would be master.
 *
 * <p>Peers that are named have a mark each. All others share {@value #STRANGERS}. When they are all
 * in use the one longest unheard makes room, and its mark becomes the floor: nobody without a mark
 * is heard from below it while it is inside the window. So five senders can't be played to a
 * receiver in turns, each making it forget another.
 */
final class SenderMarks {
  /** Senders beside the named ones that have a mark at one time. */
  static final int STRANGERS = 4;

  private static final class Mark {
    @Nullable InetAddress sender;
    long sequence;
    boolean isSet;
    long turn;
  }

  private final boolean byTime;
  private final int windowSeconds;
  private final Map<InetAddress, Mark> named = new HashMap<>();
  private final List<Mark> strangers = new ArrayList<>();
  private final Mark own = new Mark();
  private final Mark floor = new Mark();
  private long turns;

  SenderMarks(HmacSettings settings, Collection<InetAddress> peers) {
    this.byTime = settings.antiReplay() == AntiReplay.TIME;
    this.windowSeconds = settings.windowSeconds();
    for (InetAddress peer : peers) {
      Mark mark = new Mark();
      mark.sender = peer;
      named.put(peer, mark);
    }
    for (int i = 0; i < STRANGERS; i++) {
      strangers.add(new Mark());
    }
  }

  /**
   * The same marks under other settings and for other peers. What was forgotten because it was
   * stale must not be fresh again in a longer window, nor a sender that only the floor remembers be
   * free of it because it is a named peer now.
   */
  SenderMarks with(HmacSettings settings, Collection<InetAddress> peers, long clock) {
    SenderMarks next = new SenderMarks(settings, peers);
    next.own.sender = own.sender;
    next.take(own, next.own);
    if (byTime && next.byTime) {
      next.take(floor, next.floor);
      next.raise(next.floor, clock - ((long) windowSeconds << 32), clock);
      next.named.values().forEach(mark -> next.take(next.floor, mark));
    }
    for (Mark mark : named.values()) {
      next.acceptAgain(mark, clock);
    }
    strangers.stream()
        .sorted((a, b) -> Long.compare(a.turn, b.turn))
        .forEach(mark -> next.acceptAgain(mark, clock));
    return next;
  }

  private void take(Mark from, Mark to) {
    to.sequence = from.sequence;
    to.isSet = from.isSet;
  }

  private void acceptAgain(Mark mark, long clock) {
    InetAddress sender = mark.sender;
    if (sender != null && mark.isSet) {
      accept(sender, mark.sequence, clock);
    }
  }

  /** What a message of this sender must be later than; empty if nothing of it is known. */
  OptionalLong highest(InetAddress sender, long clock) {
    Mark mark = find(sender);
    if (mark == null) {
      return counts(floor, clock) ? OptionalLong.of(floor.sequence) : OptionalLong.empty();
    }
    return counts(mark, clock) ? OptionalLong.of(mark.sequence) : OptionalLong.empty();
  }

  /** Sets the mark of a sender to a message that was accepted. */
  void accept(InetAddress sender, long sequence, long clock) {
    Mark mark = find(sender);
    if (mark == null) {
      mark = room(clock);
      mark.sender = sender;
      mark.isSet = false;
    }
    raise(mark, sequence, clock);
  }

  /** Sets the mark of this router's own address, which may be another one than before. */
  void sent(InetAddress source, long sequence, long clock) {
    InetAddress before = own.sender;
    if (before == null || !before.equals(source)) {
      OptionalLong heard = highest(source, clock);
      own.sender = source;
      if (before != null && own.isSet) {
        accept(before, own.sequence, clock);
      }
      own.isSet = heard.isPresent();
      own.sequence = heard.orElse(0);
    }
    raise(own, sequence, clock);
  }

  private void raise(Mark mark, long sequence, long clock) {
    if (!counts(mark, clock) || HmacSequence.isAfter(sequence, mark.sequence)) {
      mark.sequence = sequence;
      mark.isSet = true;
    }
    mark.turn = ++turns;
  }

  private @Nullable Mark find(InetAddress sender) {
    if (sender.equals(own.sender)) {
      return own;
    }
    Mark mark = named.get(sender);
    for (int i = 0; mark == null && i < STRANGERS; i++) {
      if (sender.equals(strangers.get(i).sender)) {
        mark = strangers.get(i);
      }
    }
    return mark;
  }

  private Mark room(long clock) {
    Mark oldest = strangers.get(0);
    for (Mark each : strangers) {
      if (!counts(each, clock)) {
        return each;
      }
      if (each.turn < oldest.turn) {
        oldest = each;
      }
    }
    // Without clocks that agree, a floor would shut out whoever's clock is behind, for ever.
    if (byTime) {
      raise(floor, oldest.sequence, clock);
    }
    return oldest;
  }

  private boolean counts(Mark mark, long clock) {
    return mark.isSet && !(byTime && HmacSequence.isOutside(mark.sequence, clock, windowSeconds));
  }
}
