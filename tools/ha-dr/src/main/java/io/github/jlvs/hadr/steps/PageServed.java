// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Page;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.util.List;

/** The client gets the page from the virtual address. */
final class PageServed implements Step<GuideSite> {
  @Override
  public String name() {
    return "page-served";
  }

  @Override
  public String title() {
    return "the client fetches http://" + GuideSite.VIP + "/";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Page page = guideChecks.pageThrough(guide.ds1());
    checks.show("the page", page.body().strip().lines().toList());
    checks.that(
        "a second request at once goes to the same real server (persistence)",
        guide.client().fetch(),
        again -> again.server().equals(page.server()));
    List<String> table = guideChecks.showTable(guide.ds1(), "-ln");
    checks.that(
        "it says 'persistent 5', which is what the configuration says (the guide's table says 50)",
        table.stream().anyMatch(("TCP  " + GuideSite.VIP + ":80 wrr persistent 5")::equals));
    List<String> reference = guide.ds1().host().exec("ipvsadm", "-ln").out().lines().toList();
    checks.that(
        "ipvsadm itself prints the same services and real servers",
        withoutConnections(reference),
        withoutConnections(table)::equals);
    guideChecks.tableIs(guide.ds1(), guide.rs1().destination(), guide.rs2().destination());
  }

  /** Connections come and go between two looks at a table. */
  private static List<String> withoutConnections(List<String> table) {
    return table.stream()
        .map(line -> line.startsWith("  -> 1") ? line.replaceFirst("\\d+ +\\d+ *$", "") : line)
        .toList();
  }
}
