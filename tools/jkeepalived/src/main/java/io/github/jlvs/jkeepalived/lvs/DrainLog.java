// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.event.OfServer;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.override.DrainWarning;
import io.github.jlvs.jkeepalived.override.QuiescentTemplates;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What there is to say of draining servers. Belongs to the thread that writes. */
final class DrainLog {
  private final DaemonLog log;
  private final Consumer<DaemonEvent> events;
  private final BooleanSupplier templatesExpire;
  private boolean templatesSaid;

  DrainLog(DaemonLog log, Consumer<DaemonEvent> events) {
    this(log, events, QuiescentTemplates::expire);
  }

  /**
   * Makes one.
   *
   * @param log where it is said
   * @param events where it is told as well
   * @param templatesExpire whether the kernel forgets which clients belong to a server of weight 0
   */
  DrainLog(DaemonLog log, Consumer<DaemonEvent> events, BooleanSupplier templatesExpire) {
    this.log = log;
    this.events = events;
    this.templatesExpire = templatesExpire;
  }

  /** Whether clients that a persistent service remembers do not come back. */
  boolean doTemplatesExpire() {
    return templatesExpire.getAsBoolean();
  }

  void say(List<Draining.News> news) {
    for (Draining.News each : news) {
      OfServer.Drain event = event(each);
      log.line(Part.CHECKERS, line(event));
      events.accept(event);
    }
    boolean persistent =
        news.stream().anyMatch(each -> each instanceof Draining.News.Began b && b.persistent());
    if (persistent && !templatesSaid && !templatesExpire.getAsBoolean()) {
      templatesSaid = true;
      log.line(Part.CHECKERS, DrainWarning.RETURNING + " (said once)");
    }
  }

  private static OfServer.Drain event(Draining.News news) {
    if (news instanceof Draining.News.Began began) {
      return new OfServer.DrainBegun(news.virtualServer(), news.server(), began.leaving().limit());
    }
    if (news instanceof Draining.News.Emptied) {
      return over(news, OfServer.DrainEnd.EMPTIED, 0);
    }
    if (news instanceof Draining.News.Drained) {
      return over(news, OfServer.DrainEnd.DRAINED, 0);
    }
    if (news instanceof Draining.News.LimitReached reached) {
      return over(news, OfServer.DrainEnd.LIMIT_REACHED, reached.connections());
    }
    if (news instanceof Draining.News.Returned) {
      return over(news, OfServer.DrainEnd.RETURNED, 0);
    }
    if (news instanceof Draining.News.Gone) {
      return over(news, OfServer.DrainEnd.GONE, 0);
    }
    throw new IllegalStateException("no event for " + news);
  }

  private static OfServer.Drain over(Draining.News news, OfServer.DrainEnd end, long connections) {
    return new OfServer.DrainOver(news.virtualServer(), news.server(), end, connections);
  }

  private static String line(OfServer.Drain event) {
    String of = event.server() + " of VS " + event.service();
    if (event instanceof OfServer.DrainBegun begun) {
      return "Draining service " + of + " for " + begun.limit().toSeconds() + " s at the most";
    }
    if (event instanceof OfServer.DrainOver over) {
      return "Draining of service " + of + " is over: " + over.words();
    }
    throw new IllegalStateException("no line for " + event);
  }
}
