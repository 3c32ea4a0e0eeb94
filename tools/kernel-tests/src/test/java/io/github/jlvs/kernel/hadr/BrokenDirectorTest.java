// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.hadr.DirectorDaemon;
import io.github.jlvs.hadr.Tools;
import io.github.jlvs.hadr.steps.GuideSteps;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The guide's verdicts can be trusted: a director that lacks something turns the steps red that
 * need it, and those alone. It is broken from outside, by what the switch drops or by a program in
 * front of it; which daemon it is makes no difference to a verdict.
 */
@KernelTest
@TakesLong
class BrokenDirectorTest {
  private final Tools tools = PerformedGuide.referenceTools();

  @Test
  void a_director_that_does_not_advertise(Network network) {
    try (Network.Dropping adverts = network.dropping("iifname \"ds1\" ip protocol 112")) {
      PerformedGuide guide = perform(network, "ds1-stopped");

      assertThat(guide.failed())
          .as(guide.told())
          .contains("ds1-becomes-master", "ds1-stopped")
          .doesNotContain("real-servers");
      guide
          .assertFailuresOf("ds1-becomes-master")
          .anyMatch(failure -> failure.contains("an advertisement from ds1"));
      guide
          .assertFailuresOf("ds1-stopped")
          .anyMatch(failure -> failure.contains("an advertisement from ds1"));
    }
  }

  @Test
  void directors_that_send_no_gratuitous_arp(Network network) {
    String gratuitous = "ether type arp arp saddr ip 10.1.80.90 arp daddr ip 10.1.80.90";
    try (Network.Dropping arp = network.dropping(gratuitous)) {
      PerformedGuide guide = perform(network, "ds1-stopped");

      assertThat(guide.failed())
          .as(guide.told())
          .containsExactly("ds1-becomes-master", "ds1-stopped");
      guide
          .assertFailuresOf("ds1-becomes-master")
          .singleElement()
          .asString()
          .contains("gratuitous ARP told the client");
      // Whether the page comes is the client's affair, which may ask again by itself.
      guide
          .assertFailuresOf("ds1-stopped")
          .anyMatch(failure -> failure.contains("gratuitous ARP told the client"));
    }
  }

  @Test
  void directors_that_ignore_the_weights_of_the_configuration(Network network) {
    Tools careless =
        new Tools(
            ignoringWeights(tools.ds1()),
            ignoringWeights(tools.ds2()),
            tools.ipvsadm(),
            tools.realServers());
    PerformedGuide guide =
        PerformedGuide.perform(network, careless, GuideSteps.upTo("page-served"));

    assertThat(guide.failed())
        .as(guide.told())
        .containsExactly("ds1-becomes-master", "page-served");
    guide.assertFailuresOf("page-served").singleElement().asString().contains("weight 100");
  }

  private PerformedGuide perform(Network network, String last) {
    return PerformedGuide.perform(network, tools, GuideSteps.upTo(last));
  }

  /** The daemon behind a shell that takes the weights out of its configuration. */
  private static DirectorDaemon ignoringWeights(DirectorDaemon daemon) {
    return new DirectorDaemon(
        daemon.name() + " without weights",
        List.of(
            "sh",
            "-ec",
            "sed -i 's/weight 100/weight 1/' /run/keepalived.conf; exec "
                + daemon.command().get(0)
                + " \"$@\"",
            "daemon"),
        daemon.isReference(),
        daemon.startUp());
  }
}
