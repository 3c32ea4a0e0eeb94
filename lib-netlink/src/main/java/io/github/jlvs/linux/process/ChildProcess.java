// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.internal.ProcessCalls;
import io.github.jlvs.linux.internal.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A program that this process has started, in a process group of its own. Not {@link
 * ProcessBuilder}: that gives no group, so that what the program starts cannot be ended with it,
 * and passes on which signals this process has blocked.
 *
 * <p>It has no signal blocked or ignored, /dev/null as its standard input, output and error, none
 * of the other descriptors of this process, and of its rights what the user has that it runs as:
 * capabilities of this process that are ambient or inheritable are left out.
 *
 * <p>Belongs to one thread at a time.
 */
public final class ChildProcess implements AutoCloseable {
  /** Terminate. */
  public static final int SIGTERM = 15;

  /** Cannot be caught. */
  public static final int SIGKILL = 9;

  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x0100_0000;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_SIZE = 128;
  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_STATUS = 24;
  private static final String SHELL = "/bin/sh";

  private final int pid;
  private final Program program;
  private final Optional<Descriptor> whenEnded;
  private final ByteBuffer information =
      ByteBuffer.allocateDirect(SIGINFO_SIZE).order(ByteOrder.nativeOrder());
  private Optional<ExitStatus> ended = Optional.empty();
  private Optional<LinuxException> neverBegun = Optional.empty();
  private boolean reaped;

  private ChildProcess(int pid, Program program, Optional<Descriptor> whenEnded) {
    this.pid = pid;
    this.program = program;
    this.whenEnded = whenEnded;
  }

  /**
   * Starts a program. The calling thread stands still for as long as the kernel takes to load the
   * program: a millisecond as a rule, and more on a busy machine. A file that the kernel does not
   * know how to run, as it has no {@code #!} line, is given to /bin/sh, as execvp(3) does.
   *
   * @param program what to start
   * @return the running process
   * @throws LinuxException if it can't be started: ENOENT, EACCES, EAGAIN where there are too many
   *     processes
   */
  public static ChildProcess start(Program program) {
    List<String> words = CommandPrefix.of(program).before(program.words());
    int pid = spawn(words, program);
    if (pid == -Errno.ENOEXEC.number()) {
      List<String> shell = new ArrayList<>(List.of(SHELL));
      shell.addAll(words);
      pid = spawn(shell, program);
    }
    if (pid < 0) {
      throw new StartException(program, Errno.ofResult(pid));
    }
    int descriptor = ProcessCalls.get().pidfdOpen(pid);
    return new ChildProcess(
        pid,
        program,
        descriptor < 0
            ? Optional.empty()
            : Optional.of(new Descriptor(descriptor, "end of process " + pid)));
  }

  private static int spawn(List<String> words, Program program) {
    byte[][] environment =
        program.environment().entrySet().stream()
            .map(each -> bytes(each.getKey() + "=" + each.getValue()))
            .toArray(byte[][]::new);
    byte[][] argv = words.stream().map(ChildProcess::bytes).toArray(byte[][]::new);
    return ProcessCalls.get().spawn(argv[0], argv, environment);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the status of all children that have ended, up to the first that is somebody's. */
  static void reapOthers(IntPredicate isSomebodys) {
    ByteBuffer information = ByteBuffer.allocateDirect(SIGINFO_SIZE).order(ByteOrder.nativeOrder());
    while (true) {
      information.putInt(SI_PID, 0);
      int result = ProcessCalls.get().waitidAny(WEXITED | WNOHANG | WNOWAIT, information);
      int pid = information.getInt(SI_PID);
      if (result < 0 || pid == 0 || isSomebodys.test(pid)) {
        return;
      }
      int unused = ProcessCalls.get().waitid(pid, WEXITED | WNOHANG, information);
    }
  }

  /**
   * Its number.
   *
   * @return the process id, and that of its group
   */
  public int processId() {
    return pid;
  }

  /**
   * What an event loop watches to learn of its end.
   *
   * @return a descriptor that is readable then; empty before Linux 5.3, where {@link #poll()} has
   *     to be called now and then
   */
  public Optional<Descriptor> whenEnded() {
    return whenEnded;
  }

  /**
   * Whether it has ended. Its number stays taken until {@link #close()}, so that its group can
   * still be signalled.
   *
   * @return how it has ended; empty while it runs
   */
  public Optional<ExitStatus> poll() {
    if (ended.isEmpty()) {
      look(WNOWAIT);
      ended.ifPresent(this::lookWhoEnded);
    }
    return ended;
  }

  private void look(int more) {
    information.putInt(SI_PID, 0);
    int result = ProcessCalls.get().waitid(pid, WEXITED | WNOHANG | more, information);
    if (result == 0 && information.getInt(SI_PID) == pid) {
      int status = information.getInt(SI_STATUS);
      ended =
          Optional.of(
              information.getInt(SI_CODE) == CLD_EXITED
                  ? new ExitStatus.Exited(status)
                  : new ExitStatus.Signalled(status));
    }
  }

  /** Until it is waited for, a process that has ended still has its name. */
  private void lookWhoEnded(ExitStatus status) {
    if (status instanceof ExitStatus.Exited exited
        && CommandPrefix.isFailure(exited.status())
        && CommandPrefix.isName(name())) {
      neverBegun = Optional.of(StartException.behindPrefix(program, exited.status()));
    }
  }

  private String name() {
    try {
      return Files.readString(Path.of("/proc", Integer.toString(pid), "comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Why the program never ran, where that shows only at the end: what makes it another user's could
   * not start it.
   *
   * @return the failure; empty where it ran, and before {@link #poll()} has told the end
   */
  public Optional<LinuxException> neverBegun() {
    return neverBegun;
  }

  /**
   * Signals the program and all that it has started in its group. Does nothing once it is closed:
   * the number may be somebody else's then.
   *
   * @param signal the signal's number
   */
  public void signalGroup(int signal) {
    if (!reaped) {
      // ESRCH: nobody is left.
      int unused = SystemCalls.get().kill(-pid, signal);
    }
  }

  /**
   * Lets go of it. A program that has not ended yet goes on, and stays a child of this process; a
   * second call does nothing.
   */
  @Override
  public void close() {
    whenEnded.ifPresent(Descriptor::close);
    if (!reaped && poll().isPresent()) {
      look(0);
      reaped = true;
    }
  }
}
