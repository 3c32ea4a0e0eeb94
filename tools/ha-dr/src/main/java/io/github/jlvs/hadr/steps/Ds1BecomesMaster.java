// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;

/** Both directors run the guide's configuration; ds1 advertises and takes the address. */
final class Ds1BecomesMaster implements Step<GuideSite> {
  private static final String LINE =
      "VRRPv2, Advertisement, vrid 51, prio 101, authtype simple, intvl 1s, length 20, addrs: 10.1.80.90 auth \"1111";

  @Override
  public String name() {
    return "ds1-becomes-master";
  }

  @Override
  public String title() {
    return "ds1 and ds2 run the guide's keepalived.conf; ds1 becomes master";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    String[] both = {guide.rs1().destination(), guide.rs2().destination()};
    checks.doing("ds1$ %s -n -l -D -f keepalived.conf".formatted(ds1.daemon().name()));
    guide.start(ds1);
    guideChecks.tableIs(ds1, both);
    checks.doing("ds2$ %s -n -l -D -f keepalived.conf".formatted(guide.ds2().daemon().name()));
    guide.start(guide.ds2());

    VrrpAdvert first = guideChecks.becomesMasterAfterStart(ds1);
    guideChecks.hasTheAddressAlone(ds1, first.time());
    VrrpAdvert second =
        guideChecks.advertAtDs2(ds1, first.time().plusMillis(1), a -> true, GuideChecks.SOON);
    checks.within(
        "ds1's first advertisement to its second",
        Duration.between(first.time(), second.time()),
        Protocol.nextAdvertisement());
    guideChecks.showAdvertsAtDs2(a -> !a.time().isBefore(first.time()));
    checks.that(
        "tcpdump prints what the guide shows: " + LINE,
        Wires.text(guide.wires().atDs2(), first::equals),
        lines -> lines.stream().anyMatch(line -> line.contains(LINE)));
    checks.that("its TTL is 255", first.ttl() == 255);
    guideChecks.tableIs(guide.ds2(), both);
    guideChecks.showLog(ds1, 0, "(VI_1)");
    checks.that(
        "both daemons run", guide.directors(), all -> all.stream().allMatch(Director::running));
    guideChecks.saysNothing(guide.ds2(), ds1, guide.ds2().started());
  }
}
