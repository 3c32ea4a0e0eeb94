// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;

/** Mistakes in the classes that decide who is master, and what a virtual router does then. */
// A patch reads best as the lines of code that it replaces; its lists are never changed.
@SuppressWarnings({"StringConcatToTextBlock", "ImmutableEnumChecker"})
enum DecisionBug implements PlantedBug {
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

  /** The owner of the addresses heeds others although it is told to heed nobody. */
  OWNER_HEEDS_OTHERS(
      Found.by("ElectionTest#anOwnerThatIsToldSoHeedsNobody"),
      new Patch("Elections.java", "if (router.config().hearsNobody()) {", "if (false) {")),
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

  /** A backup that stops removes the addresses, which it does not have. */
  BACKUP_REMOVES_ADDRESSES(
      Found.by("ElectionTest#aBackupIsShutDownSilently"),
      new Patch(
          "Transitions.java",
          "      out.add(new Action.RemoveAddresses());\n" + "    }\n" + "    change(to",
          "    }\n" + "    out.add(new Action.RemoveAddresses());\n" + "    change(to")),

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

  /** What comes from the own address is refused in every state. */
  TWIN_TAKEN_FOR_AN_ECHO(
      Found.by("ElectionTest#aBackupThatHearsItsOwnAddressHearsAnotherRouter"),
      new Patch(
          "Elections.java",
          "if (router.state() == State.MASTER && theirs == router.priority()) {\n"
              + "      refused(",
          "if (router.state() != State.INITIALIZE) {\n" + "      refused("));

  private final Mistake mistake;

  DecisionBug(Found found, Patch... patches) {
    this.mistake = new Mistake(found, List.of(patches));
  }

  @Override
  public Mistake mistake() {
    return mistake;
  }
}
