// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.command.CommandParser;
import io.github.jlvs.jipvsadm.command.TableCommands;
import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.jipvsadm.names.SystemNames;
import io.github.jlvs.jipvsadm.rules.Replacement;
import io.github.jlvs.jipvsadm.rules.RestoreRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The program between its arguments and its exit status. It works on the table of the calling
 * thread's network namespace, and may be run any number of times.
 */
public final class Program {
  private final Console console;
  private final Names names;
  private final Supplier<Ipvs> kernel;

  /**
   * A program.
   *
   * @param console the standard streams
   * @param names looks names up
   * @param kernel opens the kernel's table, when it is needed
   */
  public Program(Console console, Names names, Supplier<Ipvs> kernel) {
    this.console = console;
    this.names = names;
    this.kernel = kernel;
  }

  /**
   * The program on this machine's names and the kernel's table.
   *
   * @param console the standard streams
   * @return the program
   */
  public static Program ofThisMachine(Console console) {
    return new Program(console, new SystemNames(), Ipvs::open);
  }

  /**
   * Runs it. Everything it has to tell is told on the console; only a broken program throws.
   *
   * @param words the arguments
   * @return the exit status
   * @throws OutputClosedException where standard output cannot be written
   */
  public int run(List<String> words) {
    try {
      int status = dispatch(words);
      console.out().flush();
      return status;
    } catch (UsageException e) {
      new UsageReport(console).tell("", words, e);
      return ExitStatus.of(e.kind());
    } catch (IpvsException e) {
      ExitException end = KernelText.end(e);
      console.tell(end.message());
      return end.status();
    } catch (ExitException e) {
      if (e.message().isEmpty()) {
        console.out().flush();
      } else {
        console.tell(e.message());
      }
      return e.status();
    }
  }

  private int dispatch(List<String> words) {
    Optional<Command> ofTable = TableCommands.parse(words);
    Command command = ofTable.isPresent() ? ofTable.get() : new CommandParser(names).parse(words);
    // These two need no kernel.
    if (command instanceof Command.Help) {
      return Execution.help(console);
    }
    if (command instanceof Command.Version) {
      return Execution.version(console);
    }
    if (command instanceof Command.Diff diff) {
      return diff(diff);
    }
    try (Ipvs ipvs = open()) {
      Session session = new Session(ipvs, names, console);
      if (command instanceof Command.Restore restore) {
        return new RestoreRun(session).run(restore);
      }
      if (command instanceof Command.Replace replace) {
        return new Replacement(session).replace(replace);
      }
      return new Execution(session).run(command);
    }
  }

  private Ipvs open() {
    try {
      return kernel.get();
    } catch (IpvsException e) {
      throw KernelText.notPermitted(e)
          ? KernelText.end(e)
          : new ExitException(
              ExitStatus.MISUSE, "Can't initialize ipvs: " + String.valueOf(e.getMessage()));
    }
  }

  private int diff(Command.Diff diff) {
    String file = diff.file().orElse(Console.STANDARD_INPUT);
    try (InputStream rules =
            diff.file().isPresent() ? Files.newInputStream(path(file)) : console.in();
        Ipvs ipvs = open()) {
      return new Replacement(new Session(ipvs, names, console)).diff(rules, file);
    } catch (IpvsException e) {
      throw new ExitException(ExitStatus.MISUSE, KernelText.end(e).message());
    } catch (ExitException e) {
      // 1 would say that the two differ.
      throw new ExitException(ExitStatus.MISUSE, e.message());
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "permission denied");
    } catch (FileSystemException e) {
      throw unreadable(file, String.valueOf(e.getReason()));
    } catch (IOException | InvalidPathException e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  /** A character of a word is a byte; what the bytes mean in a path, the locale says. */
  private static Path path(String file) {
    byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
    Charset ofPaths = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    String name = new String(bytes, ofPaths);
    if (!Arrays.equals(bytes, name.getBytes(ofPaths))) {
      throw unreadable(
          file,
          "its name does not fit the locale (LC_ALL, LANG); hand it over on standard input:"
              + " jipvsadm diff < FILE");
    }
    return Path.of(name);
  }

  private static ExitException unreadable(String file, String why) {
    return new ExitException(ExitStatus.MISUSE, file + " cannot be read: " + why);
  }
}
