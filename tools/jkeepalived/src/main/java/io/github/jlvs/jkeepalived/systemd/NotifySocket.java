// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * The socket of a service manager that the environment names ({@code NOTIFY_SOCKET}, {@code
 * WATCHDOG_USEC}, {@code WATCHDOG_PID}; sd_notify(3), sd_watchdog_enabled(3)). Each notice is one
 * datagram. A service manager that takes none, for its queue is full or it is gone, is waited for
 * by nobody: the first failure is said.
 */
public final class NotifySocket implements Supervisor {
  private static final String SOCKET = "NOTIFY_SOCKET";

  private final UnixDatagramChannel channel;
  private final UnixSocketAddress address;
  private final Optional<Duration> watchdog;
  private final Consumer<String> log;
  private boolean failing;

  private NotifySocket(
      UnixDatagramChannel channel,
      UnixSocketAddress address,
      Optional<Duration> watchdog,
      Consumer<String> log) {
    this.channel = channel;
    this.address = address;
    this.watchdog = watchdog;
    this.log = log;
  }

  /**
   * The service manager that the environment names.
   *
   * @param environment the variables of this process
   * @param pid this process
   * @param log receives a line where it can't be told
   */
  public static Supervisor of(Map<String, String> environment, long pid, Consumer<String> log) {
    String name = environment.getOrDefault(SOCKET, "");
    if (name.isEmpty()) {
      return NONE;
    }
    if (!name.startsWith("/") && !name.startsWith("@")) {
      log.accept(
          SOCKET
              + " is neither a path nor an abstract name (@...), nobody is told: "
              + name
              + "; unset it, or have the service manager set it");
      return NONE;
    }
    try {
      UnixDatagramChannel channel = UnixDatagramChannel.open();
      channel.configureBlocking(false);
      // The kernel's abstract names begin with a zero.
      String path = name.startsWith("@") ? "\0" + name.substring(1) : name;
      return new NotifySocket(
          channel, new UnixSocketAddress(path), watchdog(environment, pid), log);
    } catch (IOException e) {
      log.accept("The service manager at " + name + " is not told anything: " + e.getMessage());
      return NONE;
    }
  }

  static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String whose = environment.getOrDefault("WATCHDOG_PID", "");
    if (!whose.isEmpty() && !whose.equals(Long.toString(pid))) {
      return Optional.empty();
    }
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
      return micros > 0
          ? Optional.of(Duration.ofNanos(Math.multiplyExact(micros, 1000L)))
          : Optional.empty();
    } catch (NumberFormatException | ArithmeticException notGiven) {
      return Optional.empty();
    }
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  @Override
  public synchronized void tell(Notice notice) {
    try {
      int unused =
          channel.send(ByteBuffer.wrap(notice.text().getBytes(StandardCharsets.UTF_8)), address);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        log.accept(
            "The service manager at "
                + address.path().replace('\0', '@')
                + " was not told "
                + notice.text().lines().findFirst().orElse("")
                + ": "
                + e.getMessage()
                + " (said once)");
      }
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was to be told any more.
    }
  }
}
