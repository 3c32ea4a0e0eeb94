// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Program;
import io.github.jlvs.jipvsadm.names.SystemNames;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two hosts that have nothing of each other: on one ipvsadm works, on the other jipvsadm. jipvsadm
 * can be asked for lists on ipvsadm's side too, where the kernel's own order is the same for both.
 */
final class Sides {
  private final Host reference;
  private final NetworkNamespace referenceSide;
  private final NetworkNamespace ourSide;

  Sides(Network network) {
    reference = network.host("reference", "10.77.0.1/24", "fd77::1/64");
    Host ours = network.host("ours", "10.77.0.2/24", "fd77::2/64");
    referenceSide = new NetworkNamespace(reference.networkNamespace());
    ourSide = new NetworkNamespace(ours.networkNamespace());
  }

  Host referenceHost() {
    return reference;
  }

  /** Empties our table. */
  void clear() {
    for (String state : List.of("master", "backup")) {
      Outcome unused = ours(List.of("--stop-daemon", state), "");
    }
    String unused = ours(List.of("-C"));
  }

  /** Runs a script on ipvsadm's side. */
  Outcome script(Path script) {
    return referenceSide.call(() -> run(List.of("sh", script.toString()), ""));
  }

  /** jipvsadm on its side; it must succeed. */
  String ours(List<String> words) {
    return must(words, ours(words, ""));
  }

  private static String must(List<String> words, Outcome outcome) {
    if (outcome.status() != 0) {
      throw new IllegalStateException(words + ": " + outcome);
    }
    return outcome.out();
  }

  /** ipvsadm on its side. */
  Outcome reference(List<String> words, String input) {
    return program(referenceSide, words, input);
  }

  /** jipvsadm on its side. */
  Outcome ours(List<String> words, String input) {
    return jipvsadm(ourSide, words, input);
  }

  /** Our table as ipvsadm would save it. */
  String saved() {
    return Saved.asIpvsadmHasIt(ours(List.of("-S", "-n")));
  }

  /** jipvsadm on our side, as a process of its own. */
  Outcome ourProcess(Case one) {
    List<String> command = new ArrayList<>();
    command.add(Checkout.path("tools/bin/jipvsadm" + one.program()));
    command.addAll(one.words());
    return ourSide.call(() -> run(command, one.input()));
  }

  /** jipvsadm-restore on ipvsadm's side. */
  Outcome ourRestoreAbroad(String rules) {
    return referenceSide.call(
        () -> run(List.of(Checkout.path("tools/bin/jipvsadm-restore")), rules));
  }

  /** ipvsadm on our side. */
  Outcome referenceAbroad(List<String> words) {
    return program(ourSide, words, "");
  }

  /** jipvsadm on ipvsadm's side. */
  Outcome oursAbroad(List<String> words) {
    return jipvsadm(referenceSide, words, "");
  }

  private static Outcome jipvsadm(NetworkNamespace side, List<String> words, String input) {
    return side.call(
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          Console console =
              new Console(
                  new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
                  new Output(out),
                  new Output(err),
                  false,
                  false);
          int status = new Program(console, new SystemNames(), Ipvs::open).run(words);
          return Outcome.of(status, out.toByteArray(), err.toByteArray());
        });
  }

  private static Outcome program(NetworkNamespace side, List<String> words, String input) {
    List<String> command = new ArrayList<>();
    command.add("ipvsadm");
    command.addAll(words);
    return side.call(() -> run(command, input));
  }

  /** Puts a file in the place of another, for this process and its children. */
  static void mount(Path file, String place) {
    command("mount", "--bind", file.toString(), place);
  }

  /** Takes it away again. */
  static void unmount(String place) {
    command("umount", place);
  }

  private static void command(String... words) {
    try {
      Outcome outcome = run(List.of(words), "");
      if (outcome.status() != 0) {
        throw new IllegalStateException(List.of(words) + ": " + outcome);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A child process is in the namespace of the thread that starts it. */
  private static Outcome run(List<String> command, String input)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("ipvsadm", ".in");
    Path out = Files.createTempFile("ipvsadm", ".out");
    Path err = Files.createTempFile("ipvsadm", ".err");
    try {
      Files.writeString(in, input, StandardCharsets.ISO_8859_1);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(300, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end of " + command);
      }
      return Outcome.of(process.exitValue(), Files.readAllBytes(out), Files.readAllBytes(err));
    } finally {
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
    }
  }
}
