// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.Arrays;

/** Which router hears which on one network. */
final class Lan {
  private final int size;
  private final boolean[][] cut;
  private final int[] part;
  private int lossPercent;
  private boolean clear = true;
  private long changed;

  Lan(int size) {
    this.size = size;
    this.cut = new boolean[size][size];
    this.part = new int[size];
  }

  boolean carries(int from, int to) {
    return !cut[from][to];
  }

  int lossPercent() {
    return lossPercent;
  }

  void lose(int percent) {
    lossPercent = percent;
  }

  void cutOneWay(int from, int to, long now) {
    cut[from][to] = true;
    linksChanged(now);
  }

  void split(int bits, long now) {
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        cut[from][to] = (bits >> from & 1) != (bits >> to & 1);
      }
    }
    linksChanged(now);
  }

  void heal(long now) {
    split(0, now);
    lossPercent = 0;
  }

  /** Whether links work both ways and whoever hears the same one hears each other. */
  boolean clear() {
    return clear;
  }

  /** When a link was last cut or mended. */
  long changed() {
    return changed;
  }

  /** The number of the part that a router is in; meaningless unless the network is clear. */
  int part(int router) {
    return part[router];
  }

  boolean sameParts(Lan other) {
    return Arrays.equals(part, other.part);
  }

  private void linksChanged(long now) {
    changed = now;
    for (int router = 0; router < size; router++) {
      part[router] = router;
      for (int other = 0; other < router; other++) {
        if (!cut[router][other] && !cut[other][router]) {
          part[router] = part[other];
          break;
        }
      }
    }
    clear = true;
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        clear &= cut[a][b] == (part[a] != part[b]);
      }
    }
  }
}
