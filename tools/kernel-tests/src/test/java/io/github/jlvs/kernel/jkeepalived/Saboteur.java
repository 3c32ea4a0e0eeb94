// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lives in the daemon's JVM as a Java agent, and does to its threads what a fault of the program
 * would: ends one by an error, has one hang, or takes all memory. It is told what in a file, by
 * {@link Sabotage}, and knows no other class of the tests: the daemon has none of them.
 */
public final class Saboteur {
  /** Where it looks for orders. */
  static final Path ORDERS = Path.of("/run/saboteur");

  private static final int PIECE = 1024;

  private Saboteur() {}

  /**
   * Called by the JVM before the daemon's own main method.
   *
   * @param arguments none
   */
  public static void premain(String arguments) {
    Thread thread = new Thread(Saboteur::obey, "saboteur");
    thread.setDaemon(true);
    thread.start();
  }

  private static void obey() {
    try {
      while (!Files.exists(ORDERS)) {
        Thread.sleep(50);
      }
      String[] order = Files.readString(ORDERS).strip().split(" ", 2);
      Files.delete(ORDERS);
      switch (order[0]) {
        case "kill" -> kill(named(order[1]));
        case "hang" -> hang(named(order[1]));
        case "fill" -> fill();
        default -> throw new IllegalArgumentException(order[0]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread named(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void kill(Thread thread) {
    thread.stop();
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void hang(Thread thread) {
    thread.suspend();
  }

  /**
   * All at once, then little by little: what a collection still finds goes too, and what somebody
   * keeps for his end is not used up before he has come to it.
   */
  private static void fill() throws InterruptedException {
    List<byte[]> kept = new ArrayList<>(100_000);
    int most = 100_000;
    while (kept.size() < Integer.MAX_VALUE) {
      try {
        for (int i = 0; i < most; i++) {
          kept.add(new byte[PIECE]);
        }
      } catch (OutOfMemoryError full) {
        most = 64;
      }
      Thread.sleep(500);
    }
  }
}
