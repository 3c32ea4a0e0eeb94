// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.scenario.Scenario;
import io.github.jlvs.hadr.scenario.Step;
import java.util.List;

/** The guide's steps in their order; each goes on from where the one before it ended. */
public final class GuideSteps {
  private GuideSteps() {}

  /** All of them. */
  public static List<Step<GuideSite>> all() {
    return List.of(
        new RealServersPrepared(),
        new Ds1BecomesMaster(),
        new PageServed(),
        new Ds1Stopped(),
        new Ds1Back(),
        new NginxStopped(),
        new NginxBack(),
        new LogMessages(),
        new Ds1Dies(),
        new Ds1Restarted(),
        new Statistics(),
        new Unicast(),
        new SplitBrainByRouterId(),
        new SplitBrainByMulticast(),
        new SplitBrainByFirewall(),
        new TableCleared(),
        new AddressDeleted(),
        new RealServersReleased(),
        new EverythingStopped());
  }

  /**
   * Some of the steps, in the guide's order.
   *
   * @param names their names
   * @throws IllegalArgumentException if there is no such step
   */
  public static Scenario<GuideSite> only(String... names) {
    List<String> wanted = List.of(names);
    List<Step<GuideSite>> chosen = all().stream().filter(s -> wanted.contains(s.name())).toList();
    if (chosen.size() != wanted.size()) {
      throw unknown(String.join(", ", wanted));
    }
    return new Scenario<>(chosen);
  }

  /**
   * The steps up to one of them.
   *
   * @param last its name
   * @throws IllegalArgumentException if there is no such step
   */
  public static Scenario<GuideSite> upTo(String last) {
    List<Step<GuideSite>> steps = all();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals(last)) {
        return new Scenario<>(steps.subList(0, i + 1));
      }
    }
    throw unknown(last);
  }

  private static IllegalArgumentException unknown(String names) {
    return new IllegalArgumentException(
        "no step '%s'; there are %s".formatted(names, all().stream().map(Step::name).toList()));
  }
}
