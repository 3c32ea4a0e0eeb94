// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The kernel's connection table, which exists as text alone, one row at a time. */
public final class ConnectionTable {
  /** Of the thread, not of the process: a namespace belongs to a thread. */
  private static final Path PATH = Path.of("/proc/thread-self/net/ip_vs_conn");

  private final Optional<NetworkNamespace> namespace;

  public ConnectionTable(Optional<NetworkNamespace> namespace) {
    this.namespace = namespace;
  }

  public void each(Consumer<Connection> consumer) {
    // An open file stays in the namespace it was opened in.
    try (Reader text = namespace.map(ConnectionTable::openIn).orElseGet(ConnectionTable::open)) {
      read(text, consumer);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Rows; a line that is none, or longer than any, is passed over. */
  static void read(Reader text, Consumer<Connection> consumer) throws IOException {
    LineSource lines = new LineSource(text);
    while (lines.next()) {
      if (!lines.isCut()) {
        ConnectionReader.row(lines.line()).ifPresent(consumer);
      }
    }
  }

  private static Reader openIn(NetworkNamespace other) {
    try {
      return other.call(ConnectionTable::open);
    } catch (LinuxException e) {
      // It is gone, or may not be entered.
      throw IpvsException.of(e);
    }
  }

  private static Reader open() {
    try {
      return Files.newBufferedReader(PATH, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public static IpvsException unreadable(IOException e) {
    return new Unreadable(e instanceof NoSuchFileException ? Errno.ENOENT : Errno.EIO, e);
  }

  /** The text is a file, and what the JDK says of it more than a number. */
  private static final class Unreadable extends IpvsException {
    /** What the JDK says. */
    private final String reason;

    Unreadable(Errno errno, IOException cause) {
      super("read the connection table " + PATH, errno, cause);
      this.reason = cause.toString();
    }

    @Override
    public String reason() {
      return reason;
    }

    @Override
    public String advice() {
      return "it needs a kernel with IPVS, and root";
    }
  }
}
