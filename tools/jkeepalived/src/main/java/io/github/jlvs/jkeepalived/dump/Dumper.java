// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.DumpSettings;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes the files that signals ask for, on a thread of its own, which begins with the first
 * request.
 *
 * <pre>
 *   main ── request ──► what is asked for, each once ──► jkeepalived-dump: asks the parts,
 *                                                        renders their copies, replaces the files
 * </pre>
 *
 * <p>Nobody waits for it, and it waits for the parts for some seconds at the most. However often
 * the same is asked for while it works, it is written once more after that. Thread-safe.
 */
public final class Dumper implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final DaemonLog log;
  private final Supplier<String> hostName;
  private final Function<GlobalDefs, Owners> owners;
  private final ZoneId zone;
  private final WorkThread thread;
  private final DumpFiles files;

  /** Lines that were said: an exporter asks every few seconds. Of the thread alone. */
  private final Set<String> said = new HashSet<>();

  /** Guarded by this, as the one below. */
  private final Set<DumpRequest> requests = new LinkedHashSet<>();

  private boolean closing;

  /** Written by the daemon's thread, as the three below. */
  private volatile Optional<Configuration> configuration = Optional.empty();

  private volatile Optional<DumpSources.OfRouters> routers = Optional.empty();
  private volatile Optional<DumpSources.OfTracked> tracked = Optional.empty();
  private volatile Optional<DumpSources.OfServers> servers = Optional.empty();

  /**
   * Makes one that knows no part yet.
   *
   * @param log takes lines
   * @param hostName this machine's name, asked for when it is written
   * @param died told what ends its thread unasked
   */
  public Dumper(DaemonLog log, Supplier<String> hostName, Consumer<Throwable> died) {
    this(log, hostName, PolicyOwners::new, ZoneId.systemDefault(), died);
  }

  Dumper(
      DaemonLog log,
      Supplier<String> hostName,
      Function<GlobalDefs, Owners> owners,
      ZoneId zone,
      Consumer<Throwable> died) {
    this.log = log;
    this.hostName = hostName;
    this.owners = owners;
    this.zone = zone;
    this.thread = new WorkThread("jkeepalived-dump", this::run, died);
    this.files = new DumpFiles(log);
  }

  /** From now on this is what the parts run by. */
  public void configure(Configuration current) {
    configuration = Optional.of(current);
  }

  /** From now on there are virtual routers. */
  public void routers(DumpSources.OfRouters source) {
    routers = Optional.of(source);
  }

  /** From now on there is what virtual routers track. */
  public void tracked(DumpSources.OfTracked source) {
    tracked = Optional.of(source);
  }

  /** From now on there are virtual servers. */
  public void servers(DumpSources.OfServers source) {
    servers = Optional.of(source);
  }

  /** Has it written soon. Never blocks. */
  public synchronized void request(DumpRequest what) {
    if (closing) {
      return;
    }
    requests.add(what);
    thread.begin();
    notifyAll();
  }

  /** Writes no more, and waits a moment for what is being written. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    boolean unused = thread.awaitEnd(FAREWELL);
  }

  private void run() {
    for (Optional<DumpRequest> next = next(); next.isPresent(); next = next()) {
      try {
        write(next.get());
      } catch (Missing | RuntimeException | OutOfMemoryError e) {
        // A text that is too large is garbage again: what runs is not given up for it.
        log.line(Part.DAEMON, "A file that a signal asked for was not written: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Nothing at the end. What comes while it is written is a request of its own. */
  private synchronized Optional<DumpRequest> next() {
    try {
      while (requests.isEmpty() && !closing) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    if (closing) {
      return Optional.empty();
    }
    DumpRequest first = requests.iterator().next();
    requests.remove(first);
    return Optional.of(first);
  }

  /** Before the start has come to the parts there is nothing to tell. */
  private void write(DumpRequest request) throws Missing, InterruptedException {
    if (configuration.isEmpty()) {
      return;
    }
    Configuration current = configuration.get();
    DumpSettings dumps = current.global().dumps();
    switch (request) {
      case STATE -> state(current, dumps);
      case STATISTICS -> statistics(dumps, false);
      case STATISTICS_ANEW -> statistics(dumps, true);
      case JSON -> json(current, dumps);
    }
  }

  private void state(Configuration current, DumpSettings dumps)
      throws Missing, InterruptedException {
    String global = global(current).toString();
    sayOnce(Part.DAEMON, "Printing parent data");
    files.write(Part.DAEMON, dumps.beside("parent"), global);
    Owners owner = owners.apply(current.global());
    Optional<RouterReport> report = routerReport(false);
    if (report.isPresent()) {
      Snapshot snapshot = Snapshot.ofRouters(current, report.get(), trackedReport());
      DumpText text = global(current);
      new RouterText(snapshot, owner, zone).write(text);
      new GroupText(snapshot, owner).write(text);
      new TrackedText(snapshot, owner).write(text);
      sayOnce(Part.VRRP, "Printing VRRP data");
      files.write(Part.VRRP, dumps.state(), text.toString());
    }
    if (servers.isPresent()) {
      ServerReport known = answer("checks", servers.get().report());
      if (!known.setups().isEmpty()) {
        DumpText text = global(current);
        new ServerText(known, current.global().alerts(), owner).write(text);
        sayOnce(Part.CHECKERS, "Printing checker data");
        files.write(Part.CHECKERS, dumps.beside("check"), text.toString());
      }
    }
  }

  private DumpText global(Configuration current) {
    DumpText text = new DumpText();
    new GlobalText(current.global(), hostName.get()).write(text);
    return text;
  }

  private void statistics(DumpSettings dumps, boolean anew) throws Missing, InterruptedException {
    Optional<RouterReport> report = routerReport(anew);
    if (report.isPresent()) {
      sayOnce(Part.VRRP, anew ? "Printing and clearing VRRP stats" : "Printing VRRP stats");
      files.write(Part.VRRP, dumps.statistics(), StatisticsText.of(report.get().routers()));
    }
  }

  private void json(Configuration current, DumpSettings dumps)
      throws Missing, InterruptedException {
    Optional<RouterReport> report = routerReport(false);
    if (report.isPresent()) {
      Snapshot snapshot = Snapshot.ofRouters(current, report.get(), trackedReport());
      sayOnce(Part.VRRP, "Printing VRRP as json");
      files.write(Part.VRRP, dumps.json(), RouterJson.of(snapshot));
    }
  }

  /** Nothing where there are no virtual routers: keepalived has no process for them then. */
  private Optional<RouterReport> routerReport(boolean countAnew)
      throws Missing, InterruptedException {
    Optional<DumpSources.OfRouters> source = routers;
    if (source.isEmpty()) {
      return Optional.empty();
    }
    RouterReport report = answer("virtual routers", source.get().report(countAnew));
    return report.routers().isEmpty() ? Optional.empty() : Optional.of(report);
  }

  private TrackedReport trackedReport() throws Missing, InterruptedException {
    Optional<DumpSources.OfTracked> source = tracked;
    return source.isEmpty() ? TrackedReport.NOTHING : answer("scripts", source.get().report());
  }

  /** Which part did not answer, in a sentence. */
  private static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  private static <A> A answer(String part, CompletableFuture<A> answer)
      throws Missing, InterruptedException {
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      boolean unused = answer.cancel(false);
      throw new Missing(
          "the thread of the " + part + " did not answer within " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new Missing("the thread of the " + part + " does not answer: " + e.getCause());
    }
  }

  /** In keepalived's words. */
  private void sayOnce(Part part, String what) {
    if (said.add(what)) {
      log.line(part, what + " for process(" + ProcessHandle.current().pid() + ") on signal");
    }
  }
}
