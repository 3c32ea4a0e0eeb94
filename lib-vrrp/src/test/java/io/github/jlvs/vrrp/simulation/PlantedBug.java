// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;
import java.util.Optional;

/**
 * Mistakes that a VRRP implementation can make, planted one at a time in the sources of the state
 * machine: {@link PatchedClasses}. Each says what must find it.
 */
// A patch reads best as the lines of code that it replaces; its lists are never changed.
@SuppressWarnings({"StringConcatToTextBlock", "ImmutableEnumChecker"})
enum PlantedBug {
  /** Master_Down_Interval is 3 x interval for every priority. */
  NO_SKEW(
      Found.bySimulation(),
      new Patch(
          "Pace.java",
          "return Timers.masterDownNanos(config.protocol(), intervals, masters, priority);",
          "return intervals * masters.nanos();")),

  /** In backup, greater than instead of greater than or equal. */
  EQUAL_PRIORITY_DISCARDED(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "} else if (theirs >= router.priority()) {",
          "} else if (theirs > router.priority()) {")),

  /** Two masters of one priority both stay. */
  TIE_BREAK_IGNORED(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "} else if (theirs == ours && IpAddresses.compare(source, primary) > 0) {",
          "} else if (theirs == ours && ours == 0) {")),

  /** Of two masters of one priority both yield. */
  TIE_BREAK_BY_PRIORITY_ALONE(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "} else if (theirs == ours && IpAddresses.compare(source, primary) > 0) {",
          "} else if (theirs == ours) {")),

  /** Addresses are compared with a sign: 192.0.2.1 is lower than 10.0.0.1. */
  ADDRESSES_COMPARED_WITH_A_SIGN(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "IpAddresses.compare(source, primary) > 0",
          "java.util.Arrays.compare(source.getAddress(), primary.getAddress()) > 0")),

  /** A backup does not know what priority 0 means. */
  PRIORITY_ZERO_IGNORED(
      Found.bySimulation(), new Patch("Elections.java", "      router.followNobody();\n", "")),

  /** A master that stops forgets to say so. */
  PRIORITY_ZERO_NOT_SENT(
      Found.bySimulation(),
      new Patch("Transitions.java", "      send(Advertisement.PRIORITY_STOP, out);\n", "")),

  /** Preempt_Mode is always true. */
  NOPREEMPT_IGNORED(
      Found.bySimulation(),
      new Patch("Transitions.java", "return config.preempt() || config.owner();", "return true;")),

  /** Preempt_Mode is always false. */
  PREEMPTION_FORGOTTEN(
      Found.bySimulation(),
      new Patch("Transitions.java", "return config.preempt() || config.owner();", "return false;")),

  /** A master does not step down for a higher priority. */
  NEVER_YIELDS(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "} else if (theirs > ours) {",
          "} else if (theirs > ours && ours == 0) {")),

  /** A master that yields sends one more regular advertisement from its old timer. */
  ADVERTISES_IN_BACKUP(
      Found.bySimulation(),
      new Patch(
          "Transitions.java",
          "    counters.changed(from, to);\n" + "    advertisementDue = Timers.NEVER;\n",
          "    counters.changed(from, to);\n"),
      new Patch(
          "Expiry.java",
          "if (router.state() == State.MASTER) {",
          "if (router.state() == State.MASTER || router.now() >= router.advertisementDue()) {")),

  /** A master that yields leaves its addresses where they are. */
  ADDRESSES_KEPT(
      Found.bySimulation(),
      new Patch("Elections.java", "    out.add(new Action.RemoveAddresses());\n", "")),

  /** A new master does not announce its addresses. */
  NO_GRATUITOUS_ARP(
      Found.bySimulation(),
      new Patch(
          "Transitions.java", "    arp.announce(now, out);\n" + "    change(", "    change(")),

  /** Advertisements do not reset the master down timer. */
  TIMER_NOT_RESET(
      Found.bySimulation(),
      new Patch(
          "Elections.java",
          "      router.preemptDelay.stop(out);\n"
              + "      router.follow(source, advertisement, out);\n",
          "      router.preemptDelay.stop(out);\n")),

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

  /** Weights do not change the priority. */
  WEIGHTS_FORGOTTEN(
      Found.bySimulation(),
      new Patch("Changes.java", "    router.setPriority(effective(wanted));\n", "")),

  /** Things tracked are not tracked. */
  FAULTS_FORGOTTEN(
      Found.bySimulation(),
      new Patch(
          "VirtualRouter.java",
          "      transitions.down().add(tracked.tracked());\n"
              + "      changes.enterFault(Reason.TRACKED_DOWN, out);\n",
          "")),

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

  /** The owner of the addresses obeys nopreempt. */
  OWNER_DOES_NOT_PREEMPT(
      Found.by("ElectionTest#theOwnerPreemptsWhateverIsConfigured"),
      new Patch(
          "Transitions.java",
          "return config.preempt() || config.owner();",
          "return config.preempt();")),

  /** The members of a sync group do not know of each other. */
  SYNC_GROUP_IGNORED(
      Found.bySimulation(),
      new Patch(
          "SyncGroup.java",
          "member.join(this::mayBecomeMaster);",
          "member.join(candidate -> true);"),
      new Patch(
          "SyncGroup.java",
          "    if (after == before) {\n",
          "    if (after == before || after != null) {\n"),
      new Patch("SyncGroup.java", "      fault |= member.faultyItself();\n", "")),

  /** The shell, which is the simulation's, looks at its timers before it drains its sockets. */
  TIMERS_BEFORE_SOCKETS(
      Found.bySimulation(),
      new Patch(
          "simulation/World.java",
          "    while (!node.sockets.isEmpty()) {\n"
              + "      hear(node, node.sockets.remove());\n"
              + "    }\n",
          "    give(node, StateMachine.ALL, Input.Tick.INSTANCE);\n"
              + "    while (!node.sockets.isEmpty()) {\n"
              + "      hear(node, node.sockets.remove());\n"
              + "    }\n")),

  /** The answer to priority 0 does not reset the Adver_Timer. */
  ANSWER_KEEPS_THE_RHYTHM(
      Found.by("ElectionTest#aMasterAnswersPriorityZeroAndStays"),
      new Patch(
          "Elections.java",
          "        router.advertise(out);\n",
          "        router.send(ours, out);\n")),

  /** What may not be answered at once is not answered at all. */
  ANSWER_LOST(
      Found.bySimulation()
          .and("ElectionTest#priorityZeroIsAnsweredAtTheEndOfTheRationWhenItMayNotBeAtOnce"),
      new Patch("Elections.java", "        answerLater();\n", "")),

  /** Every packet of a flood has the addresses announced. */
  ANNOUNCEMENTS_NOT_RATIONED(
      Found.by("ElectionTest#aFloodOfLowerPrioritiesIsAnsweredOnceInAQuarterOfAnInterval"),
      new Patch(
          "Elections.java",
          "      if (mayAnswer()) {\n" + "        if (router.config",
          "      if (!mayAnswer()) {\n"
              + "        router.arp.heardLowerPriority(router.now(), out);\n"
              + "      } else {\n"
              + "        if (router.config")),

  /** The ration is shorter by a nanosecond. */
  ANSWERS_AN_INSTANT_TOO_SOON(
      Found.by("ElectionTest#theRationIsAQuarterOfAnIntervalToTheNanosecond"),
      new Patch(
          "Elections.java",
          "    answersFrom = router.now() + router.interval() / 4;\n",
          "    answersFrom = router.now() + router.interval() / 4 - 1;\n")),

  /** Only the first stall of a life is spared. */
  ONE_STALL_A_LIFE(
      Found.bySimulation().and("RunTimeChangesTest#everyStallAfterAMasterWasHeardIsSpared"),
      new Patch(
          "MasterDownTimer.java",
          "  void heard() {\n" + "    graceUsed = false;\n",
          "  void heard() {\n")),

  /** An advertisement that is discarded has a machine that is always late listen once more. */
  EVERY_WORD_SPARES_A_STALL(
      Found.by("RunTimeChangesTest#aMachineThatIsAlwaysLateStillPreemptsAWorseMasterThatItHears"),
      new Patch(
          "Elections.java",
          "      out.add(new Event.LowerPriorityDiscarded(",
          "      router.masterDown.heard();\n"
              + "      out.add(new Event.LowerPriorityDiscarded(")),

  /** After a fault the preempt delay of before counts. */
  DELAY_OUTLIVES_ITS_LIFE(
      Found.by("ElectionTest#aFaultEndsTheDelayAndTheNextLifeHasOneOfItsOwn"),
      new Patch("Transitions.java", "    preemptDelay.reset();\n", "")),

  /** A member of a group that fired in vain and yielded still counts as wanting to be master. */
  WISH_OUTLIVES_ITS_LIFE(
      Found.bySimulation(),
      new Patch(
          "Transitions.java",
          "    wantsMaster = false;\n" + "    master = Optional.empty();\n",
          "    master = Optional.empty();\n")),

  /** A member of a group that fired in vain and follows a master again still wants to be one. */
  WISH_OUTLIVES_A_MASTER(
      Found.bySimulation(),
      new Patch(
          "Transitions.java",
          "      master = Optional.of(source);\n" + "    }\n" + "    wantsMaster = false;\n",
          "      master = Optional.of(source);\n" + "    }\n")),

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

  /** Who becomes the owner by a reload gets 254. */
  NEW_OWNER_HAS_254(
      Found.by("ReloadTest#whoBecomesTheOwnerHas255AndWhoCeasesToBeHasWhatIsConfigured"),
      new Patch(
          "Changes.java", "if (!changed.owner() && !before.owner()) {", "if (!before.owner()) {")),

  /** A reload does not change when addresses are announced. */
  RELOAD_KEEPS_THE_ARP_SCHEDULE(
      Found.bySimulation().and("ReloadTest#aMasterAnnouncesByTheNewScheduleFromTheReloadOn"),
      new Patch(
          "Changes.java",
          "    router.arp.reschedule(changed.gratuitousArp(), router.state() == State.MASTER, router.now());\n",
          "")),

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

  /** down_timer_adverts of a reload does not reach the timer that runs. */
  RELOAD_KEEPS_MISSED_ADVERTISEMENTS(
      Found.by("ReloadTest#missedAdvertisementsAndIntervalsCountFromWhenTheMasterWasHeard"),
      new Patch(
          "Changes.java",
          "    router.masterDown.adjust(router.now(), router.pace());\n" + "    router.arp",
          "    router.arp")),

  /** An owner that ceases to be one goes on accepting packets to its addresses. */
  RELOAD_KEEPS_ACCEPT_MODE(
      Found.by("ReloadTest#whetherPacketsAreAcceptedFollowsTheOwner"),
      new Patch(
          "Changes.java",
          "router.accepts() != Transitions.accepts(before)",
          "changed.acceptMode() != before.acceptMode()")),

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

  /** A member of a group asks only the first of the others. */
  GROUP_ASKS_ONE_MEMBER(
      Found.bySimulation().and("SyncGroupTest#aGroupOfThreeWaitsForEachOfItsMembers"),
      new Patch(
          "SyncGroup.java",
          "      if (member != candidate && !member.wantsMaster()) {\n"
              + "        return false;\n"
              + "      }\n",
          "      if (member != candidate) {\n"
              + "        return member.wantsMaster();\n"
              + "      }\n")),

  /** A list with one address twice passes for two addresses. */
  ONE_ADDRESS_STANDS_FOR_TWO(
      Found.by("ReceptionTest#oneAddressTwiceIsNotTwo"),
      new Patch(
          "Reception.java",
          "new HashSet<>(theirs).containsAll(addresses)",
          "new HashSet<>(addresses).containsAll(theirs)")),

  /** A carry that carries is lost. */
  CHECKSUM_CARRIES_ONCE(
      Found.by("AdvertisementCodecTest#aCarryThatCarriesIsAddedToo"),
      new Patch(
          "PacketChecksum.java",
          "InternetChecksum.of(sum(packet))",
          "(int) ~((sum(packet) & 0xffff) + (sum(packet) >>> 16)) & 0xffff")),

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

  /** A backup that stops removes the addresses, which it does not have. */
  BACKUP_REMOVES_ADDRESSES(
      Found.by("ElectionTest#aBackupIsShutDownSilently"),
      new Patch(
          "Transitions.java",
          "      out.add(new Action.RemoveAddresses());\n" + "    }\n" + "    change(to",
          "    }\n" + "    out.add(new Action.RemoveAddresses());\n" + "    change(to")),

  /** After a stall all backups listen for the same time, whatever their priority. */
  STALL_SPARED_WITHOUT_THE_SKEW(
      Found.by("RunTimeChangesTest#aBackupThatWokeUpToSilenceListensForOneMoreInterval"),
      new Patch(
          "MasterDownTimer.java",
          "    arm(now, Run.ONE_INTERVAL, pace);\n",
          "    arm(now, Run.ONE_INTERVAL, pace);\n" + "    deadline -= pace.nanos(0);\n")),

  /** A member leaves its fault while another keeps the group in it. */
  FAULT_LEFT_AGAINST_THE_GROUP(
      Found.by("SyncGroupTest#aFaultHoldsAllUntilItIsGone"),
      new Patch(
          "Changes.java",
          "if (router.state() == State.FAULT && !router.faulty()) {",
          "if (router.state() == State.FAULT && router.down().isEmpty()) {")),

  /**
   * A master that stood still for intervals leaves the neighbours with what they learnt meanwhile.
   */
  NO_ANNOUNCEMENT_AFTER_A_STALL(
      Found.bySimulation()
          .and("RunTimeChangesTest#veryLateTheMasterAdvertisesOnceAndAnnouncesItsAddressesAnew"),
      new Patch(
          "Transitions.java",
          "    if (stalled()) {\n" + "      arp.announce(now, out);",
          "    if (stalled()) {")),

  /** Of what waits in the socket after a stall, a late master answers before it steps back. */
  ANSWERS_BEFORE_IT_STEPS_BACK(
      Found.bySimulation().and("LatenessTest#itFollowsTheWorseMasterThatHasTakenItsPlace"),
      new Patch(
          "VirtualRouter.java",
          "if (transitions.mayBeReplaced()) {",
          "if (input instanceof Input.Tick && transitions.mayBeReplaced()) {")),

  /** A master that takes its place back by its priority steps back all the same. */
  STEPS_BACK_WHERE_IT_PREEMPTS(
      Found.by("LatenessTest#whoPreemptsOrOwnsTheAddressesTakesItsPlaceBackAndStays"),
      new Patch("Transitions.java", "        && !preempts()\n", "")),

  /** The member of a group that is late leaves the others where they are. */
  GROUP_TICKS_PAST_A_STEP_BACK(
      Found.by("LatenessTest#aSyncGroupStepsBackAsAWhole"),
      new Patch("SyncGroup.java", " || router.stepsBackAt(now)", "")),

  /** Of a group whose second member steps back the first has advertised by then. */
  GROUP_SPEAKS_BEFORE_IT_STEPS_BACK(
      Found.by("LatenessTest#noMemberOfAGroupSpeaksBeforeAnotherStepsBack"),
      new Patch(
          "SyncGroup.java",
          "while (first < members.size() && !members.get(first).stepsBackAt(now)) {",
          "while (first < members.size()) {")),

  /** What is late is told with every packet that is refused until the timer is looked at. */
  LATE_AGAIN_AND_AGAIN(
      Found.bySimulation().and("LatenessTest#oneDeadlineIsToldOnce"),
      new Patch("Lateness.java", " && due > taken", "")),

  /** A stall of which the first packet has told hides the next. */
  LATE_ONCE_IN_A_LIFE(
      Found.bySimulation().and("LatenessTest#theNextStallIsToldAgain"),
      new Patch("Lateness.java", "    taken = router.now();", "    taken = Timers.NEVER;")),

  /** A backup waits by its own interval. */
  INTERVAL_NOT_LEARNT(
      Found.bySimulation().and("Version3Test#aBackupWaitsByTheIntervalOfTheMasterThatItFollows"),
      new Patch("Transitions.java", "      masters = theirs;\n", "")),

  /** A master advertises by the interval that it learnt as backup. */
  ADVERTISES_BY_THE_LEARNT_INTERVAL(
      Found.bySimulation().and("Version3Test#whoYieldsWaitsByTheIntervalOfTheOther"),
      new Patch("Transitions.java", "    masters = config.interval();\n    out.add", "    out.add"),
      new Patch(
          "Transitions.java", "return config.interval().nanos();", "return masters.nanos();")),

  /** Priority 0 teaches its interval. */
  INTERVAL_LEARNT_FROM_PRIORITY_ZERO(
      Found.bySimulation().and("Version3Test#aMasterThatStopsIsWaitedForByTheSkewOfItsOwnInterval"),
      new Patch(
          "Elections.java",
          "      router.followNobody();\n",
          "      router.follow(source, advertisement, out);\n      router.followNobody();\n")),

  /** What is discarded teaches its interval. */
  INTERVAL_LEARNT_FROM_WHAT_IS_DISCARDED(
      Found.bySimulation().and("Version3Test#aMasterThatIsOnlyDiscardedTeachesNothing"),
      new Patch(
          "Elections.java",
          "      out.add(new Event.LowerPriorityDiscarded(",
          "      router.follow(source, advertisement, out);\n"
              + "      out.add(new Event.LowerPriorityDiscarded(")),

  /** The skew of version 3 is version 2's. */
  SKEW_OF_VERSION_2(
      Found.bySimulation().and("Version3Test#theSkewGoesByTheInterval"),
      new Patch(
          "Protocol.java",
          "return (256 - priority) * masters.nanos() / 256;",
          "return (256 - priority) * 3_906_250L;")),

  /** The addresses of the IP header are not in the checksum of version 3. */
  PSEUDO_HEADER_FORGOTTEN(
      Found.by("Version3ReceptionTest#aPacketThatWasSentFromAnotherAddressIsRefused"),
      new Patch(
          "PacketChecksum.java",
          "            + sum(source)\n            + sum(destination)\n",
          "")),

  /** The four reserved bits are the interval's. */
  RESERVED_BITS_COUNT(
      Found.by("AdvertisementCodecTest#theReservedBitsOfVersion3AreIgnored"),
      new Patch("PacketHeader.java", "intervalField & 0xfff)", "intervalField % 25_500)")),

  /** In version 3 an interval is taken for an authentication type. */
  AUTHENTICATION_IN_VERSION_3(
      Found.by("Version3ReceptionTest#noAuthenticationIsSeenWhereThereIsNone"),
      new Patch(
          "PacketHeader.java",
          "return version == Protocol.V2.VERSION ? intervalField >>> 8 : 0;",
          "return intervalField >>> 8;")),

  /** What comes from the own address is refused in every state. */
  TWIN_TAKEN_FOR_AN_ECHO(
      Found.by("ElectionTest#aBackupThatHearsItsOwnAddressHearsAnotherRouter"),
      new Patch(
          "Elections.java",
          "if (router.state() == State.MASTER && theirs == router.priority()) {\n"
              + "      Rejection",
          "if (router.state() != State.INITIALIZE) {\n" + "      Rejection"));

  /**
   * What finds a mistake.
   *
   * @param simulation whether a run of some hundred scenarios breaks a promise
   * @param test the unit test that fails, as Class#method; none where the simulation alone must
   *     find it
   */
  record Found(boolean simulation, Optional<String> test) {
    static Found bySimulation() {
      return new Found(true, Optional.empty());
    }

    static Found by(String test) {
      return new Found(false, Optional.of(test));
    }

    Found and(String other) {
      return new Found(simulation, Optional.of(other));
    }
  }

  final Found found;
  final List<Patch> patches;

  PlantedBug(Found found, Patch... patches) {
    this.found = found;
    this.patches = List.of(patches);
  }
}
