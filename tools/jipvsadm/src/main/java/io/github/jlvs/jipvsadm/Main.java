// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Output err = Output.ofMessages(new FileOutputStream(FileDescriptor.err));
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

  /**
   * Arguments as bytes, one a character: see {@link Output}. Of those that are no ASCII the JVM has
   * kept what the locale can say, and the kernel all.
   */
  private static List<String> words(String[] args) {
    for (String arg : args) {
      for (int i = 0; i < arg.length(); i++) {
        if (arg.charAt(i) >= 0x80) {
          return fromKernel(args.length);
        }
      }
    }
    return List.of(args);
  }

  private static List<String> fromKernel(int number) {
    try {
      byte[] all = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      // Each ends with a byte of zero.
      List<String> words = List.of(new String(all, StandardCharsets.ISO_8859_1).split("\0", -1));
      return words.subList(words.size() - 1 - number, words.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException("read the arguments from /proc/self/cmdline", e);
    }
  }
}
