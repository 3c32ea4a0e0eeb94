// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.Control;
import io.github.jlvs.jkeepalived.control.ControlSettings;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.ctl.JkeepalivedCtl;
import io.github.jlvs.jkeepalived.dump.Dumper;
import io.github.jlvs.jkeepalived.log.ConsoleSink;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.RepeatedReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.jar.JarFile;

/**
 * Does what a start does: reads a configuration, fills a fake kernel's table, and checks a server
 * of its own on the loopback interface. The launcher has the JVM write down what classes that
 * takes, and makes the class-data archive of them and of all others that are the project's own. In
 * the end jkeepalivedctl, which starts from the same archive, asks how it is. Virtual routers are
 * not run, since somebody would hear them.
 *
 * <p>The fake kernel is on the class path of this run alone.
 */
public final class Rehearsal {
  private static final int CHECKS = 3;
  private static final int LONGEST_MILLIS = 4000;
  private static final byte[] ANSWER =
      "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nok\n".getBytes(StandardCharsets.US_ASCII);

  private static final String CONFIGURATION =
      """
      global_defs {
        router_id ds1
      }
      vrrp_instance V1 {
        state MASTER
        interface lo
        virtual_router_id 51
        priority 100
        advert_int 1
        authentication {
          auth_type PASS
          auth_pass none
        }
        virtual_ipaddress {
          10.1.80.90/32
        }
      }
      virtual_server 10.1.80.90 80 {
        delay_loop 1
        lb_algo wrr
        lb_kind DR
        protocol TCP
        warmup 0
        quorum 1
        real_server 127.0.0.1 80 {
          weight 1
          TCP_CHECK {
            connect_port %1$d
            connect_timeout 3
          }
        }
        real_server 127.0.0.2 80 {
          weight 2
          HTTP_GET {
            connect_ip 127.0.0.1
            connect_port %1$d
            retry 0
            url {
              path /
              status_code 200
              regex ^ok$
            }
          }
        }
        real_server 127.0.0.3 80 {
          SSL_GET {
            connect_ip 127.0.0.1
            connect_port %1$d
            retry 0
            url {
              path /
              digest 9b3a0c85a887a256d6939da88aabd8cd
            }
          }
        }
      }
      """;

  private Rehearsal() {}

  /**
   * What is rehearsed.
   *
   * @param port where the checks find their server
   */
  public static String configuration(int port) {
    return CONFIGURATION.formatted(port);
  }

  /**
   * Runs the rehearsal.
   *
   * @param args the directory that jffi's library goes to, and the list {@code more} of classes
   * @throws IOException where they cannot be written, or there is no loopback interface
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    NativeLibrary.copyTo(directory);
    Files.write(directory.resolve("more"), ownClasses());
    try (ServerSocket web = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      web.setSoTimeout(LONGEST_MILLIS);
      run(
          web,
          new RepeatedReader()
              .read("", configuration(web.getLocalPort()), ReaderOptions.ofThisMachine())
              .configuration()
              .orElseThrow(),
          directory);
    }
  }

  private static void run(ServerSocket web, Configuration configuration, Path directory) {
    DaemonSettings settings =
        new DaemonSettings(
            true,
            true,
            false,
            true,
            directory.resolve("services"),
            directory.resolve("overrides"),
            new ControlSettings(
                directory.resolve("control.sock"), new DaemonFacts("", "", 0, Instant.EPOCH, "")));
    ConsoleSink nowhere = new ConsoleSink(OutputStream.nullOutputStream(), ZoneId.systemDefault());
    try (DaemonLog log = new DaemonLog(List.of(nowhere), Clock.systemUTC())) {
      Endings endings = new Endings();
      CurrentStanding standing = new CurrentStanding();
      Parts real = Parts.of(settings, log, endings, standing, Progress.UNHEARD);
      Supplier<Ipvs> kernel = () -> new FakeIpvsKernel().open();
      Function<List<Command>, Control> control =
          commands ->
              new Control(
                  settings.control(), real.snapshot(), kernel, commands, log, endings::died);
      Daemon daemon =
          new Daemon(settings, log, endings, standing, new Stage(real, kernel, control));
      Thread server =
          new Thread(() -> serve(web, daemon, settings.control().usual()), "rehearsal-web-server");
      server.setDaemon(true);
      server.start();
      int unused =
          daemon.run(
              configuration,
              () -> new ReadAgain(Optional.of(configuration), List.of(), Optional.empty()));
    }
  }

  /** Answers each check once, then has the daemon stop. */
  private static void serve(ServerSocket web, Daemon daemon, Path socket) {
    try {
      for (int i = 0; i < CHECKS; i++) {
        answer(web.accept());
      }
      ask(socket);
    } catch (IOException noMoreChecks) {
      // What has been loaded by then is in the archive.
    } finally {
      daemon.stop();
    }
  }

  private static void ask(Path socket) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    String where = "--socket=" + socket;
    for (String[] words : new String[][] {{"status", where}, {"show", "servers", where}}) {
      int unused = JkeepalivedCtl.run(words, nowhere, nowhere);
    }
  }

  private static void answer(Socket check) {
    try (check) {
      int unused = check.getInputStream().read(new byte[4096]);
      check.getOutputStream().write(ANSWER);
    } catch (IOException reset) {
      // By a check that only connects.
    }
  }

  /** The real parts but for the kernel's table and the virtual routers. */
  private record Stage(Parts real, Supplier<Ipvs> kernel, Function<List<Command>, Control> control)
      implements Parts {
    @Override
    public Dumper dumps() {
      return real.dumps();
    }

    @Override
    public CurrentSnapshot snapshot() {
      return real.snapshot();
    }

    @Override
    public RunningPart control(Configuration configuration, List<Command> commands) {
      return ControlPart.start(configuration, control.apply(commands));
    }

    @Override
    public boolean hasLeftServices() {
      return real.hasLeftServices();
    }

    @Override
    public Ipvs openIpvs() {
      return kernel.get();
    }

    @Override
    public RunningPart alerts(Configuration configuration) {
      return real.alerts(configuration);
    }

    @Override
    public ScriptPart scripts() {
      return real.scripts();
    }

    @Override
    public Supervisor supervisor() {
      return Supervisor.NONE;
    }

    @Override
    public Progress progress() {
      return real.progress();
    }

    @Override
    public RunningPart routers(Configuration configuration, ScriptPart scripts) {
      return RunningPart.NOTHING;
    }

    @Override
    public RunningPart servers(Ipvs ipvs, Configuration configuration, ScriptPart scripts) {
      return real.servers(ipvs, configuration, scripts);
    }
  }

  /** Of the jars on the class path that are the project's own; a line each, as the JVM wants it. */
  private static List<String> ownClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String file = path.substring(path.lastIndexOf('/') + 1);
      if (file.matches("(jlvs-|jkeepalived-).*jar") && !file.contains("testkit")) {
        try (JarFile jar = new JarFile(path)) {
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .forEach(names::add);
        }
      }
    }
    return names;
  }
}
