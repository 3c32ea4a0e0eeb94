// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A real server of the rack in this process, so that the moments at which it is checked and at
 * which its port closes are known.
 */
final class MortalServer implements AutoCloseable {
  static final ServiceId SERVICE = ServiceId.tcp("10.4.0.1", 81);
  private static final int PORT = 81;

  private final BlockingQueue<Long> checks = new LinkedBlockingQueue<>();
  private final ServerSocket socket;
  private final Thread thread;

  private MortalServer(ServerSocket socket) {
    this.socket = socket;
    thread = new Thread(this::accept, "mortal-server");
    thread.start();
  }

  static MortalServer start(Host rack) {
    return new MortalServer(
        new NetworkNamespace(rack.networkNamespace()).call(() -> new ServerSocket(PORT)));
  }

  /** Its virtual server. */
  static String configuration(Duration interval) {
    return """
        virtual_server 10.4.0.1 81 {
         protocol TCP
         lb_algo wrr
         lb_kind DR
         delay_loop %s
         real_server 10.2.255.1 81 {
          TCP_CHECK {
           connect_timeout 3
           retry 0
          }
         }
        }
        """
        .formatted(interval.toMillis() / 1000.0);
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        checks.add(System.nanoTime());
        accepted.close();
      }
    } catch (IOException closed) {
      // That is its death.
    }
  }

  /** Waits for the next check; returns its moment of {@link System#nanoTime}. */
  long nextCheck(Duration limit) {
    checks.clear();
    try {
      Long moment = checks.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (moment == null) {
        throw new IllegalStateException("not checked within " + limit.toSeconds() + " s");
      }
      return moment;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a check", e);
    }
  }

  /** Its port is closed, and connections are refused, when this returns. */
  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
