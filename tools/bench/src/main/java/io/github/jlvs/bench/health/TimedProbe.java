// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A probe of one check, and each of its conversations in turn, that notes when a try begins and
 * ends. A try is due {@code delay_loop} after the end of the one before; what is later is lateness.
 * That the connection is closed after the end is seen here counts as lateness too, some
 * microseconds.
 *
 * <p>It is its own conversation, so that measuring allocates nothing: a check has one at a time.
 * One that is over is let go: with thousands of servers, what TLS needs for each would fill the
 * heap.
 */
final class TimedProbe implements NetworkProbe, Conversation {
  private final NetworkProbe probe;
  private final long interval;
  private final Tally tally;
  private Conversation talk;
  private boolean planned;
  private long due;

  TimedProbe(NetworkProbe probe, Duration interval, Tally tally) {
    this.probe = probe;
    this.interval = interval.toNanos();
    this.tally = tally;
    this.talk = this;
  }

  @Override
  public String checkName() {
    return probe.checkName();
  }

  @Override
  public Transport transport() {
    return probe.transport();
  }

  @Override
  public long memory() {
    return probe.memory();
  }

  @Override
  public Conversation open() {
    if (planned) {
      tally.began(System.nanoTime() - due);
      planned = false;
    }
    talk = probe.open();
    return this;
  }

  private Step noted(Step step) {
    if (step instanceof Finish finish) {
      tally.ended(finish.result());
      due = System.nanoTime() + interval;
      planned = true;
      talk = this;
    }
    return step;
  }

  @Override
  public Step connected() {
    return noted(talk.connected());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    return noted(talk.received(bytes));
  }

  @Override
  public Step closed() {
    return noted(talk.closed());
  }

  @Override
  public Step cutOff() {
    return noted(talk.cutOff());
  }

  @Override
  public ProbeResult broken(String happened) {
    return talk.broken(happened);
  }

  @Override
  public Optional<ProbeResult> silence() {
    return talk.silence();
  }

  @Override
  public String task() {
    return talk.task();
  }
}
