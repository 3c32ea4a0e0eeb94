// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import io.github.jlvs.lab.PcapReader.Captured;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What tcpdump sees on an interface, from the moment this object exists: every frame as a record,
 * with the kernel's time stamp. One thread per capture, named after its interface, reads them; all
 * methods may be called from any thread.
 *
 * <p>tcpdump tells of a frame later than its receiver may act on it. So whoever looks at what was
 * captured is shown it after a {@linkplain Marker marker} sent from that interface had come through
 * tcpdump: what is not shown then was not there. Where tcpdump has lost frames, or is gone, or no
 * marker comes, nothing is shown, and a {@link LabException} says why.
 */
public final class Capture implements AutoCloseable {
  /** The kernel asks for the marker's address at once; no entry of that is left behind. */
  private static final String MARK =
      """
      printf 'neigh replace %s dev %s use\\nneigh del %s dev %s\\n' "$1" "$2" "$1" "$2" | ip -batch -
      kill -USR1 "$3"
      """;

  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration FENCE = Duration.ofSeconds(30);

  private final Host host;
  private final String device;
  private final String name;
  private final Launch launch;
  private final Process tcpdump;
  private final Path file;
  private final Path messages;
  private final List<Frame> frames = new ArrayList<>();
  private final Set<String> markers = new HashSet<>();
  private final Thread reader;
  private boolean ended;

  Capture(Host host, String device, String filter) {
    this.host = host;
    this.device = device;
    this.name = host.name() + "/" + device;
    List<String> command =
        new ArrayList<>(List.of("tcpdump", "-i", device, "-n", "-U", "--immediate-mode"));
    command.addAll(List.of("-B", "4096", "-s", "512", "-w", "-"));
    if (!filter.isEmpty()) {
      command.add("(%s) or %s".formatted(filter, Marker.FILTER));
    }
    launch = host.launch(command);
    try {
      file = Files.createTempFile("jlvs-lab", ".pcap");
      messages = Files.createTempFile("jlvs-lab", ".tcpdump");
      tcpdump = new ProcessBuilder(launch.words()).redirectError(messages.toFile()).start();
      tcpdump.getOutputStream().close();
    } catch (IOException e) {
      throw new LabException("cannot start tcpdump on " + name + ": " + e.getMessage(), e);
    }
    reader = new Thread(this::read, "lab-capture-" + name);
    reader.setDaemon(true);
    reader.start();
    Await.until("tcpdump to listen on " + name, START, this::listening);
  }

  private boolean listening() {
    if (!tcpdump.isAlive()) {
      throw gone();
    }
    return words().listening();
  }

  private LabException gone() {
    if (!Files.exists(messages)) {
      return new LabException("the capture on " + name + " was closed before it was looked at");
    }
    String words = Launch.orNothing(launch.ownErrors(words().text()));
    return new LabException("tcpdump on %s has ended: %s".formatted(name, words));
  }

  private TcpdumpWords words() {
    try {
      return new TcpdumpWords(Files.readString(messages));
    } catch (IOException e) {
      throw new LabException("cannot read what tcpdump on " + name + " said", e);
    }
  }

  private void read() {
    try (OutputStream copy = Files.newOutputStream(file);
        InputStream in = new BufferedInputStream(tcpdump.getInputStream())) {
      PcapReader pcap = new PcapReader(in);
      copy.write(pcap.head());
      for (Optional<Captured> next = pcap.next(); next.isPresent(); next = pcap.next()) {
        take(next.get(), copy);
      }
    } catch (IOException e) {
      // tcpdump was ended in the middle of a frame, or did not start: whoever looks is told.
    } finally {
      end();
    }
  }

  private void end() {
    synchronized (frames) {
      ended = true;
      frames.notifyAll();
    }
  }

  private void take(Captured captured, OutputStream copy) throws IOException {
    synchronized (frames) {
      if (captured.frame() instanceof ArpFrame arp && Marker.is(arp)) {
        markers.add(arp.targetAddress());
      } else {
        frames.add(captured.frame());
        copy.write(captured.bytes().array());
      }
      frames.notifyAll();
    }
  }

  /**
   * Waits until all that had passed the interface when this was called has been captured. Who looks
   * at what was captured need not call it.
   *
   * @throws LabException if that cannot be told: tcpdump is gone or has lost frames, or the
   *     interface sends nothing
   */
  public void fence() {
    synchronized (frames) {
      if (ended) {
        throw gone();
      }
    }
    String marker = host.link().network().nextMarker();
    long told = words().countsTold();
    host.exec("sh", "-ec", MARK, "sh", marker, device, String.valueOf(tcpdump.pid()));
    awaitMarker(marker);
    TcpdumpWords words =
        Await.value(
            "tcpdump on %s to tell what it lost".formatted(name),
            FENCE,
            this::words,
            said -> said.countsTold() > told);
    if (words.lost() > 0) {
      throw new LabException(
          "tcpdump on %s has lost %d frames: what it does not show may have been there"
              .formatted(name, words.lost()));
    }
  }

  private void awaitMarker(String marker) {
    long deadline = System.nanoTime() + FENCE.toNanos();
    synchronized (frames) {
      while (!markers.remove(marker)) {
        awaitFrame(
            deadline,
            () ->
                new LabException(
                    "%s sent a marker that tcpdump did not see in %s s: is the interface down?"
                        .formatted(name, Await.seconds(FENCE))));
      }
    }
  }

  /**
   * All frames so far.
   *
   * @return a copy, oldest first
   */
  public List<Frame> frames() {
    fence();
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /**
   * The VRRP advertisements so far.
   *
   * @return oldest first
   */
  public List<VrrpAdvert> adverts() {
    return of(VrrpAdvert.class).toList();
  }

  /**
   * The gratuitous ARP frames so far.
   *
   * @return oldest first
   */
  public List<ArpFrame> gratuitousArps() {
    return of(ArpFrame.class).filter(ArpFrame::gratuitous).toList();
  }

  private <T extends Frame> Stream<T> of(Class<T> kind) {
    return frames().stream().filter(kind::isInstance).map(kind::cast);
  }

  /**
   * Waits for a frame that was captured at or after a moment.
   *
   * @param what what is waited for, for the message of a failure
   * @param kind which frames to look at
   * @param since frames before this moment do not count
   * @param wanted whether a frame is the one
   * @param limit how long to wait
   * @param <T> the kind of frame
   * @return the first such frame
   * @throws LabException when the limit passed, with the latest frames of that kind
   */
  public <T extends Frame> T await(
      String what, Class<T> kind, Instant since, Predicate<? super T> wanted, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (frames) {
      int next = 0;
      while (true) {
        for (; next < frames.size(); next++) {
          Frame frame = frames.get(next);
          if (kind.isInstance(frame)
              && !frame.time().isBefore(since)
              && wanted.test(kind.cast(frame))) {
            return kind.cast(frame);
          }
        }
        awaitFrame(
            deadline,
            () ->
                new LabException(
                    "waited %s s for %s on %s; seen last:%n%s"
                        .formatted(Await.seconds(limit), what, name, latest(kind))));
      }
    }
  }

  /** Waits for one more frame; the lock of the frames is held. */
  private void awaitFrame(long deadline, Supplier<LabException> tooLate) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw tooLate.get();
    }
    if (ended) {
      throw gone();
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(frames, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for tcpdump on " + name, e);
    }
  }

  /**
   * Waits for a VRRP advertisement that was captured at or after a moment.
   *
   * @param what what is waited for, for the message of a failure
   * @param since advertisements before this moment do not count
   * @param wanted whether one is the one
   * @param limit how long to wait
   * @return the first such advertisement
   * @throws LabException when the limit passed, with the latest advertisements
   */
  public VrrpAdvert awaitAdvert(
      String what, Instant since, Predicate<VrrpAdvert> wanted, Duration limit) {
    return await(what, VrrpAdvert.class, since, wanted, limit);
  }

  private String latest(Class<? extends Frame> kind) {
    List<Frame> all = frames.stream().filter(kind::isInstance).toList();
    StringBuilder text = new StringBuilder();
    all.subList(Math.max(0, all.size() - 5), all.size())
        .forEach(frame -> text.append("  ").append(frame).append('\n'));
    return text.isEmpty() ? "  (none)" : text.toString();
  }

  /**
   * The capture so far as tcpdump itself prints it.
   *
   * @param arguments tcpdump's options and filter, such as {@code -vvv}, {@code -n}, {@code vrrp}
   * @return the lines
   * @throws LabException if tcpdump does not take them
   */
  public List<String> text(String... arguments) {
    fence();
    try {
      Path part = Files.createTempFile("jlvs-lab", ".pcap");
      try {
        synchronized (frames) {
          Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("tcpdump", "-r", part.toString()));
        command.addAll(List.of(arguments));
        Launch print = Launch.here(command.toArray(String[]::new));
        return Commands.run(print, "", Commands.LIMIT, ExitStatuses.SUCCESS).out().lines().toList();
      } finally {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw new LabException("cannot copy what tcpdump on " + name + " captured", e);
    }
  }

  /** Ends tcpdump; what it captured is to be looked at before. */
  @Override
  public void close() {
    tcpdump.toHandle().destroy();
    try {
      reader.join(5000);
      Files.deleteIfExists(file);
      Files.deleteIfExists(messages);
    } catch (IOException e) {
      throw new LabException("cannot remove the capture file of " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
