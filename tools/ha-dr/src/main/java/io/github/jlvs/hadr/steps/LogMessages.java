// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.util.ArrayList;
import java.util.List;

/** The daemon logged the guide's messages, as keepalived 2.2.7 words them, in their order. */
final class LogMessages implements Step<GuideSite> {
  private static final String RS = "[10.1.80.93]:tcp:80";
  private static final String VS = "[10.1.80.90]:tcp:80";

  @Override
  public String name() {
    return "log-messages";
  }

  @Override
  public String title() {
    return "ds1's log has the guide's messages";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    List<String> wanted = new ArrayList<>();
    if (guide.ds1().daemon().isReference()) {
      checks.doing(
          "intended difference: keepalived logs every failed try with log_all_failures only");
    } else {
      wanted.add("TCP connection to " + RS + " failed.");
      wanted.add("TCP connection to " + RS + " failed.");
    }
    wanted.add("TCP_CHECK on service " + RS + " failed after 1 retries.");
    wanted.add("Removing service " + RS + " from VS " + VS);
    wanted.add("TCP connection to " + RS + " success.");
    wanted.add("Adding service " + RS + " to VS " + VS);

    String last = wanted.get(wanted.size() - 1);
    checks.eventually(
        "ds1 logged the last of them",
        GuideChecks.SOON,
        () -> guide.ds1().log().stream().anyMatch(line -> line.endsWith(last)));
    List<String> log = guide.ds1().log();
    int from = 0;
    for (String message : wanted) {
      int at = from;
      while (at < log.size() && !log.get(at).endsWith(message)) {
        at++;
      }
      boolean there = at < log.size();
      checks.that("then: " + (there ? log.get(at) : message), there);
      from = there ? at + 1 : from;
    }
  }
}
