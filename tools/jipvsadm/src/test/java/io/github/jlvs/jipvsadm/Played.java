// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** jipvsadm at a kernel that is played: command lines in, status and texts out. */
public final class Played {
  /**
   * What one command line left behind.
   *
   * @param status the exit status
   * @param out standard output
   * @param err standard error
   */
  public record Result(int status, String out, String err) {}

  private final FakeIpvsKernel kernel;
  private final boolean interactive;

  /** At a kernel with an empty table, read by nobody. */
  public Played() {
    this(new FakeIpvsKernel(), false);
  }

  /**
   * At some kernel.
   *
   * @param kernel the kernel
   * @param interactive whether standard error is a terminal
   */
  public Played(FakeIpvsKernel kernel, boolean interactive) {
    this.kernel = kernel;
    this.interactive = interactive;
  }

  /** The kernel. */
  public FakeIpvsKernel kernel() {
    return kernel;
  }

  /** Runs a command line whose words have no blanks. */
  public Result run(String line) {
    return run(line, "");
  }

  /** Runs a command line with something on standard input; a character is a byte. */
  public Result run(String line, String input) {
    return run(line, new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Runs a command line with a stream for standard input. */
  public Result run(String line, InputStream input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(input, new Output(out), new Output(err), interactive, false);
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    int status = new Program(console, new FewNames(), kernel::open).run(words);
    return new Result(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1));
  }

  /** The table as rules. */
  public String saved() {
    return run("-Sn").out();
  }
}
