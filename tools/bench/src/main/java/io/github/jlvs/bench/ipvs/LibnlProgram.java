// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.ipvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program in C, {@code src/main/c/ipvs-operations.c}.
 *
 * @param program the path of its binary
 * @param mode "single" or "pipelined"
 */
record LibnlProgram(String program, String mode) implements Contender {
  @Override
  public String name() {
    return "libnl " + mode;
  }

  @Override
  public List<Measurement> run(int destinations, int dumps) throws IOException {
    Process process =
        new ProcessBuilder(program, mode, Integer.toString(destinations), Integer.toString(dumps))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    List<Measurement> measured = output.lines().map(Measurement::parse).toList();
    if (status != 0 || measured.size() != 4) {
      throw new IOException(program + " " + mode + " ended with " + status + ": " + output);
    }
    return measured;
  }
}
