// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.InotifyCalls;
import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An inotify(7) descriptor, which never blocks. Used by one thread. */
final class Inotify implements AutoCloseable {
  /** What decides over the content of a file, seen from it or from its directory. */
  private static final int MASK =
      InotifyEvent.ATTRIBUTES
          | InotifyEvent.CLOSED_AFTER_WRITING
          | InotifyEvent.MOVED_FROM
          | InotifyEvent.MOVED_TO
          | InotifyEvent.CREATED
          | InotifyEvent.DELETED
          | InotifyEvent.DELETED_ITSELF
          | InotifyEvent.MOVED_ITSELF;

  private static final int ROOM = 64 * 1024;

  /** How the JVM turns the bytes of a path into text, and back. */
  private static final Charset PATHS =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final InotifyCalls calls = InotifyCalls.get();
  private final Descriptor descriptor;
  private final ByteBuffer events = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());

  private Inotify(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens one.
   *
   * @throws LinuxException if the kernel refuses; EMFILE where the user has too many
   *     (fs.inotify.max_user_instances)
   */
  static Inotify open() {
    int fd = InotifyCalls.get().init(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);
    return new Inotify(new Descriptor(LinuxException.check("open inotify", fd), "inotify"));
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** Watches a directory; gives the watch's number, the same for the same inode, or -errno. */
  int watchDirectory(Path directory) {
    return add(directory, MASK | InotifyEvent.ONLY_DIRECTORY);
  }

  /** Watches a file, through links; gives the watch's number, or -errno. */
  int watchFile(Path file) {
    return add(file, MASK);
  }

  private int add(Path path, int mask) {
    byte[] text = path.toString().getBytes(PATHS);
    ByteBuffer terminated = ByteBuffer.allocateDirect(text.length + 1).put(0, text);
    return calls.addWatch(descriptor.number(), terminated, mask);
  }

  /** The name of a file as events tell it. */
  static String nameOf(Path file) {
    return new String(
        String.valueOf(file.getFileName()).getBytes(PATHS), StandardCharsets.ISO_8859_1);
  }

  void remove(int watch) {
    // EINVAL where the kernel has removed it, with what was watched.
    int unused = calls.removeWatch(descriptor.number(), watch);
  }

  /** What has happened; empty when there is nothing more. */
  List<InotifyEvent> read() {
    events.clear();
    int length = SystemCalls.get().read(descriptor.number(), events);
    if (length == -Errno.EAGAIN.number() || length == -Errno.EINTR.number()) {
      return List.of();
    }
    LinuxException.check("read from inotify", length);
    return InotifyEvent.decode(events.limit(length));
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
