// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Scenario;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.hadr.steps.GuideSteps;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is silent or gone because nobody looked: a step whose observer is missing turns red, and
 * says what is missing.
 */
@KernelTest
@WithoutIpvs
class MissingObserverTest {

  @ParameterizedTest
  @ValueSource(strings = {"arping", "curl"})
  void a_command_that_the_client_cannot_execute(String command, Network network) {
    String hidden = "mount --bind /dev/null \"$(readlink -f \"$(command -v %s)\")\"";

    PerformedGuide guide =
        perform(network, site -> site.client().host().sh(hidden.formatted(command)));

    assertThat(guide.failed()).as(guide.told()).containsExactly("real-servers");
    guide
        .assertFailuresOf("real-servers")
        .anyMatch(failure -> failure.startsWith("client: " + command + " "))
        .anyMatch(failure -> failure.contains("could not be executed"));
  }

  @Test
  void a_capture_that_has_ended(Network network) {
    PerformedGuide guide = perform(network, site -> site.wires().atSwitch().close());

    assertThat(guide.failed()).as(guide.told()).containsExactly("real-servers");
    guide
        .assertFailuresOf("real-servers")
        .anyMatch(failure -> failure.contains("capture on switch/br0 was closed"));
  }

  private static PerformedGuide perform(Network network, Consumer<GuideSite> breaking) {
    List<Step<GuideSite>> steps = new ArrayList<>();
    steps.add(new Broken(breaking));
    steps.addAll(GuideSteps.upTo("real-servers").steps());
    return PerformedGuide.perform(network, PerformedGuide.referenceTools(), new Scenario<>(steps));
  }

  /** Takes something away before the guide begins. */
  private record Broken(Consumer<GuideSite> breaking) implements Step<GuideSite> {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String title() {
      return "something is taken away";
    }

    @Override
    public void perform(GuideSite guide, Assertions checks) {
      breaking.accept(guide);
    }
  }
}
