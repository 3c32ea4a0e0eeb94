// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import org.junit.jupiter.api.Test;

/** A table in memory refuses what the kernel refuses, and for the same reason. */
class TableEditorTest {
  private static final VirtualService WEB = VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "rr");
  private static final Destination SERVER =
      Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.MASQUERADE, 1);
  private static final Destination UPSIDE_DOWN =
      new Destination(SERVER.id(), Forwarding.MASQUERADE, 1, 5, 6);

  private final TableEditor editor = TableEditor.of(Table.EMPTY);

  private void does(Operation operation) {
    assertThat(editor.apply(operation)).isEmpty();
  }

  private void refuses(Operation operation, Errno reason) {
    Table before = editor.table();
    assertThat(editor.apply(operation)).contains(reason);
    assertThat(editor.table()).isEqualTo(before);
  }

  @Test
  void a_service_comes_once_and_goes_with_its_servers() {
    does(new Operation.AddService(WEB));
    refuses(new Operation.AddService(WEB), Errno.EEXIST);
    does(new Operation.AddDestination(WEB.id(), SERVER));
    assertThat(editor.table()).isEqualTo(Table.of(Table.Entry.of(WEB, SERVER)));
    does(new Operation.DeleteService(WEB.id()));
    refuses(new Operation.DeleteService(WEB.id()), Errno.ESRCH);
    does(new Operation.AddService(WEB));
    assertThat(editor.table()).isEqualTo(Table.of(Table.Entry.of(WEB)));
  }

  @Test
  void without_a_service_there_is_nothing_to_change() {
    refuses(new Operation.EditService(WEB), Errno.ESRCH);
    refuses(new Operation.ZeroService(WEB.id()), Errno.ESRCH);
    refuses(new Operation.AddDestination(WEB.id(), SERVER), Errno.ESRCH);
    refuses(new Operation.DeleteDestination(WEB.id(), SERVER.id()), Errno.ESRCH);
    does(new Operation.Flush());
    does(new Operation.ZeroAll());
  }

  @Test
  void thresholds_are_looked_at_before_anything_else() {
    does(new Operation.AddService(WEB));
    refuses(new Operation.EditDestination(WEB.id(), UPSIDE_DOWN), Errno.ERANGE);
    refuses(new Operation.EditDestination(WEB.id(), SERVER), Errno.ENOENT);
    does(new Operation.AddDestination(WEB.id(), SERVER));
    refuses(new Operation.AddDestination(WEB.id(), UPSIDE_DOWN), Errno.ERANGE);
    refuses(new Operation.AddDestination(WEB.id(), SERVER), Errno.EEXIST);
    does(new Operation.DeleteDestination(WEB.id(), SERVER.id()));
    refuses(new Operation.DeleteDestination(WEB.id(), SERVER.id()), Errno.ENOENT);
  }
}
