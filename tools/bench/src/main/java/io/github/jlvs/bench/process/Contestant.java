// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.process;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * A program that takes part.
 *
 * @param label what it is called in the table
 * @param status the exit status it must end with
 * @param input the file that is its standard input, or /dev/null
 * @param command the program and its arguments
 */
record Contestant(String label, int status, File input, List<String> command) {
  /** Reads {@code LABEL STATUS INPUT COMMAND}, the command's words separated by single blanks. */
  static Contestant of(List<String> words) {
    return new Contestant(
        words.get(0),
        Integer.parseInt(words.get(1)),
        new File(words.get(2)),
        List.of(words.get(3).split(" ")));
  }

  /** Runs it to its end; what it prints is dropped. Returns nanoseconds. */
  long run() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(input)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    long begin = System.nanoTime();
    Process process = builder.start();
    int ended = process.onExit().join().exitValue();
    long took = System.nanoTime() - begin;
    if (ended != status) {
      throw new IOException(
          label + " ended with " + ended + " in place of " + status + ": " + command);
    }
    return took;
  }
}
