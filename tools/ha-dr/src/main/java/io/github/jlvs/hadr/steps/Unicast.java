// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VrrpAdvert;

/**
 * The lines that stand as comments in the guide's configuration, for a switch without multicast.
 */
final class Unicast implements Step<GuideSite> {
  static final String MULTICAST = "ip daddr 224.0.0.18";

  @Override
  public String name() {
    return "unicast";
  }

  @Override
  public String title() {
    return "the switch drops multicast: the commented unicast variant of the configuration";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    guide.directors().forEach(Director::stop);
    checks.doing("switch: nftables drops " + MULTICAST);
    try (Network.Dropping dropping = guide.network().dropping(MULTICAST)) {
      performWithoutMulticast(guide, checks);
    } finally {
      guide.directors().forEach(Director::stop);
    }
  }

  private static void performWithoutMulticast(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    Director ds2 = guide.ds2();
    String configuration = guide.files().unicastConfiguration("ds1");
    checks.show(
        "ds1's configuration now has",
        configuration.lines().dropWhile(l -> !l.startsWith("unicast")).limit(4).toList());
    ds1.start(configuration);
    guideChecks.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    ds2.start(guide.files().unicastConfiguration("ds2"));

    VrrpAdvert first = guideChecks.becomesMasterAfterStart(ds1);
    checks.that("ds1 advertises to ds2 alone", first.destination(), ds2.address()::equals);
    checks.pause("would ds2 take over, it had done so by then", Protocol.masterDownTime(100));
    guideChecks.hasTheAddressAlone(ds1, first.time());
    checks.show(
        "ds2$ tcpdump -vvv -n -i enp0s3 vrrp",
        Wires.text(guide.wires().atDs2(), a -> !a.time().isBefore(first.time())));
    checks.that(
        "nothing went to 224.0.0.18",
        Wires.adverts(guide.wires().atSwitch(), ds1, ds1.started()),
        adverts ->
            !adverts.isEmpty()
                && adverts.stream().allMatch(a -> a.destination().equals(ds2.address())));
    guideChecks.saysNothing(ds2, ds1, ds2.started());
    guideChecks.pageThrough(ds1);
  }
}
