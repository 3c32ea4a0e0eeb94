// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What tcpdump sees on an interface, from the moment this object exists: every frame as a record,
 * with the kernel's time stamp. One thread per capture, named after its interface, reads them; all
 * methods may be called from any thread.
 */
public final class Capture implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);

  private final String name;
  private final Process tcpdump;
  private final Path file;
  private final Path messages;
  private final List<Frame> frames = new ArrayList<>();
  private final Thread reader;

  Capture(String name, List<String> command) {
    this.name = name;
    try {
      file = Files.createTempFile("jlvs-lab", ".pcap");
      messages = Files.createTempFile("jlvs-lab", ".tcpdump");
      tcpdump = new ProcessBuilder(command).redirectError(messages.toFile()).start();
      tcpdump.getOutputStream().close();
    } catch (IOException e) {
      throw new LabException("cannot start tcpdump on " + name, e);
    }
    reader = new Thread(this::read, "lab-capture-" + name);
    reader.setDaemon(true);
    reader.start();
    Await.value(
        "tcpdump to listen on " + name, START, this::words, w -> w.contains("listening on"));
  }

  private String words() {
    try {
      return Files.readString(messages);
    } catch (IOException e) {
      throw new LabException("cannot read what tcpdump on " + name + " said", e);
    }
  }

  private void read() {
    try (OutputStream copy = Files.newOutputStream(file);
        InputStream in = new Copying(tcpdump.getInputStream(), copy)) {
      PcapReader pcap = new PcapReader(in);
      for (Optional<Frame> frame = pcap.next(); frame.isPresent(); frame = pcap.next()) {
        synchronized (frames) {
          frames.add(frame.get());
          frames.notifyAll();
        }
      }
    } catch (IOException e) {
      // tcpdump was ended in the middle of a frame; those before it are kept.
      synchronized (frames) {
        frames.notifyAll();
      }
    }
  }

  /**
   * All frames so far.
   *
   * @return a copy, oldest first
   */
  public List<Frame> frames() {
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
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new LabException(
              "waited %s s for %s on %s; seen last:%n%s"
                  .formatted(Await.seconds(limit), what, name, latest(kind)));
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(frames, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new LabException("interrupted while waiting for " + what, e);
        }
      }
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
    List<? extends Frame> all = of(kind).toList();
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
   */
  public List<String> text(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tcpdump", "-r", file.toString()));
    command.addAll(List.of(arguments));
    return Commands.run(command, "", Commands.LIMIT).out().lines().toList();
  }

  /** Ends tcpdump; the frames stay readable, the text does not. */
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

  /**
   * Passes on what it reads, so that the capture can be shown as text later; flushed with each
   * read.
   */
  private static final class Copying extends FilterInputStream {
    private final OutputStream copy;

    Copying(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        copy.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        copy.write(buffer, offset, count);
      }
      return count;
    }
  }
}
