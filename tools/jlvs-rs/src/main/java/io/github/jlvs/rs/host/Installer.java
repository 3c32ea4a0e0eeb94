// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.rs.plan.Installation;
import io.github.jlvs.rs.plan.Installation.Configurator;
import io.github.jlvs.rs.plan.Installation.PlannedFile;
import io.github.jlvs.rs.plan.RealServerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes and removes the files of an installation, and has systemd know of it. Below a root
 * directory other than {@code /}, as when a package or an image is built, it writes files alone.
 */
public final class Installer {
  private static final String SYSTEMCTL = "systemctl";

  private final Path root;
  private final Systemd systemd;
  private final Consumer<String> out;

  /** Runs a command of systemd. */
  public interface Systemd {
    /** Whether it is there to be called. */
    boolean runs();

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it can't be run or fails
     */
    void run(List<String> command) throws IOException;
  }

  /**
   * With where the files go, who is told of them, and what is done.
   *
   * @param out gets a line for each thing that was done
   */
  public Installer(Path root, Systemd systemd, Consumer<String> out) {
    this.root = root;
    this.systemd = systemd;
    this.out = out;
  }

  /** Those whose files would be read. */
  public Set<Configurator> configurators() {
    Set<Configurator> found = EnumSet.noneOf(Configurator.class);
    if (has("etc/NetworkManager") || has("usr/lib/NetworkManager")) {
      found.add(Configurator.NETWORK_MANAGER);
    }
    if (has("lib/systemd/systemd-networkd") || has("usr/lib/systemd/systemd-networkd")) {
      found.add(Configurator.NETWORKD);
    }
    return found;
  }

  private boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  /**
   * What installing would write, remove and run, as a text.
   *
   * @throws RealServerException if it would refuse to
   */
  public String preview(Installation installation) {
    StringBuilder text = new StringBuilder();
    List<PlannedFile> files = files(installation);
    for (PlannedFile file : files) {
      text.append("would write ").append(root.resolve(file.path())).append(":\n");
      OwnFile.marked(file.text())
          .lines()
          .forEach(line -> text.append(line.isEmpty() ? "" : "  " + line).append('\n'));
    }
    for (String path : leftOver(files)) {
      text.append("would remove ").append(root.resolve(path)).append('\n');
    }
    for (List<String> command : List.of(reload(), enable())) {
      text.append(systemd.runs() ? "would run " : "left to you: ");
      text.append(String.join(" ", command)).append('\n');
    }
    return text.toString();
  }

  /**
   * Writes what is needed, removes what was needed before, and enables the unit where systemd runs.
   *
   * @throws RealServerException if a file is not ours, before anything is written, or if something
   *     fails
   */
  public void install(Installation installation) {
    List<PlannedFile> files = files(installation);
    for (PlannedFile file : files) {
      write(file);
      file.reader()
          .ifPresent(command -> out.accept("left to you, or to the next boot: " + command));
    }
    leftOver(files).forEach(this::remove);
    run(reload());
    run(enable());
  }

  /** Those to be written; refuses to where one is not ours. */
  private List<PlannedFile> files(Installation installation) {
    List<PlannedFile> files = installation.files(configurators());
    for (PlannedFile file : files) {
      if (state(file.path()) == OwnFile.State.FOREIGN) {
        throw RealServerException.of(
            root.resolve(file.path())
                + " is there, and not as 'jlvs-rs install' wrote it; nothing was changed: move it away"
                + " first");
      }
    }
    return files;
  }

  /** What an earlier install has written that is not written any more. */
  private List<String> leftOver(List<PlannedFile> files) {
    List<String> planned = files.stream().map(PlannedFile::path).toList();
    return Installation.PATHS.stream()
        .filter(path -> !planned.contains(path) && state(path) == OwnFile.State.OURS)
        .toList();
  }

  /**
   * Removes what install has written.
   *
   * @return the files that stay because somebody has changed them
   * @throws RealServerException if something fails
   */
  public List<Path> uninstall() {
    List<Path> changed = new ArrayList<>();
    if (state(Installation.UNIT_PATH) == OwnFile.State.OURS) {
      run(List.of(SYSTEMCTL, "disable", Installation.UNIT));
    }
    boolean removed = false;
    for (String path : Installation.PATHS) {
      OwnFile.State state = state(path);
      if (state == OwnFile.State.OURS) {
        remove(path);
        removed = true;
      } else if (state == OwnFile.State.FOREIGN) {
        changed.add(root.resolve(path));
      }
    }
    if (removed) {
      run(reload());
    }
    return changed;
  }

  private static List<String> reload() {
    return List.of(SYSTEMCTL, "daemon-reload");
  }

  private static List<String> enable() {
    return List.of(SYSTEMCTL, "enable", Installation.UNIT);
  }

  private void run(List<String> command) {
    String text = String.join(" ", command);
    if (!systemd.runs()) {
      out.accept("left to you: " + text);
      return;
    }
    try {
      systemd.run(command);
      out.accept("ran " + text);
    } catch (IOException e) {
      throw RealServerException.of(
          "'"
              + text
              + "' failed: "
              + e.getMessage()
              + "; the files are as told above, run it again");
    }
  }

  private OwnFile.State state(String path) {
    Path file = root.resolve(path);
    try {
      return new OwnFile(file).state();
    } catch (IOException e) {
      throw failure("read " + file, e);
    }
  }

  private void write(PlannedFile planned) {
    Path file = root.resolve(planned.path());
    try {
      new OwnFile(file).write(planned.text());
      out.accept("wrote " + file);
    } catch (IOException e) {
      throw failure("write " + file, e);
    }
  }

  private void remove(String path) {
    Path file = root.resolve(path);
    try {
      Files.delete(file);
      out.accept("removed " + file);
    } catch (IOException e) {
      throw failure("remove " + file, e);
    }
  }

  private static RealServerException failure(String operation, IOException e) {
    if (e instanceof AccessDeniedException) {
      return RealServerException.noPermission(
          "no permission to " + operation + "; run jlvs-rs as root (sudo jlvs-rs ...)");
    }
    return RealServerException.of("cannot " + operation + ": " + PrivateFile.reason(e));
  }

  /**
   * The systemd of this host, for what is installed in it.
   *
   * @param root where the files go; the systemd of this host has nothing to do with those elsewhere
   */
  public record Host(Path root) implements Systemd {
    private static final Path RUNNING = Path.of("/run/systemd/system");

    @Override
    public boolean runs() {
      return root.equals(Path.of("/")) && Files.isDirectory(RUNNING);
    }

    @Override
    public void run(List<String> command) throws IOException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      try {
        int status = process.waitFor();
        if (status != 0) {
          throw new IOException(
              Optional.of(said).filter(text -> !text.isEmpty()).orElse("exit status " + status));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
