// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Java 17 has no switch over the kinds of a sealed type, so a compiler does not say which ladders
 * of {@code instanceof} a new kind is missing from. This does, for every ladder of the suite: each
 * knows all kinds and ends with a throw, or stands in passed-over.txt with the kinds that it passes
 * over.
 */
class SealedLaddersTest {
  private static final String ROOT = "io.github.jlvs";

  /** With a throw at the end, each of them, and of every module some. */
  private static final List<String> COMPLETE =
      List.of(
          "healthcheck.RealServerCheck.handle(CheckInput)",
          "healthcheck.linux.VirtualServerChecks.told(CheckEvent)",
          "ipvs.wire.RequestFactory.command(Operation)",
          "jipvsadm.rules.RestoreRun.tell(Outcome)",
          "jkeepalived.alert.mail.MailText.of(Change)",
          "jkeepalived.lvs.LogLines.of(CheckEvent)",
          "jkeepalived.lvs.LogLines.of(HealthEvent)",
          "jkeepalived.vrrp.LogLines.of(RunnerEvent)",
          "jkeepalived.vrrp.LogLines.observed(Event)",
          "netlink.route.LinkInfo.writeData(LinkKind)",
          "rs.host.Host.apply(Step)",
          "vrrp.VirtualRouter.handle(Input)",
          "vrrp.linux.RunningRouter.perform(Action)",
          "vrrp.recording.VectorText.action(Action)",
          "vrrp.recording.VectorText.input(Input)");

  /** The kinds that a ladder answers all alike, or not at all, by its name. */
  private static Map<String, Set<String>> passedOver() throws IOException {
    Map<String, Set<String>> passedOver = new TreeMap<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/architecture/passed-over.txt"))) {
      if (!line.startsWith("#")) {
        int colon = line.indexOf(": ");
        passedOver.put(
            line.substring(0, colon),
            new TreeSet<>(List.of(line.substring(colon + 2).split(", "))));
      }
    }
    return passedOver;
  }

  /** Questions of two kinds at once, to which the rest is an answer too. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "ipvs.Refusal.isConflict(OfService)", "jipvsadm.list.ReferenceOrder.compare(ServiceId)");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static Map<String, Ladder> ladders() {
    Map<String, Ladder> found = new TreeMap<>();
    for (JavaClass owner : PRODUCT) {
      for (Ladder ladder : Ladder.in(owner)) {
        found.merge(ladder.name().substring(ROOT.length() + 1), ladder, Ladder::and);
      }
    }
    return found;
  }

  @Test
  void everyLadderKnowsAllKindsOrIsMeantToPassSomeOver() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    ladders()
        .forEach(
            (name, ladder) -> {
              if (!ladder.unknown().isEmpty()) {
                found.put(name, new TreeSet<>(ladder.unknown()));
              }
            });

    assertThat(found).isEqualTo(passedOver());
  }

  @Test
  void aLadderThatKnowsAllKindsEndsWithAThrow() {
    Map<String, Ladder> ladders = ladders();
    assertThat(ladders).containsKeys(COMPLETE.toArray(String[]::new));
    assertThat(ladders.values())
        .filteredOn(
            ladder ->
                ladder.unknown().isEmpty()
                    && !QUESTIONS.contains(ladder.name().substring(ROOT.length() + 1)))
        .allMatch(Ladder::throwsAtTheEnd);
  }

  /** Four kinds, two of them in a group. */
  @SuppressWarnings({"unused", "UnusedNestedClass"})
  private sealed interface Shape {
    sealed interface Round extends Shape {}

    record Circle() implements Round {}

    record Ellipse() implements Round {}

    record Square() implements Shape {}

    record Line() implements Shape {}
  }

  @SuppressWarnings("unused")
  private static final class Ladders {
    static int all(Shape shape) {
      if (shape instanceof Shape.Round) {
        return 1;
      }
      return angular(shape);
    }

    private static int angular(Shape shape) {
      if (shape instanceof Shape.Square) {
        return 2;
      } else if (shape instanceof Shape.Line) {
        return 3;
      }
      throw new IllegalStateException("no number for " + shape);
    }

    static int allButOne(Shape shape) {
      return shape instanceof Shape.Circle ? 1 : shape instanceof Shape.Line ? 2 : 3;
    }

    static boolean isQuestion(Shape shape) {
      return shape instanceof Shape.Line;
    }
  }

  @Test
  void aForgottenKindIsSeenAndAQuestionIsNoLadder() {
    List<Ladder> found = Ladder.in(new ClassFileImporter().importClass(Ladders.class));

    assertThat(found)
        .extracting(ladder -> ladder.name().substring(ladder.name().lastIndexOf('.') + 1))
        .containsExactlyInAnyOrder("all(Shape)", "allButOne(Shape)");
    assertThat(found)
        .extracting(ladder -> Set.copyOf(ladder.unknown()))
        .containsExactlyInAnyOrder(Set.of(), Set.of("Ellipse", "Square"));
    assertThat(found)
        .filteredOn(Ladder::throwsAtTheEnd)
        .singleElement()
        .matches(ladder -> ladder.unknown().isEmpty());
  }
}
