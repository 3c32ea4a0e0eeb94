// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Errno;
import java.util.Optional;

/**
 * What the kernel tells of processes and threads: {@code struct proc_event} of linux/cn_proc.h. A
 * thread has a number of its own; the process that it belongs to has that of its first thread.
 */
public sealed interface ProcessEvent {
  /**
   * A process or a thread was made.
   *
   * @param parent the process that made it; of a thread its own
   * @param thread the new thread
   * @param process the process of the new thread: a new one where both are the same
   */
  record Forked(int parent, int thread, int process) implements ProcessEvent {
    /**
     * Whether it is a new process, and not only a new thread.
     *
     * @return true if so
     */
    public boolean isProcess() {
      return thread == process;
    }
  }

  /**
   * A process runs another program now.
   *
   * @param process the process
   */
  record Executed(int process) implements ProcessEvent {}

  /**
   * A thread has another name.
   *
   * @param thread the thread
   * @param process its process, whose name it is where both are the same
   * @param name the new name, at most 15 bytes, a char for each
   */
  record Renamed(int thread, int process, String name) implements ProcessEvent {}

  /**
   * A thread has ended.
   *
   * @param thread the thread
   * @param process its process, which has ended where both are the same
   */
  record Exited(int thread, int process) implements ProcessEvent {}

  /**
   * The answer to the wish to listen, or not to, of whatever socket.
   *
   * @param refused why it was refused; empty where it was not
   */
  record Acknowledged(Optional<Errno> refused) implements ProcessEvent {}

  /**
   * Anything else.
   *
   * @param kind its number in the header file
   */
  record Other(int kind) implements ProcessEvent {}
}
