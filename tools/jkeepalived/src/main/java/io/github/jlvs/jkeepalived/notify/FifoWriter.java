// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.jkeepalived.script.UnusablePath;
import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NamedPipe;
import io.github.jlvs.linux.process.Account;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.Program;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes lines to a FIFO, and runs the script that is to read it. Where nobody reads, lines wait in
 * the pipe and then here; where there is no room for more the oldest here are lost and counted, so
 * that who reads again learns what is so now. Belongs to the loop's thread.
 */
final class FifoWriter implements AutoCloseable {
  static final int MOST = 1000;

  private final Fifo fifo;
  private final NamedPipe pipe;
  private final EventLoop loop;
  private final Consumer<String> log;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private Optional<EventLoop.Watch> watch = Optional.empty();
  private Optional<ProcessRunner.Run> handler = Optional.empty();

  /** What the script runs as, as long as it was not told to end. */
  private Optional<Program> handled = Optional.empty();

  private long lost;

  private FifoWriter(Fifo fifo, NamedPipe pipe, EventLoop loop, Consumer<String> log) {
    this.fifo = fifo;
    this.pipe = pipe;
    this.loop = loop;
    this.log = log;
  }

  /**
   * Opens a FIFO and starts its script.
   *
   * @return nothing, and a line in the log, where it can't be opened
   */
  static Optional<FifoWriter> open(
      Fifo fifo,
      EventLoop loop,
      ProcessRunner processes,
      ScriptPolicy policy,
      Consumer<String> log) {
    FifoWriter writer;
    try {
      writer = new FifoWriter(fifo, NamedPipe.open(Path.of(fifo.path())), loop, log);
    } catch (LinuxException e) {
      log.accept("FIFO " + fifo.path() + " is not written to: " + e.getMessage());
      return Optional.empty();
    } catch (InvalidPathException e) {
      log.accept("FIFO " + fifo.path() + " is not written to: " + UnusablePath.why(e));
      return Optional.empty();
    }
    writer.handle(processes, policy);
    return Optional.of(writer);
  }

  /**
   * Has the script run, as whom it should: one that has ended, or runs as another user or another
   * file than the policy says now, is started anew.
   */
  void handle(ProcessRunner processes, ScriptPolicy policy) {
    if (fifo.handler().isEmpty()) {
      return;
    }
    ScriptPolicy.Verdict verdict = policy.verdict(fifo.handler().get());
    if (verdict instanceof ScriptPolicy.Verdict.Refused refused) {
      endHandler();
      log.accept("FIFO script not run: " + refused.why());
    } else if (verdict instanceof ScriptPolicy.Verdict.Run approved) {
      Program program = reader(approved.program());
      if (handler.filter(run -> !run.isOver()).isPresent()
          && handled.equals(Optional.of(program))) {
        return;
      }
      endHandler();
      program.account().ifPresent(this::give);
      handled = Optional.of(program);
      handler = processes.run(program, Optional.empty(), outcome -> handlerEnded(program, outcome));
    } else {
      throw new IllegalStateException("not known what follows from " + verdict);
    }
  }

  /**
   * Ended with this process, killed or not: beside the reader of the next life it would take half
   * of the lines.
   */
  private Program reader(Program program) {
    List<String> words = new ArrayList<>(program.words());
    words.add(fifo.path());
    return new Program(
        words, program.environment(), program.account(), Program.Life.OF_ITS_STARTER);
  }

  private void endHandler() {
    handler.ifPresent(ProcessRunner.Run::end);
    handler = Optional.empty();
    handled = Optional.empty();
  }

  /** Its reader may be another user than its writer. */
  private void give(Account account) {
    try {
      pipe.giveTo(account.uid(), account.gid());
    } catch (LinuxException e) {
      log.accept(String.valueOf(e.getMessage()));
    }
  }

  private void handlerEnded(Program program, Outcome outcome) {
    String how =
        outcome instanceof Outcome.Ended ended
            ? ended.status().toString()
            : outcome instanceof Outcome.NotStarted not
                ? String.valueOf(not.cause().getMessage())
                : "ended";
    log.accept(
        "%s notify fifo script terminated: %s; %s reads %s no more, a reload starts it again"
            .formatted(fifo.ofRouters() ? "vrrp" : "lvs", how, program.path(), fifo.path()));
  }

  Fifo fifo() {
    return fifo;
  }

  /** Whether what is written here can still be found under its name. */
  boolean isInPlace() {
    return pipe.isInPlace();
  }

  void line(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (waiting.size() >= MOST) {
      Object unused = waiting.remove();
      if (lost++ == 0) {
        log.accept("FIFO " + fifo.path() + " is full: nobody reads it, lines are lost");
      }
    }
    waiting.add(ByteBuffer.allocateDirect(bytes.length).put(0, bytes));
    flush();
  }

  private void flush() {
    while (!waiting.isEmpty()) {
      int result = pipe.write(waiting.element());
      if (result == -Errno.EAGAIN.number()) {
        if (watch.isEmpty()) {
          watch = Optional.of(loop.watch(pipe.descriptor(), Epoll.EPOLLOUT, events -> flush()));
        }
        return;
      }
      waiting.remove();
    }
    watch.ifPresent(EventLoop.Watch::close);
    watch = Optional.empty();
    if (lost > 0) {
      log.accept("FIFO " + fifo.path() + " is read again: " + lost + " lines were lost");
      lost = 0;
    }
  }

  /** Ends the script, and removes the FIFO if it was made here. */
  @Override
  public void close() {
    watch.ifPresent(EventLoop.Watch::close);
    endHandler();
    try {
      pipe.close();
    } catch (LinuxException e) {
      log.accept(String.valueOf(e.getMessage()));
    }
  }
}
