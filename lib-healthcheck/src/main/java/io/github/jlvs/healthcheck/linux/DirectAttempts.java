// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries of one check that asks a real server as the virtual address. Between them it keeps its ear,
 * for to open and close one costs more than a try.
 */
final class DirectAttempts implements Attempts {
  private final EventLoop loop;
  private final DirectProbe probe;
  private final Supplier<DirectLinks> links;
  private final ByteBuffer buffer;
  private Optional<DirectLinks.Place> place = Optional.empty();
  private Optional<AnswerEar> ear = Optional.empty();

  /**
   * Makes them.
   *
   * @param links asked for when there is something to try
   * @param buffer direct; shared by all tries of the loop, since each empties it before it returns
   */
  DirectAttempts(
      EventLoop loop, DirectProbe probe, Supplier<DirectLinks> links, ByteBuffer buffer) {
    this.loop = loop;
    this.probe = probe;
    this.links = links;
    this.buffer = buffer;
  }

  @Override
  public Attempt next(Attempt.Owner owner) {
    return new DirectTry(loop, probe, links.get(), this::ear, buffer, owner);
  }

  /** That of an interface; one of another is let go. Throws LinuxException. */
  private AnswerEar ear(int interfaceIndex) {
    AddressFamily family = AddressFamily.of(probe.virtual().getAddress());
    DirectLinks.Place wanted = new DirectLinks.Place(interfaceIndex, family);
    if (ear.isEmpty() || !place.equals(Optional.of(wanted))) {
      AnswerEar opened = links.get().use(wanted);
      close();
      place = Optional.of(wanted);
      ear = Optional.of(opened);
    }
    return ear.get();
  }

  @Override
  public void close() {
    place.ifPresent(used -> links.get().letGo(used));
    place = Optional.empty();
    ear = Optional.empty();
  }
}
