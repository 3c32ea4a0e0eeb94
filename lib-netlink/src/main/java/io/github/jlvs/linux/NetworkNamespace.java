// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import io.github.jlvs.net.NamespaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace by the path of its file, such as {@code /run/netns/ds1} or {@code
 * /proc/PID/ns/net}. A namespace belongs to a thread, so code runs in another one on a thread of
 * its own that ends afterwards; a socket opened there stays there for good. Thread-safe.
 *
 * @param path the namespace's file
 */
public record NetworkNamespace(Path path) {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int SO_NETNS_COOKIE = 71;

  /**
   * The namespace that {@code ip netns} knows by a name.
   *
   * @param name the name
   * @return the namespace; whether it exists is seen when it is used
   */
  public static NetworkNamespace named(String name) {
    return new NetworkNamespace(Path.of("/run/netns", name));
  }

  /**
   * Tells which namespace the calling thread is in.
   *
   * @return its identity, with cookie 0 before Linux 5.14
   * @throws IOException if that can't be read: /proc is not there
   */
  public static NamespaceId ofThisThread() throws IOException {
    // Of the thread, not of the process: a thread may have moved to another one.
    Path file = Path.of("/proc/thread-self/ns/net");
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    return new NamespaceId(boot, inode, cookie());
  }

  private static long cookie() {
    try (LinuxSocket socket =
        LinuxSocket.open("namespace", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0)) {
      return socket.longOption(LinuxSocket.SOL_SOCKET, SO_NETNS_COOKIE);
    } catch (LinuxException e) {
      // Linux before 5.14 has no such option; the inode number has to do.
      return 0;
    }
  }

  /**
   * Runs code in this namespace on a short-lived thread and waits for it.
   *
   * @param <T> what the code returns
   * @param code what to run; sockets that it opens and returns belong to this namespace
   * @return what the code returned
   * @throws LinuxException if the namespace can't be entered (needs CAP_SYS_ADMIN)
   * @throws IllegalStateException if the calling thread is interrupted while it waits
   */
  public <T> T call(Callable<T> code) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter();
              return code.call();
            });
    Thread thread = new Thread(task, "jlvs-netns " + path.getFileName());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while in network namespace " + path, e);
    }
  }

  /**
   * Moves the calling thread into this namespace, for good. For threads that the caller owns.
   *
   * @throws LinuxException if the namespace can't be entered (needs CAP_SYS_ADMIN)
   */
  public void enter() {
    try (Descriptor namespace = Descriptor.open(path.toString(), 0)) {
      LinuxException.check(
          "enter network namespace " + path,
          SystemCalls.get().setns(namespace.number(), CLONE_NEWNET));
    }
  }

  private RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("in network namespace " + path + ": " + cause, cause);
  }
}
