// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

/** What happens to the kernel's table. */
public sealed interface OfTable extends DaemonEvent {
  /**
   * What somebody else had changed was put right.
   *
   * @param what it was that they changed, with its verb
   * @param operations that were done, in ipvsadm's options
   */
  record Repaired(String what, String operations) implements OfTable {
    @Override
    public EventKind kind() {
      return EventKind.TABLE_REPAIRED;
    }

    @Override
    public Told told() {
      return Told.of(kind(), what + " changed by somebody else, put right: " + operations);
    }
  }

  /**
   * Virtual services were removed that the configuration does not have.
   *
   * @param why who removed what
   * @param operations that were done, in ipvsadm's options
   */
  record Removed(String why, String operations) implements OfTable {
    @Override
    public EventKind kind() {
      return EventKind.TABLE_REMOVED;
    }

    @Override
    public Told told() {
      return Told.of(kind(), why + ": " + operations);
    }
  }

  /**
   * It could not be read or written.
   *
   * @param failure what, in a sentence
   */
  record Failed(String failure) implements OfTable {
    @Override
    public EventKind kind() {
      return EventKind.TABLE_STATE;
    }

    @Override
    public Told told() {
      return Told.of(kind(), failure).to("FAILED");
    }
  }

  /** After {@link Failed}: all is as it should be. */
  record Recovered() implements OfTable {
    @Override
    public EventKind kind() {
      return EventKind.TABLE_STATE;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "the table is as it should be again").to("RECOVERED");
    }
  }
}
