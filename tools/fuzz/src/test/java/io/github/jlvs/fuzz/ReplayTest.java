// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that is kept: {@code inputs/TARGET} holds sound ones, from which the fuzzer begins,
 * and {@code found/TARGET} those that once showed a defect.
 */
class ReplayTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TestFactory
  Stream<DynamicContainer> every_target_bears_every_kept_input() {
    return Targets.all().stream()
        .map(target -> DynamicContainer.dynamicContainer(target.name(), replays(target).stream()));
  }

  private static List<DynamicTest> replays(Target<?> target) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest("nothing", () -> check(target, new byte[0])));
    for (Path directory : List.of(KeptInputs.SOUND, KeptInputs.FOUND)) {
      for (Path file : KeptInputs.files(directory.resolve(target.name()))) {
        String name = directory.getFileName() + "/" + file.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> check(target, KeptInputs.bytes(file))));
      }
    }
    return tests;
  }

  private static void check(Target<?> target, byte[] input) {
    assertTimeoutPreemptively(LONGEST, () -> target.check(input));
  }

  @Test
  void every_target_begins_with_an_input_that_it_decodes() {
    for (Target<?> target : Targets.all()) {
      List<Path> inputs = KeptInputs.files(KeptInputs.SOUND.resolve(target.name()));
      assertThat(inputs).as(target.name()).isNotEmpty();
      for (Path input : inputs) {
        assertThat(target.given(KeptInputs.bytes(input), 0).failure())
            .as(target.name() + " of " + input)
            .isEmpty();
      }
    }
  }

  @Test
  void every_directory_belongs_to_a_target() {
    List<String> names = Targets.all().stream().map(Target::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names).allSatisfy(name -> assertThat(Targets.named(name).name()).isEqualTo(name));
    for (Path directory : List.of(KeptInputs.SOUND, KeptInputs.FOUND)) {
      assertThat(KeptInputs.files(directory).stream().map(each -> each.getFileName().toString()))
          .isSubsetOf(names);
    }
  }
}
