// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What there is to say of draining servers. Belongs to the thread that writes. */
final class DrainLog {
  private final DaemonLog log;
  private final BooleanSupplier templatesExpire;
  private boolean templatesSaid;

  DrainLog(DaemonLog log) {
    this(log, DrainLog::doTemplatesExpire);
  }

  /**
   * Makes one.
   *
   * @param log where it is said
   * @param templatesExpire whether the kernel forgets which clients belong to a server of weight 0
   */
  DrainLog(DaemonLog log, BooleanSupplier templatesExpire) {
    this.log = log;
    this.templatesExpire = templatesExpire;
  }

  private static boolean doTemplatesExpire() {
    try {
      return !new Sysctl("net/ipv4/vs/expire_quiescent_template").read().equals("0");
    } catch (LinuxException unreadable) {
      return true;
    }
  }

  void say(List<Draining.News> news) {
    news.forEach(each -> log.line(Part.CHECKERS, line(each)));
    boolean persistent =
        news.stream().anyMatch(each -> each instanceof Draining.News.Began b && b.persistent());
    if (persistent && !templatesSaid && !templatesExpire.getAsBoolean()) {
      templatesSaid = true;
      log.line(
          Part.CHECKERS,
          "Clients that a persistent virtual server remembers go on arriving at a server that"
              + " drains: set net.ipv4.vs.expire_quiescent_template to 1 to send them elsewhere"
              + " (said once)");
    }
  }

  private static String line(Draining.News news) {
    Draining.Leaving leaving = news.leaving();
    String of = leaving.server() + " of VS " + leaving.virtualServer();
    if (news instanceof Draining.News.Began) {
      return "Draining service " + of + " for " + leaving.limit().toSeconds() + " s at the most";
    }
    String drained = "Draining of service " + of + " is over: ";
    if (news instanceof Draining.News.Drained) {
      return drained + "drained";
    }
    if (news instanceof Draining.News.LimitReached reached) {
      long left = reached.connections();
      return drained + "limit reached with " + left + (left == 1 ? " connection" : " connections");
    }
    if (news instanceof Draining.News.Returned) {
      return drained + "it is back";
    }
    if (news instanceof Draining.News.Gone) {
      return drained + "removed before";
    }
    throw new IllegalStateException("no line for " + news);
  }
}
