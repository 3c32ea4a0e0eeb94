// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.NamespaceId;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.rs.plan.Forwarding;
import io.github.jlvs.rs.plan.Plan;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.RememberedState;
import io.github.jlvs.rs.plan.StartPlan;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.Step;
import io.github.jlvs.rs.plan.StopPlan;
import io.github.jlvs.rs.plan.Vip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A real server on this host, in the calling thread's network namespace. */
public final class RealServer {
  private final RecordDirectory directory;

  /** With the directory where it is remembered what start did. */
  public RealServer(Path directory) {
    this.directory = new RecordDirectory(directory);
  }

  /**
   * Takes the virtual addresses and keeps silent about them; what is so already is left alone.
   *
   * @param vips at least one
   * @param forwarding direct routing or tunnel
   * @return what was done
   * @throws RealServerException if it can't be; what had been done is undone
   */
  public Plan start(List<Vip> vips, Forwarding forwarding) {
    try (RouteSocket route = RouteSocket.open();
        RecordFile file = RecordFile.open(directory, here())) {
      Host host = new Host(route);
      RememberedState memory = file.read();
      Plan plan = StartPlan.of(host.observe(), memory, vips, forwarding);
      // First the record: whatever happens in the midst of it, the former values are not lost.
      remember(file, memory, plan);
      Deque<Step> done = new ArrayDeque<>();
      try {
        for (Step step : plan.steps()) {
          host.apply(step);
          done.push(step);
        }
      } catch (RuntimeException e) {
        throw undo(host, done, file, memory, e);
      }
      return plan;
    }
  }

  /**
   * Gives the virtual addresses up, and the kernel parameters their former values with the last of
   * them. What fails half way can be stopped again.
   *
   * @param vips empty for all that were started
   * @return what was done
   */
  public Plan stop(List<Vip> vips) {
    try (RouteSocket route = RouteSocket.open();
        RecordFile file = RecordFile.open(directory, here())) {
      Host host = new Host(route);
      RememberedState memory = file.read();
      Plan plan = StopPlan.of(host.observe(), memory, vips);
      plan.steps().forEach(host::apply);
      remember(file, memory, plan);
      return plan;
    }
  }

  /**
   * What {@link #start} would do; changes nothing, takes no lock and needs no rights, unless there
   * is a record, which its owner alone can read.
   *
   * @param vips at least one
   * @param forwarding direct routing or tunnel
   * @return what would be done
   * @throws RealServerException if it can't be done, or foreseen
   */
  public Plan foreseeStart(List<Vip> vips, Forwarding forwarding) {
    try (RouteSocket route = RouteSocket.open()) {
      RememberedState memory = RecordFile.foresee(directory, here());
      return StartPlan.of(new Host(route).observe(), memory, vips, forwarding);
    }
  }

  /**
   * What {@link #stop} would do; the same as of {@link #foreseeStart}.
   *
   * @param vips empty for all that were started
   * @return what would be done
   * @throws RealServerException if it can't be done, or foreseen
   */
  public Plan foreseeStop(List<Vip> vips) {
    try (RouteSocket route = RouteSocket.open()) {
      RememberedState memory = RecordFile.foresee(directory, here());
      return StopPlan.of(new Host(route).observe(), memory, vips);
    }
  }

  /**
   * How it stands; changes nothing and needs no rights.
   *
   * @param vips empty for all there are
   * @param wanted what those that are neither on record nor there would be started for
   */
  public Status status(List<Vip> vips, Forwarding wanted) {
    try (RouteSocket route = RouteSocket.open()) {
      RememberedState memory = RecordFile.peek(directory, here());
      return Status.of(new Host(route).observe(), memory, vips, wanted);
    }
  }

  /**
   * Whether answers leave through the director; changes nothing and needs no rights.
   *
   * @param directors the addresses that directors have on this host's network; one a family
   * @param vips the virtual addresses, which must not be here
   */
  public static Status masquerading(List<Vip> directors, List<Vip> vips) {
    try (RouteSocket route = RouteSocket.open()) {
      return Status.ofMasquerading(new Host(route).observe(), directors, vips);
    }
  }

  private static NamespaceId here() {
    try {
      return NetworkNamespace.ofThisThread();
    } catch (IOException e) {
      throw RealServerException.caused(
          new UncheckedIOException(e),
          "cannot tell in which network namespace this is ("
              + e.getMessage()
              + "): is /proc there?");
    }
  }

  private static void remember(RecordFile file, RememberedState memory, Plan plan) {
    if (memory.worthKeeping()) {
      file.putAside();
    }
    if (memory.trouble().isPresent() || !plan.after().equals(memory.state())) {
      file.write(plan.after());
    }
  }

  private static RealServerException undo(
      Host host,
      Deque<Step> done,
      RecordFile file,
      RememberedState memory,
      RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    try {
      for (Step step : done) {
        step.undo().ifPresent(host::apply);
      }
      file.write(memory.state());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return RealServerException.caused(
          failure,
          message
              + "; nor could what had been done be undone ("
              + e.getMessage()
              + "): try 'stop'");
    }
    String undone = done.isEmpty() ? "; nothing was changed" : "; what had been done was undone";
    return RealServerException.caused(failure, message + undone);
  }
}
