// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.start;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.wire.ModuleLoader;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.Main;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Program;
import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.jipvsadm.names.SystemNames;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NativeLibrary;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.generic.Family;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Does what the common commands do, to a fake kernel: the launcher has the JVM write down what
 * classes that takes, and makes the class-data archive of them. Puts jffi's library beside it.
 *
 * <p>The fake kernel is on the class path of this run alone. Its classes are written down too, and
 * passed over where the archive is made, since nothing else has them.
 */
public final class Rehearsal {
  private static final String RULES =
      """
      -A -t 10.0.0.1:80 -s wlc -p 300
      -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1
      -A -t [2001:db8::1]:80 -s sh -b sh-port
      -a -t [2001:db8::1]:80 -r [2001:db8::2]:80 -m -w 1 -x 10 -y 5
      -A -f 1 -s rr
      """;

  private Rehearsal() {}

  /**
   * Runs the rehearsal.
   *
   * @param args the directory that jffi's library goes to
   * @throws IOException where it cannot be written
   * @throws InterruptedException where somebody ends it
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    NativeLibrary.copyTo(Path.of(args[0]));
    Names names = new SystemNames();
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    for (String line :
        List.of(
            "-A -t 10.0.0.1:http -s wlc -p 300 -M 255.255.255.0",
            "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1",
            "-A -u 10.0.0.1:80 -s rr",
            "-E -u 10.0.0.1:80 -s rr -o",
            "-Ln",
            "-Ln --stats",
            "-Ln --rate --exact",
            "-Ln --thresholds -t 10.0.0.1:80",
            "-L",
            "-Lnc",
            "-Sn",
            "-d -t 10.0.0.1:80 -r 10.0.0.2:80",
            "-D -t 10.0.0.1:80",
            "-A -t nonsense",
            "-R",
            "replace --dry-run")) {
      play(names, line, kernel);
    }
    failToStart();
    loadWhatCannotBePlayed();
    openSocket();
    startProcess();
  }

  private static void play(Names names, String line, FakeIpvsKernel kernel) {
    int unused = new Program(console(), names, kernel::open).run(List.of(line.split(" ", -1)));
  }

  /** As on a machine without IPVS; that of this machine is left alone. */
  private static void failToStart() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    kernel.unload();
    play(new SystemNames(), "-Ln", kernel);
    Program unused = Program.ofThisMachine(console());
  }

  /** The process around it all, and what runs modprobe. */
  private static void loadWhatCannotBePlayed() {
    List<Class<?>> unused = List.of(Main.class, ModuleLoader.class);
  }

  private static Console console() {
    Output nowhere = new Output(OutputStream.nullOutputStream());
    return new Console(
        new ByteArrayInputStream(RULES.getBytes(StandardCharsets.ISO_8859_1)),
        nowhere,
        nowhere,
        false,
        false);
  }

  /** The real kernel is asked for something that every kernel has. */
  private static void openSocket() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC)) {
      Optional<Family> unused = GenericNetlink.family(socket, "nlctrl");
    } catch (LinuxException notInThisContainer) {
      // Its classes are loaded all the same.
    }
  }

  /** As modprobe is, where the module is missing. */
  private static void startProcess() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("/bin/true")
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      boolean unused = process.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException thereIsNone) {
      // Its classes are loaded all the same.
    }
  }
}
