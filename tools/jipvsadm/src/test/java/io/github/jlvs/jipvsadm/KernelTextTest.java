// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.Privilege;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One error number means another thing for a service, a real server and a daemon. */
class KernelTextTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final Operation SERVICE = new Operation.DeleteService(WEB);
  private static final Operation SERVER =
      new Operation.DeleteDestination(WEB, DestinationId.of("10.0.0.2", 80));
  private static final Operation DAEMON = new Operation.StopDaemon(SyncDaemon.State.MASTER);

  @Test
  void what_is_missing() {
    assertThat(KernelText.meaning(SERVICE, Errno.ESRCH)).isEqualTo("No such service");
    assertThat(KernelText.meaning(SERVER, Errno.ESRCH)).isEqualTo("Service not defined");
    assertThat(KernelText.meaning(DAEMON, Errno.ESRCH)).isEqualTo("No daemon is running");
    assertThat(KernelText.meaning(SERVER, Errno.ENOENT)).isEqualTo("No such destination");
    assertThat(KernelText.meaning(SERVICE, Errno.ENOENT))
        .isEqualTo("Scheduler or persistence engine not found");
  }

  @Test
  void what_is_there_already() {
    assertThat(KernelText.meaning(SERVICE, Errno.EEXIST)).isEqualTo("Service already exists");
    assertThat(KernelText.meaning(SERVER, Errno.EEXIST)).isEqualTo("Destination already exists");
  }

  @Test
  void the_rest_is_called_what_libc_calls_it() {
    assertThat(KernelText.meaning(SERVER, Errno.ERANGE)).isEqualTo("Numerical result out of range");
    assertThat(KernelText.meaning(SERVICE, Errno.EPERM))
        .isEqualTo("Permission denied (you must be root)");
  }

  @Test
  void one_who_is_root_already_is_not_told_to_become_it() {
    assertThat(KernelText.denied(new Privilege(false, Set.of())))
        .isEqualTo(
            "Permission denied (you must be root): IPVS needs the capability CAP_NET_ADMIN; run it"
                + " with sudo");
    assertThat(KernelText.denied(new Privilege(true, Set.of())))
        .startsWith("Permission denied (you must be root): IPVS needs the capability CAP_NET_ADMIN")
        .contains("user namespace")
        .doesNotContain("sudo");
  }
}
