// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Allowed;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What all split brains have in common: how they look, and how one sees that they are over. */
final class TwoMasters {
  private final GuideSite guide;
  private final Assertions checks;
  private final GuideChecks guideChecks;

  TwoMasters(GuideSite guide, Assertions checks) {
    this.guide = guide;
    this.checks = checks;
    this.guideChecks = new GuideChecks(guide, checks);
  }

  /** Both directors advertise and have the address. */
  void shown() {
    Instant since = Instant.now();
    for (Director director : guide.directors()) {
      checks.eventually(
          "%s advertises and has %s".formatted(director, GuideSite.VIP),
          GuideChecks.SOON,
          () ->
              director.hasVip()
                  && !Wires.adverts(guide.wires().atSwitch(), director, since).isEmpty());
    }
    checks.show(
        "switch$ tcpdump -vvv -n vrrp",
        Wires.text(guide.wires().atSwitch(), a -> !a.time().isBefore(since)));
    checks.that(
        "two masters: " + GuideSite.VIP + " is on ds1 and on ds2",
        guide.directors().stream().allMatch(Director::hasVip));
  }

  /**
   * Cuts ds2 off from ds1's advertisements and waits until it is master too.
   *
   * @param cutOff when
   */
  void ds2TakesOver(Instant cutOff) {
    Director ds1 = guide.ds1();
    Director ds2 = guide.ds2();
    VrrpAdvert first =
        guideChecks.advertAtDs2(
            ds2, cutOff, a -> true, guideChecks.patience(Protocol.masterDown(100)));
    List<VrrpAdvert> heard =
        Wires.adverts(guide.wires().atDs2(), ds1, Instant.EPOCH).stream()
            .filter(a -> a.time().isBefore(first.time()))
            .toList();
    checks.within(
        "the last advertisement that ds2 heard to its own first",
        Duration.between(heard.get(heard.size() - 1).time(), first.time()),
        Protocol.masterDown(100));
  }

  /**
   * Waits until one is left, and serves whoever asks anew. Who asked during the split brain may go
   * on asking ds2 until its neighbour table forgets, which takes Linux up to a minute: which of the
   * two spoke last is a matter of luck.
   *
   * @param mended when the cause was taken away
   * @param allowed how long ds2 may remain master after that
   */
  void over(Instant mended, Allowed allowed) {
    Director ds2 = guide.ds2();
    checks.eventually(
        GuideSite.VIP + " is no longer on ds2", guideChecks.patience(allowed), () -> !ds2.hasVip());
    checks.within(
        "mended to ds2 without the address", Duration.between(mended, Instant.now()), allowed);
    Instant over = Instant.now();
    guideChecks.advertAtDs2(guide.ds1(), over, a -> true, GuideChecks.SOON);
    guideChecks.saysNothing(ds2, guide.ds1(), over.plusMillis(200));
    checks.that("ds1 still has the address", guide.ds1().hasVip());
    checks.doing("client$ ip neigh flush to " + GuideSite.VIP);
    guide.client().forgetNeighbour();
    guideChecks.pageThrough(guide.ds1());
  }
}
