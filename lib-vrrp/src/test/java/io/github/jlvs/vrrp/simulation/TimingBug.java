// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;

/** Mistakes in the classes that keep the time: timers, delays, and what is late. */
// A patch reads best as the lines of code that it replaces; its lists are never changed.
@SuppressWarnings({"StringConcatToTextBlock", "ImmutableEnumChecker"})
enum TimingBug implements PlantedBug {
  /** Master_Down_Interval is 3 x interval for every priority. */
  NO_SKEW(
      Found.bySimulation(),
      new Patch(
          "Pace.java",
          "return Timers.masterDownNanos(config.protocol(), intervals, masters, priority);",
          "return intervals * masters.nanos();")),

  /** Off by one: four advertisements may be missed. */
  ONE_ADVERTISEMENT_TOO_MANY(
      Found.bySimulation(),
      new Patch(
          "MasterDownTimer.java",
          "pace.config().downTimerAdverts();",
          "pace.config().downTimerAdverts() + 1;")),

  /** The other way round: two. */
  ONE_ADVERTISEMENT_TOO_FEW(
      Found.bySimulation(),
      new Patch(
          "MasterDownTimer.java",
          "pace.config().downTimerAdverts();",
          "pace.config().downTimerAdverts() - 1;")),

  /** Each advertisement of lower priority starts the delay anew. */
  PREEMPT_DELAY_NEVER_OVER(
      Found.bySimulation(),
      new Patch(
          "PreemptDelay.java",
          "    if (startedAt == NOT_STARTED) {\n" + "      startedAt = now;",
          "    if (startedAt <= NOT_STARTED) {\n" + "      startedAt = now;")),

  /** When the delay is over, up to one more interval is waited: what keepalived does. */
  PREEMPT_DELAY_ONE_INTERVAL_LONGER(
      Found.bySimulation(), new Patch("MasterDownTimer.java", "    limited = true;\n", "")),

  /** Only the first stall of a life is spared. */
  ONE_STALL_A_LIFE(
      Found.bySimulation().and("RunTimeChangesTest#everyStallAfterAMasterWasHeardIsSpared"),
      new Patch(
          "MasterDownTimer.java",
          "  void heard() {\n" + "    graceUsed = false;\n",
          "  void heard() {\n")),

  /** Each advertisement is due an interval after the last was sent, not after it was due. */
  RHYTHM_DRIFTS(
      Found.by("RunTimeChangesTest#aLittleLateTheMasterKeepsItsRhythm"),
      new Patch(
          "Expiry.java",
          "router.advertiseAt(next > router.now() ? next : router.now() + router.interval());",
          "router.advertiseAt(router.now() + router.interval());")),

  /** A backup takes itself for punctual until it is two intervals late. */
  STALL_AFTER_TWO_INTERVALS(
      Found.bySimulation().and("RunTimeChangesTest#oneIntervalLateIsNoStallAndAnInstantMoreIsOne"),
      new Patch(
          "Expiry.java",
          "late > Transitions.patience(router.mastersInterval())",
          "late > 2 * Transitions.patience(router.mastersInterval())")),

  /** A deadline that a shorter interval moves into the past is left there. */
  RELOAD_LOOKS_LIKE_A_STALL(
      Found.by("ReloadTest#aShorterIntervalMakesNoStallOfWhatWasInTime"),
      new Patch(
          "MasterDownTimer.java",
          "deadline = Math.max(Math.min(now, deadline), end(pace));",
          "deadline = end(pace);")),

  /** A changed priority or configuration makes a late timer punctual. */
  CHANGE_HIDES_A_STALL(
      Found.bySimulation().and("RunTimeChangesTest#aChangedPriorityDoesNotHideThatItStoodStill"),
      new Patch(
          "MasterDownTimer.java",
          "deadline = Math.max(Math.min(now, deadline), end(pace));",
          "deadline = Math.max(now, end(pace));")),

  /** A preempt delay that begins after the timer fired in vain forgets that it did. */
  DELAY_AFTER_A_VAIN_EXPIRY_IS_LONGER(
      Found.by("SyncGroupTest#aDelayThatBeginsAfterTheTimerFiredInVainCountsFromItsBeginning"),
      new Patch(
          "MasterDownTimer.java",
          "firstHadFired = firedWhileBlocked;",
          "firstHadFired = firedWhileBlocked && firstHadFired;")),

  /** After a fault a stall of before counts as the one that is spared. */
  STALL_OUTLIVES_ITS_LIFE(
      Found.by("RunTimeChangesTest#aStallOfAnEarlierLifeIsForgotten"),
      new Patch(
          "MasterDownTimer.java",
          "    deadline = Timers.NEVER;\n" + "    graceUsed = false;\n",
          "    deadline = Timers.NEVER;\n")),

  /** The owner of the addresses waits for its preempt delay. */
  OWNER_OBEYS_THE_DELAY(
      Found.by("ElectionTest#theOwnerObeysNoDelay"),
      new Patch(
          "PreemptDelay.java",
          "return config.owner() ? 0 : config.preemptDelay().toNanos();",
          "return config.preemptDelay().toNanos();")),

  /** A master that deserves its place does not stop the delay of a worse one. */
  DELAY_NEVER_STOPPED(
      Found.by("ElectionTest#theDelayIsCancelledByAMasterThatDeservesItsPlace"),
      new Patch(
          "PreemptDelay.java",
          "      startedAt = NOT_STARTED;\n" + "      out.add(new Event.PreemptDelayStopped",
          "      out.add(new Event.PreemptDelayStopped")),

  /**
   * In a group that waits, the preempt delay counts for the first master of lower priority alone.
   */
  NEXT_MASTER_HAS_NO_DELAY(
      Found.by("SyncGroupTest#theDelayCountsForTheNextMasterOfLowerPriorityToo"),
      new Patch(
          "PreemptDelay.java",
          "    if (!heardSinceFired) {\n" + "      reset();\n" + "    }\n",
          "")),

  /** After a stall all backups listen for the same time, whatever their priority. */
  STALL_SPARED_WITHOUT_THE_SKEW(
      Found.by("RunTimeChangesTest#aBackupThatWokeUpToSilenceListensForOneMoreInterval"),
      new Patch(
          "MasterDownTimer.java",
          "    arm(now, Run.ONE_INTERVAL, pace);\n",
          "    arm(now, Run.ONE_INTERVAL, pace);\n" + "    deadline -= pace.nanos(0);\n")),

  /** What is late is told with every packet that is refused until the timer is looked at. */
  LATE_AGAIN_AND_AGAIN(
      Found.bySimulation().and("LatenessTest#oneDeadlineIsToldOnce"),
      new Patch("Lateness.java", " && due > taken", "")),

  /** A stall of which the first packet has told hides the next. */
  LATE_ONCE_IN_A_LIFE(
      Found.bySimulation().and("LatenessTest#theNextStallIsToldAgain"),
      new Patch("Lateness.java", "    taken = router.now();", "    taken = Timers.NEVER;")),

  /** The skew of version 3 is version 2's. */
  SKEW_OF_VERSION_2(
      Found.bySimulation().and("Version3Test#theSkewGoesByTheInterval"),
      new Patch(
          "Protocol.java",
          "return (256 - priority) * masters.nanos() / 256;",
          "return (256 - priority) * 3_906_250L;"));

  private final Mistake mistake;

  TimingBug(Found found, Patch... patches) {
    this.mistake = new Mistake(found, List.of(patches));
  }

  @Override
  public Mistake mistake() {
    return mistake;
  }
}
