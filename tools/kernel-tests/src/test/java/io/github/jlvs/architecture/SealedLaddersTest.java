// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Java 17 has no switch over the kinds of a sealed type, so a compiler does not say which ladders
 * of {@code instanceof} a new kind is missing from. This does, for every ladder of the suite: each
 * knows all kinds and ends with a throw, or stands below with the kinds that it passes over.
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
          "jkeepalived.lvs.LogLines.of(CheckEvent)",
          "jkeepalived.lvs.LogLines.of(HealthEvent)",
          "jkeepalived.vrrp.LogLines.of(RunnerEvent)",
          "jkeepalived.vrrp.LogLines.observed(Event)",
          "netlink.route.NewLink.writeData(LinkKind)",
          "rs.host.Host.apply(Step)",
          "vrrp.VirtualRouter.handle(Input)",
          "vrrp.linux.RunningRouter.perform(Action)",
          "vrrp.recording.VectorText.action(Action)",
          "vrrp.recording.VectorText.input(Input)");

  /**
   * What a ladder says nothing of on purpose; a comment at the ladder says what it answers then.
   */
  private static final Map<String, Set<String>> PASSED_OVER =
      Map.ofEntries(
          Map.entry(
              "ipvs.Reconciler.hasConflict(OfService)",
              Set.of("DeleteService", "EditService", "ZeroService")),
          Map.entry("ipvs.Reconciler.hasConflict(Outcome)", Set.of("Done")),
          Map.entry(
              "ipvs.Refusal.advice(Operation)",
              Set.of(
                  "DeleteDestination",
                  "DeleteService",
                  "EditDestination",
                  "EditService",
                  "Flush",
                  "SetTimeouts",
                  "StopDaemon",
                  "ZeroAll",
                  "ZeroService")),
          Map.entry(
              "ipvs.Refusal.meaning(Operation)",
              Set.of("DeleteService", "Flush", "ZeroAll", "ZeroService")),
          Map.entry(
              "ipvs.TableEditor.apply(Operation)",
              Set.of("SetTimeouts", "StartDaemon", "StopDaemon", "ZeroAll")),
          Map.entry(
              "ipvs.contract.DestinationsContract.in_a_batch_every_refusal_is_told_of_its_own_operation(Outcome)",
              Set.of("Unknown")),
          Map.entry(
              "ipvs.text.RuleText.line(OfService)",
              Set.of("DeleteService", "EditService", "ZeroService")),
          Map.entry("ipvs.wire.ChangeSender.outcome(Result)", Set.of("Done")),
          Map.entry("ipvs.wire.RequestFactory.attributes(Operation)", Set.of("Flush", "ZeroAll")),
          Map.entry("jipvsadm.Execution.run(Command)", Set.of("Diff", "Replace", "Restore")),
          Map.entry(
              "jipvsadm.KernelText.meaning(Operation)",
              Set.of(
                  "AddService",
                  "DeleteService",
                  "EditService",
                  "Flush",
                  "SetTimeouts",
                  "ZeroAll",
                  "ZeroService")),
          Map.entry(
              "jipvsadm.Program.dispatch(Command)",
              Set.of(
                  "Change",
                  "Impossible",
                  "ListConnections",
                  "ListDaemons",
                  "ListTable",
                  "ListTimeouts",
                  "Save")),
          Map.entry(
              "jipvsadm.rules.RestoreDryRun.execute(Command)",
              Set.of(
                  "Diff",
                  "Help",
                  "ListConnections",
                  "ListDaemons",
                  "ListTable",
                  "ListTimeouts",
                  "Replace",
                  "Restore",
                  "Save",
                  "Version")),
          Map.entry(
              "jipvsadm.rules.RestoreRun.execute(Command)",
              Set.of(
                  "Diff",
                  "Help",
                  "ListConnections",
                  "ListDaemons",
                  "ListTable",
                  "ListTimeouts",
                  "Replace",
                  "Restore",
                  "Save",
                  "Version")),
          Map.entry(
              "jipvsadm.rules.RuleFile.command(Command)",
              Set.of(
                  "Change",
                  "Diff",
                  "Help",
                  "Impossible",
                  "ListConnections",
                  "ListDaemons",
                  "ListTimeouts",
                  "Replace",
                  "Save",
                  "Version")),
          Map.entry(
              "jipvsadm.rules.RulesToTable.take(Command)",
              Set.of(
                  "Diff",
                  "Help",
                  "ListConnections",
                  "ListDaemons",
                  "ListTable",
                  "ListTimeouts",
                  "Replace",
                  "Restore",
                  "Save",
                  "Version")),
          Map.entry(
              "jipvsadm.rules.RulesToTable.take(Operation)",
              Set.of("SetTimeouts", "StartDaemon", "StopDaemon", "ZeroAll")),
          Map.entry("jkeepalived.config.text.TreeBuilder.token(Token)", Set.of("EndOfLine")),
          Map.entry(
              "jkeepalived.vrrp.Refusals.words(Rejection)",
              Set.of(
                  "AuthenticationHeader",
                  "Destination",
                  "IpHeader",
                  "Length",
                  "MulticastGroup",
                  "OwnAddress",
                  "PacketType",
                  "UnknownPeer",
                  "VirtualRouterId")),
          Map.entry("netlink.route.NewLink.write(LinkKind)", Set.of("Bridge", "Dummy", "Veth")),
          Map.entry(
              "samples.director.TableWriter.event(HealthRunnerEvent)",
              Set.of("CheckObserved", "CheckPossibleAgain", "Observed")),
          Map.entry(
              "samples.healthcheck.WatchRealServers.tell(HealthRunnerEvent)",
              Set.of("CheckObserved", "CheckPossibleAgain", "Observed")),
          Map.entry(
              "vrrp.Counter.of(Rejection)",
              Set.of("Destination", "IpHeader", "MulticastGroup", "OwnAddress", "UnknownPeer")),
          Map.entry("vrrp.linux.AddressPlacement.place(Outcome)", Set.of("Done")),
          Map.entry("vrrp.linux.HostNetwork.add(Outcome)", Set.of("Refused")),
          Map.entry(
              "vrrp.linux.HostWatch.collect(RouteEvent)",
              Set.of(
                  "NeighbourChanged",
                  "NeighbourDeleted",
                  "RouteAdded",
                  "RouteDeleted",
                  "RuleAdded",
                  "RuleDeleted")),
          Map.entry(
              "vrrp.linux.Reporter.observed(Event)",
              Set.of(
                  "AddressRestored",
                  "AnnouncingAfterStall",
                  "EffectivePriorityChanged",
                  "ListeningAfterStall",
                  "PreemptDelayStarted",
                  "PreemptDelayStopped",
                  "WaitingForSyncGroup")));

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
  void everyLadderKnowsAllKindsOrIsMeantToPassSomeOver() {
    Map<String, Set<String>> passedOver = new TreeMap<>();
    ladders()
        .forEach(
            (name, ladder) -> {
              if (!ladder.unknown().isEmpty()) {
                passedOver.put(name, new TreeSet<>(ladder.unknown()));
              }
            });

    assertThat(passedOver).isEqualTo(new TreeMap<>(PASSED_OVER));
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
