// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The process around {@link Program}. */
public final class Main {
  /** What a shell makes of a program that SIGPIPE ended. */
  private static final int READER_LEFT = 128 + 13;

  private static final int BROKEN = 1;

  private Main() {}

  /**
   * Runs the program and ends the process with its exit status.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    Output err = new Output(new FileOutputStream(FileDescriptor.err));
    Console console =
        new Console(
            new FileInputStream(FileDescriptor.in),
            new Output(new FileOutputStream(FileDescriptor.out)),
            err,
            isTerminal(2),
            isTerminal(1));
    // halt: nothing is left to be done, and no shutdown hook of a library to wait for.
    Runtime.getRuntime().halt(run(args, console));
  }

  private static int run(String[] args, Console console) {
    try {
      return Program.ofThisMachine(console).run(words(args));
    } catch (OutputClosedException e) {
      return e.readerLeft()
          ? READER_LEFT
          : broken(args, console.err(), String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return broken(args, console.err(), "out of memory; raise -Xmx in JLVS_JAVA_OPTIONS");
    } catch (Throwable e) {
      if (System.getenv("JLVS_DEBUG") != null) {
        e.printStackTrace();
      }
      return broken(args, console.err(), e + " (set JLVS_DEBUG=1 to see where)");
    }
  }

  private static int broken(String[] args, Output err, String message) {
    // For diff, 1 would say that the two differ.
    int status = args.length > 0 && args[0].equals("diff") ? ExitStatus.MISUSE : BROKEN;
    try {
      err.text("jipvsadm: ").text(message).line().flush();
    } catch (OutputClosedException nobodyListens) {
      return status;
    }
    return status;
  }

  /** The launcher knows: the JDK tells nothing of standard error. */
  private static boolean isTerminal(int descriptor) {
    return Boolean.getBoolean("jlvs.terminal." + descriptor);
  }

  /** Arguments as bytes, one a character: see {@link Output}. */
  static List<String> words(String[] args) {
    List<String> words = new ArrayList<>(args.length);
    for (String arg : args) {
      boolean plain = true;
      for (int i = 0; i < arg.length(); i++) {
        plain &= arg.charAt(i) < 0x80;
      }
      words.add(
          plain
              ? arg
              : new String(arg.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
    return words;
  }
}
