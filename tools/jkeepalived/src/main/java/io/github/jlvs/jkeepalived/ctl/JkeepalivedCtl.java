// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Printable;
import io.github.jlvs.jkeepalived.reload.PlanText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;

/** The program. */
public final class JkeepalivedCtl implements CtlOptions.Actions {
  static final int WELL = 0;
  static final int WRONG = 1;
  static final int USAGE = 2;
  static final int UNREACHED = 3;
  static final int NOT_PERMITTED = 4;
  private static final int FAULT_OF_THE_PROGRAM = 70;

  /** EX_IOERR of sysexits. */
  static final int UNWRITTEN = 74;

  /** As of timeout(1). */
  static final int TIME_OVER = 124;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The daemon says after a minute that it is not done yet. */
  private static final Duration LIMIT_OF_WORK = Duration.ofSeconds(70);

  private static final Duration LOOK = Duration.ofMillis(250);

  /** A minute: master down intervals may be longer, but who waits at a terminal is not. */
  private static final int MOST_LOOKS = 240;

  /** To the upper left corner, and all below it cleared. */
  private static final String AGAIN = "\u001b[H\u001b[J";

  private final Surroundings surroundings;
  private final Listing listing;

  /**
   * Where it runs.
   *
   * @param out takes what was asked for
   * @param err takes messages
   * @param zone of the times that are shown
   * @param terminal whether a screen is looked at
   * @param pause waits so long; false where it is not to go on
   * @param interruptible from now on an interruption is the end that was waited for
   * @param left whether whoever read has gone
   * @param program runs a program with the input and output of this one, and gives its exit status;
   *     nothing where it could not be started
   */
  record Surroundings(
      PrintStream out,
      PrintStream err,
      ZoneId zone,
      boolean terminal,
      Predicate<Duration> pause,
      Runnable interruptible,
      BooleanSupplier left,
      Function<List<String>, OptionalInt> program) {}

  JkeepalivedCtl(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.listing = new Listing(surroundings.zone());
  }

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    WatchedOutput watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream out =
        new PrintStream(new BufferedOutputStream(watched), false, StandardCharsets.UTF_8);
    int status;
    try {
      status = run(arguments, out, System.err, watched::isLeft);
    } catch (RuntimeException | Error e) {
      System.err.println("jkeepalivedctl: fault of the program: " + e);
      status = FAULT_OF_THE_PROGRAM;
    }
    out.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs the program.
   *
   * @param out takes what was asked for
   * @param err takes messages
   * @return its exit status
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    return run(arguments, out, err, () -> false);
  }

  private static int run(
      String[] arguments, PrintStream out, PrintStream err, BooleanSupplier left) {
    boolean terminal = "true".equals(System.getProperty("jlvs.terminal.1"));
    return run(
        arguments,
        new Surroundings(
            out,
            err,
            ZoneId.systemDefault(),
            terminal,
            JkeepalivedCtl::sleep,
            () -> endWellAtInterruption(out),
            left,
            InstalledProgram::run));
  }

  /** SIGINT and SIGTERM else end the JVM with 130 and 143. */
  private static void endWellAtInterruption(PrintStream out) {
    Runnable end =
        () -> {
          out.flush();
          Runtime.getRuntime().halt(WELL);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(end, "jkeepalivedctl-interrupted"));
  }

  private static boolean sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static int run(String[] arguments, Surroundings surroundings) {
    PrintStream err = surroundings.err();
    return CtlOptions.commandLine(new JkeepalivedCtl(surroundings))
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (wrong, words) -> {
              err.println("jkeepalivedctl: " + wrong.getMessage());
              boolean unused = CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
              err.println("jkeepalivedctl --help lists commands and options.");
              return wrong.getCommandLine().getCommandName().equals(DoctorOptions.NAME)
                  ? DoctorOptions.USAGE
                  : USAGE;
            })
        .setExecutionExceptionHandler(
            (fault, line, parsed) -> {
              err.println("jkeepalivedctl: fault of the program: " + fault);
              return FAULT_OF_THE_PROGRAM;
            })
        .execute(arguments);
  }

  @Override
  public int status(Path socket, boolean json, Optional<Integer> everySeconds) {
    int status;
    boolean first = true;
    do {
      if (everySeconds.isPresent() && surroundings.terminal()) {
        surroundings.out().print(AGAIN);
      } else if (!first && !json) {
        surroundings.out().println();
      }
      first = false;
      status = page(socket, Page.STATUS.path(), "ok", json, listing::status, page -> page.is("ok"));
    } while (everySeconds.isPresent()
        // Whoever reads has left.
        && !surroundings.out().checkError()
        && surroundings.pause().test(Duration.ofSeconds(everySeconds.get())));
    return everySeconds.isPresent() && surroundings.left().getAsBoolean() ? WELL : whole(status);
  }

  /** A full disk must not look like a good answer. */
  private int whole(int status) {
    if (!surroundings.out().checkError()) {
      return status;
    }
    surroundings.err().println("jkeepalivedctl: the output could not be written whole");
    return UNWRITTEN;
  }

  @Override
  public int show(Path socket, Shown what, boolean json) {
    Function<JsonTree, String> text =
        switch (what) {
          case ROUTERS -> listing::routers;
          case SERVICES -> listing::services;
          case SERVERS -> listing::servers;
          case CHECKS -> listing::checks;
          case TABLE -> TableListing::table;
        };
    return whole(
        page(socket, what.path(), what.list(), json, text, page -> Listing.isWell(what, page)));
  }

  @Override
  public int command(Path socket, String path, Map<String, Object> arguments) {
    try {
      Answer answer = client(socket, LIMIT_OF_WORK).post(path, JsonTree.write(arguments));
      if (answer.isOk()) {
        answer
            .content()
            .texts("done")
            .forEach(line -> surroundings.out().println(Printable.of(line)));
        List<String> failed = answer.content().texts("failed");
        failed.forEach(line -> surroundings.out().println(Printable.of(line)));
        return whole(failed.isEmpty() ? WELL : WRONG);
      }
      answer
          .error()
          .forEach(line -> surroundings.err().println("jkeepalivedctl: " + typed(path, line)));
      return switch (answer.status()) {
        case 400 -> USAGE;
        case 403 -> NOT_PERMITTED;
        case 409 -> WRONG;
        case 504 -> TIME_OVER;
        // One of another version, that cannot do it; or one that is not done.
        default -> UNREACHED;
      };
    } catch (Unreachable e) {
      return unreached(e);
    }
  }

  @Override
  public int print(String text) {
    surroundings.out().print(text);
    surroundings.out().flush();
    return surroundings.left().getAsBoolean() ? WELL : whole(WELL);
  }

  @Override
  public int diff(Path socket) {
    int table =
        page(
            socket,
            Page.TABLE.path(),
            "differences",
            false,
            TableListing::differences,
            TableListing::isAsWanted);
    if (table == UNREACHED) {
      return table;
    }
    try {
      Answer answer =
          client(socket, LIMIT_OF_WORK)
              .post(ReloadOptions.PATH, JsonTree.write(Map.of("dry", true)));
      if (answer.status() == 403) {
        answer.error().forEach(line -> surroundings.err().println("jkeepalivedctl: " + line));
        return NOT_PERMITTED;
      }
      List<String> lines =
          answer.isOk() ? answer.content().texts("done") : List.copyOf(answer.error());
      lines.forEach(line -> surroundings.out().println("# the file: " + Printable.of(line)));
      boolean same = answer.isOk() && lines.contains(PlanText.NOTHING);
      return whole(same && table == WELL ? WELL : WRONG);
    } catch (Unreachable e) {
      return unreached(e);
    }
  }

  /** What is said of an argument at a path, of the option that was typed for it. */
  private static String typed(String path, String line) {
    return line.replace(path + ": ", "").replaceAll("the argument '(for|why|service)'", "--$1");
  }

  @Override
  public int failover(Path socket, String router, Map<String, Object> arguments) {
    Instant asked = Instant.now();
    int status = command(socket, "/v1/failover", arguments);
    return status == WELL && !arguments.containsKey("end")
        ? succession(socket, router, asked)
        : status;
  }

  private int succession(Path socket, String router, Instant asked) {
    try {
      for (int look = 0; look < MOST_LOOKS; look++) {
        Answer answer = client(socket, LIMIT).get(Page.ROUTERS.path(), "routers");
        Optional<Succession> succession = Succession.of(answer.content(), router, asked);
        if (succession.isPresent()) {
          return told(router, succession.get());
        }
        if (!surroundings.pause().test(LOOK)) {
          break;
        }
      }
    } catch (Unreachable e) {
      return unreached(e);
    }
    surroundings.err().println("jkeepalivedctl: nobody has been heard as master yet");
    return WRONG;
  }

  private int told(String router, Succession succession) {
    if (succession instanceof Succession.By by) {
      surroundings
          .out()
          .println(
              Printable.of(
                  by.address() + " is master of " + router + ", with priority " + by.priority()));
      return whole(WELL);
    }
    String why;
    if (succession instanceof Succession.Back) {
      why = "nobody else came forward: " + router + " is master again";
    } else if (succession instanceof Succession.Lost lost) {
      why = router + " is " + lost.state();
    } else {
      throw new IllegalStateException("nothing is said of " + succession);
    }
    surroundings.err().println("jkeepalivedctl: " + Printable.of(why));
    return WRONG;
  }

  @Override
  public int awaitDrained(Path socket, Decision.Meant meant, Optional<Duration> limit) {
    try {
      DrainWait wait = new DrainWait(surroundings, client(socket, LIMIT), meant, limit);
      return whole(wait.status());
    } catch (Unreachable e) {
      return unreached(e);
    }
  }

  @Override
  public int doctor(Path socket, List<String> words) {
    try {
      Answer answer = client(socket, LIMIT).get(Page.STATUS.path(), "daemon");
      List<String> command = new ArrayList<>();
      command.add(InstalledProgram.doctor());
      command.add("-f");
      command.add(answer.content().object("daemon").text("configuration"));
      command.addAll(words);
      OptionalInt status = surroundings.program().apply(command);
      if (status.isEmpty()) {
        surroundings
            .err()
            .println(
                "jkeepalivedctl: "
                    + command.get(0)
                    + " cannot be run: install it, or name it by the variable JLVS_DOCTOR");
      }
      return status.orElse(UNREACHED);
    } catch (Unreachable e) {
      return unreached(e);
    }
  }

  private DaemonClient client(Path socket, Duration limit) {
    return new DaemonClient(
        socket,
        limit,
        () -> {
          if (surroundings.terminal()) {
            surroundings.err().println("jkeepalivedctl: waiting for the daemon ...");
          }
        });
  }

  private int unreached(Unreachable why) {
    surroundings.out().flush();
    surroundings.err().println("jkeepalivedctl: " + why.getMessage());
    return UNREACHED;
  }

  private int page(
      Path socket,
      String path,
      String certain,
      boolean json,
      Function<JsonTree, String> text,
      Predicate<JsonTree> well) {
    try {
      Answer answer = client(socket, LIMIT).get(path, certain);
      surroundings.out().print(json ? answer.text() : text.apply(answer.content()));
      return well.test(answer.content()) ? WELL : WRONG;
    } catch (Unreachable e) {
      return unreached(e);
    }
  }

  /** Whoever follows ends it by an interruption, or no longer reads: that is no failure. */
  @Override
  public int events(Path socket, EventsWish wish) {
    if (wish.follow()) {
      surroundings.interruptible().run();
    }
    try {
      new EventReader(client(socket, LIMIT), wish, surroundings, listing).read();
    } catch (Unreachable e) {
      return unreached(e);
    }
    return wish.follow() && surroundings.left().getAsBoolean() ? WELL : whole(WELL);
  }
}
