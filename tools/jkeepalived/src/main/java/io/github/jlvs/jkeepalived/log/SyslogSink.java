// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * Lines to the local syslog daemon, in the format of RFC 3164 that /dev/log takes. Where nobody
 * listens the line is lost and the next one tries again, so a syslog daemon may start later.
 */
public final class SyslogSink implements Sink {
  private static final int INFORMATIONAL = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.US);

  private final File socket;
  private final int priority;
  private final String suffix;
  private final long pid;
  private final SecondText time;
  private Optional<UnixDatagramChannel> open = Optional.empty();

  /**
   * Sends to a socket.
   *
   * @param socket usually /dev/log
   * @param facility 0 to 23, 3 is daemon
   * @param suffix what the names of the parts have besides; may be empty
   */
  public SyslogSink(File socket, int facility, String suffix, long pid, ZoneId zone) {
    this.socket = socket;
    this.priority = facility * 8 + INFORMATIONAL;
    this.suffix = suffix;
    this.pid = pid;
    this.time = new SecondText(TIME.withZone(zone));
  }

  @Override
  public void write(Entry entry) throws IOException {
    if (!socket.exists()) {
      return;
    }
    byte[] line = format(entry).getBytes(StandardCharsets.UTF_8);
    UnixDatagramChannel channel = open.isPresent() ? open.get() : UnixDatagramChannel.open();
    open = Optional.of(channel);
    try {
      int unused = channel.send(ByteBuffer.wrap(line), new UnixSocketAddress(socket));
    } catch (IOException e) {
      close();
      throw new IOException("cannot write " + socket + ": " + e.getMessage(), e);
    }
  }

  String format(Entry entry) {
    return "<"
        + priority
        + ">"
        + time.of(entry.time())
        + " "
        + entry.part().ident()
        + suffix
        + "["
        + pid
        + "]: "
        + entry.text();
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }
}
