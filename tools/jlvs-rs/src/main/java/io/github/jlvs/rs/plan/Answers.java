// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;

/**
 * Who answered on one link when it was asked who has a virtual address.
 *
 * @param answerers in the order of their Ethernet addresses
 */
public record Answers(Vip vip, String interfaceName, List<Answerer> answerers) {
  public Answers {
    answerers = List.copyOf(answerers);
  }

  /** How many there are for one address. */
  public enum Verdict {
    /** As it should be: the director that is master. */
    ONE,
    /** Clients reach now one and now the other. */
    SEVERAL,
    /** Clients reach nobody. */
    NOBODY;

    /** All in all: what is worst. */
    public static Verdict of(List<Answers> all, List<Vip> vips) {
      Verdict worst = ONE;
      for (Vip vip : vips) {
        Verdict verdict = of(all, vip);
        if (verdict == SEVERAL) {
          return SEVERAL;
        }
        worst = verdict == NOBODY ? NOBODY : worst;
      }
      return worst;
    }

    /** For one address: one host may answer on two links. */
    public static Verdict of(List<Answers> all, Vip vip) {
      long count = count(all, vip);
      return count == 0 ? NOBODY : count == 1 ? ONE : SEVERAL;
    }
  }

  /** How many hosts answer for an address: by their Ethernet addresses, this one counted once. */
  public static long count(List<Answers> all, Vip vip) {
    return all.stream()
        .filter(each -> each.vip().equals(vip))
        .flatMap(each -> each.answerers().stream())
        .map(each -> each.here() ? "" : each.mac())
        .distinct()
        .count();
  }

  /**
   * Whether this host answers on a link for an address.
   *
   * @param now what it is like
   * @param link the interface that the question would come in by
   */
  public static boolean byThisHost(ObservedHost now, String link, Vip vip) {
    boolean onLink = now.anyAddress(each -> each.is(vip) && each.interfaceName().equals(link));
    if (!vip.isIpv4()) {
      return onLink;
    }
    Map<ArpParameter, Integer> values = now.interfaces().getOrDefault(link, Map.of());
    int ignore =
        Math.max(now.value(Setting.ALL_IGNORE), values.getOrDefault(ArpParameter.ARP_IGNORE, 0));
    if (onLink) {
      return ignore != ArpParameter.NEVER;
    }
    return now.anyAddress(each -> each.is(vip)) && !ArpParameter.ARP_IGNORE.suffices(ignore);
  }
}
