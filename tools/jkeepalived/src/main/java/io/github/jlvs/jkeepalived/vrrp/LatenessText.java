// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.linux.LateCause;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.concurrent.TimeUnit;

/** How late a virtual router was and why, in words. */
public final class LatenessText {
  private LatenessText() {}

  /** Of an event; without the router's name. */
  public static String of(RunnerEvent.Late late) {
    return lateness(late.lateness()) + ": " + why(late.cause());
  }

  private static String lateness(Event.Late late) {
    String timer =
        switch (late.timer()) {
          case ADVERTISEMENT -> "advertisement";
          case MASTER_DOWN -> "master down timer";
        };
    return timer + " " + TimeUnit.NANOSECONDS.toMillis(late.nanos()) + " ms late";
  }

  private static String why(LateCause cause) {
    return switch (cause) {
      case COLLECTION -> "the JVM collected garbage";
      case BUSY -> "its own thread was busy";
      case NO_PROCESSOR ->
          "it got no processor (other processes, or the limit of its control group)";
      case BLOCKED -> "its thread waited for the kernel or a disk";
      case SUSPENDED -> "the machine was suspended";
      case STOPPED -> "the process was stopped (SIGSTOP, or a paused machine)";
      case UNKNOWN -> "the kernel does not tell why (no /proc/thread-self/schedstat)";
    };
  }
}
