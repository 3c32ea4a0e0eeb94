// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an error number means of each operation, and which ones another writer explains. */
class RefusalTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final VirtualService SERVICE =
      VirtualService.of(WEB, "odd").withPersistence(60).withPersistenceEngine("sip");
  private static final Destination SERVER =
      Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);

  private static final Operation ADD_SERVICE = new Operation.AddService(SERVICE);
  private static final Operation EDIT_SERVICE = new Operation.EditService(SERVICE);
  private static final Operation DELETE_SERVICE = new Operation.DeleteService(WEB);
  private static final Operation ADD = new Operation.AddDestination(WEB, SERVER);
  private static final Operation EDIT = new Operation.EditDestination(WEB, SERVER);
  private static final Operation DELETE = new Operation.DeleteDestination(WEB, SERVER.id());
  private static final Operation START =
      new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 1));
  private static final Operation STOP = new Operation.StopDaemon(SyncDaemon.State.MASTER);
  private static final Operation SET = new Operation.SetTimeouts(new Timeouts(1, 2, 3));
  private static final List<Operation> ALL =
      List.of(
          ADD_SERVICE,
          EDIT_SERVICE,
          DELETE_SERVICE,
          ADD,
          EDIT,
          DELETE,
          new Operation.ZeroService(WEB),
          new Operation.ZeroAll(),
          new Operation.Flush(),
          SET,
          START,
          STOP);

  private static Set<Operation> conflicts(Errno errno) {
    return ALL.stream()
        .filter(operation -> Refusal.isConflict(operation, errno))
        .collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void another_writer_explains_that_an_addition_exists_and_that_a_change_has_no_object() {
    assertThat(conflicts(Errno.EEXIST)).containsExactlyInAnyOrder(ADD_SERVICE, ADD);
    // An unknown scheduler is ENOENT too, and would be so again.
    assertThat(conflicts(Errno.ENOENT)).containsExactlyInAnyOrder(EDIT, DELETE);
    assertThat(conflicts(Errno.ESRCH))
        .containsExactlyInAnyOrder(
            EDIT_SERVICE, DELETE_SERVICE, ADD, EDIT, DELETE, new Operation.ZeroService(WEB));
    assertThat(conflicts(Errno.EINVAL)).isEmpty();
    assertThat(conflicts(Errno.EPERM)).isEmpty();
  }

  @Test
  void the_same_number_means_another_thing_of_another_operation() {
    assertThat(Refusal.meaning(ADD_SERVICE, Errno.ENOENT))
        .isEqualTo(
            "the kernel has no scheduler \"odd\" (module ip_vs_odd), or no persistence engine"
                + " \"sip\"");
    assertThat(Refusal.meaning(DELETE, Errno.ENOENT))
        .isEqualTo("the service has no such destination");
    assertThat(Refusal.meaning(STOP, Errno.ESRCH)).isEqualTo("no such daemon is running");
    assertThat(Refusal.meaning(EDIT, Errno.ESRCH)).isEqualTo("there is no such service");
    assertThat(Refusal.meaning(START, Errno.EEXIST)).startsWith("a daemon of this state");
    assertThat(Refusal.meaning(ADD, Errno.EEXIST)).startsWith("the service has this destination");
    assertThat(Refusal.meaning(ADD_SERVICE, Errno.EEXIST)).startsWith("the service is there");
    assertThat(Refusal.meaning(ADD, Errno.EINVAL)).contains("unicast");
    assertThat(Refusal.meaning(START, Errno.EINVAL)).contains("multicast");
    assertThat(Refusal.meaning(SET, Errno.EINVAL)).contains("timeout");
    assertThat(Refusal.meaning(EDIT, new Errno(34))).contains("threshold");
  }

  @Test
  void a_number_that_says_it_all_is_not_explained() {
    assertThat(ALL)
        .allSatisfy(operation -> assertThat(Refusal.meaning(operation, Errno.EPERM)).isEmpty());
    assertThat(Refusal.meaning(new Operation.Flush(), Errno.ENOENT)).isEmpty();
  }
}
