// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The tests find mistakes: each one that is planted in the state machine's own code breaks a
 * promise in a few hundred scenarios, or fails the unit test that is named for it, or both.
 */
@Tag("same-on-every-jdk")
class PlantedBugsTest {
  private static final int SCENARIOS = 200;

  static Stream<PlantedBug> forTheSimulation() {
    return PlantedBug.all().stream().filter(bug -> bug.found().simulation());
  }

  static Stream<PlantedBug> forATest() {
    return PlantedBug.all().stream().filter(bug -> bug.found().test().isPresent());
  }

  @ParameterizedTest
  @MethodSource("forTheSimulation")
  void breaksAPromise(PlantedBug bug) {
    Optional<String> found = hunt(bug.patches());

    assertThat(found).as("%s breaks no promise in %d scenarios", bug, SCENARIOS).isPresent();
    System.out.printf("planted bug %s: %s%n", bug, found.get());
  }

  @ParameterizedTest
  @MethodSource("forATest")
  void failsItsTest(PlantedBug bug) throws ClassNotFoundException {
    String test = bug.found().test().orElseThrow();

    TestExecutionSummary sound = run(PlantedBugsTest.class.getClassLoader(), test);
    TestExecutionSummary patched = run(new PatchedClasses(bug.patches()), test);

    assertThat(sound.getTestsSucceededCount()).as("%s without the bug", test).isEqualTo(1);
    assertThat(patched.getTestsFailedCount()).as("%s fails with %s", test, bug).isEqualTo(1);
  }

  @Test
  void theSoundStateMachineBreaksNoneInAWorldOfItsOwn() {
    assertThat(hunt(List.of())).isEmpty();
  }

  @Test
  void aPatchMustApplyInOnePlace() {
    assertThatThrownBy(() -> new Patch("X.java", "a", "b").applyTo("aba"))
        .hasMessageContaining("X.java applies in several places");
    assertThatThrownBy(() -> new Patch("X.java", "c", "b").applyTo("aba"))
        .hasMessageContaining("X.java applies nowhere");
  }

  private static Optional<String> hunt(List<Patch> patches) {
    @SuppressWarnings("unchecked")
    LongFunction<Optional<String>> hunt =
        new PatchedClasses(patches).make("simulation.Hunt", LongFunction.class);
    return hunt.apply(SCENARIOS);
  }

  /** Runs one test of those classes. */
  private static TestExecutionSummary run(ClassLoader classes, String test)
      throws ClassNotFoundException {
    String[] parts = test.split("#");
    Class<?> type = classes.loadClass("io.github.jlvs.vrrp." + parts[0]);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(type, parts[1]))
            .filters(includeEngines("junit-jupiter"))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary();
  }
}
