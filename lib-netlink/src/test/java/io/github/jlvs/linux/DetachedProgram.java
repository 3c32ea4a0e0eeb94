// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.Detachment.StandardError;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that is started in the background: it says at each stream before and after. */
final class DetachedProgram {
  private DetachedProgram() {}

  /** The arguments: the number of the pipe, and what becomes of standard error. */
  public static void main(String[] arguments) {
    try (Detachment detachment = Detachment.begin(Integer.parseInt(arguments[0]))) {
      say("before");
      System.out.println("inherited: " + Files.exists(Path.of("/proc/self/fd", arguments[0])));
      detachment.complete("ready", StandardError.valueOf(arguments[1]));
      detachment.complete("ready again", StandardError.GIVEN_UP);
      say("after");
    } catch (LinuxException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().exit(1);
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.err.println(word);
  }
}
