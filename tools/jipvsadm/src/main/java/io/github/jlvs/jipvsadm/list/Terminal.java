// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.jipvsadm.Output;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A terminal that shows one picture after the other on its second screen and gives keys at once.
 * However the program ends, Ctrl-C included, the terminal is left as it was. One thread draws; the
 * JVM's thread "jipvsadm-terminal" runs at its end.
 */
final class Terminal implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K";
  private static final String END_OF_SCREEN = "\u001b[J";

  private static final long STEP_MILLISECONDS = 100;
  private static final int STEPS_BETWEEN_SIZES = 10;
  private static final int END_OF_INPUT = 4;

  private final Output out;
  private final String settings;
  private final Optional<InputStream> keys;
  private final Thread atEnd = new Thread(this::restore, "jipvsadm-terminal");
  private Screen screen;
  private boolean restored;

  /** Takes the terminal that the process belongs to; without one, keys do nothing. */
  Terminal(Output out) {
    this.out = out;
    settings = stty("-g");
    screen = Screen.of(stty("size"));
    keys = settings.isEmpty() ? Optional.empty() : openKeys();
    Runtime.getRuntime().addShutdownHook(atEnd);
    if (keys.isPresent()) {
      String unused = stty("-icanon", "-echo", "min", "1");
    }
    out.text(ENTER).flush();
  }

  /** How much it shows. */
  Screen screen() {
    return screen;
  }

  /** Shows a picture. */
  synchronized void show(List<String> lines) {
    if (restored) {
      return;
    }
    out.text(HOME);
    for (int i = 0; i < lines.size(); i++) {
      out.text(i == 0 ? "" : "\r\n").text(lines.get(i)).text(END_OF_LINE);
    }
    out.text(END_OF_SCREEN).flush();
  }

  /**
   * Waits until the next picture is due: some seconds, less where a key is pressed or the size has
   * changed.
   *
   * @return false where the user has seen enough: q, or the end of the input
   */
  boolean waitForNext(int seconds) throws InterruptedException {
    long steps = seconds * 1000L / STEP_MILLISECONDS;
    for (long step = 1; step <= steps; step++) {
      Thread.sleep(STEP_MILLISECONDS);
      int key = key();
      if (key == 'q' || key == 'Q' || key == END_OF_INPUT) {
        return false;
      }
      if (step % STEPS_BETWEEN_SIZES == 0) {
        Screen now = Screen.of(stty("size"));
        if (!now.equals(screen)) {
          screen = now;
          return true;
        }
      }
      if (key > 0) {
        return true;
      }
    }
    return true;
  }

  /** The key that was pressed, or 0. */
  private int key() {
    if (keys.isEmpty()) {
      return 0;
    }
    try {
      InputStream in = keys.get();
      return in.available() > 0 ? in.read() : 0;
    } catch (IOException terminalHasGone) {
      return END_OF_INPUT;
    }
  }

  /** Gives the terminal back. */
  @Override
  public void close() {
    restore();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException programEndsAlready) {
      // The hook finds nothing left to do.
    }
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    if (keys.isPresent()) {
      String unused = stty(settings);
    }
    out.text(LEAVE).flush();
  }

  private static Optional<InputStream> openKeys() {
    try {
      return Optional.of(new FileInputStream("/dev/tty"));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** What stty says of the terminal, or nothing. */
  private static String stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty", "-F", "/dev/tty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        return new String(answer.readNBytes(1024), StandardCharsets.ISO_8859_1).trim();
      }
    } catch (IOException noStty) {
      return "";
    }
  }
}
