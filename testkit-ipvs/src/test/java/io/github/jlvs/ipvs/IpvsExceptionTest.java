// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.wire.ConnectionTable;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.netlink.ExtendedAcknowledgement;
import io.github.jlvs.netlink.NetlinkException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The leaves of the tree whose root is {@link LinuxException}: one catch has everything. */
class IpvsExceptionTest {
  private static final VirtualService WEB =
      VirtualService.of(ServiceId.tcp("10.0.0.100", 80), "wlc");
  private static final Operation ADD = new Operation.AddService(WEB);

  private static LinuxException caught(ThrowingCallable code) {
    LinuxException caught = catchThrowableOfType(LinuxException.class, code);
    assertThat(caught).isInstanceOf(IpvsException.class);
    return caught;
  }

  @Test
  void aRefusedChangeIsThereAsAValueAndInWords() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.add(WEB);
      LinuxException e = caught(() -> ipvs.add(WEB));

      assertThat(((IpvsException) e).change()).contains(ADD);
      assertThat(e.operation()).isEqualTo("-A -t 10.0.0.100:80 -s wlc");
      assertThat(e.errno()).isEqualTo(Errno.EEXIST);
      assertThat(e.reason()).isEqualTo("File exists (EEXIST): the service is there already");
      assertThat(e.advice()).isEqualTo("edit it");
      assertThat(e)
          .hasMessage(
              "-A -t 10.0.0.100:80 -s wlc: File exists (EEXIST): the service is there already;"
                  + " edit it");
      assertThat(e.getCause())
          .isExactlyInstanceOf(NetlinkException.class)
          .hasMessage("-A -t 10.0.0.100:80 -s wlc: File exists (EEXIST)");
    }
  }

  @Test
  void theSameIsInTheOutcomesOfABatch() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      List<Outcome> outcomes = ipvs.apply(List.of(ADD, ADD));

      IpvsException cause = ((Outcome.Refused) outcomes.get(1)).cause();
      assertThat(cause.change()).contains(ADD);
      assertThat(cause.advice()).isEqualTo("edit it");
      assertThat(outcomes.get(1)).hasToString(cause.getMessage());
    }
  }

  @Test
  void theKernelsWordsComeBeforeWhatTheNumberMeans() {
    NetlinkException refusal =
        new NetlinkException(
            ADD,
            Errno.ENOENT,
            new ExtendedAcknowledgement(
                "nothing of that name",
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty()));
    IpvsException e = new IpvsException(ADD, refusal);

    assertThat(e.details()).isEqualTo(refusal.details());
    assertThat(e.reason())
        .isEqualTo(
            "No such file or directory (ENOENT): nothing of that name: the kernel has no scheduler"
                + " \"wlc\" (module ip_vs_wlc)");
    assertThat(e.advice()).isEmpty();
  }

  @Test
  void withoutTheRightAdviceIsTheSameForReadingAndChanging() {
    String advice = Privilege.ofThisThread().advice(Capability.NET_ADMIN);
    try (Ipvs ipvs = new FakeIpvsKernel().withoutPermission().open()) {
      LinuxException reading = caught(ipvs::services);
      LinuxException changing = caught(ipvs::flush);

      assertThat(reading)
          .hasMessage("list the virtual services: Operation not permitted (EPERM); " + advice)
          .hasCauseExactlyInstanceOf(NetlinkException.class);
      assertThat(((IpvsException) reading).change()).isEmpty();
      assertThat(changing).hasMessage("-C: Operation not permitted (EPERM); " + advice);
      assertThat(changing.advice()).isEqualTo(advice);
    }
  }

  @Test
  void aSystemCallThatFailedIsTheCause() {
    IpvsOptions elsewhere =
        IpvsOptions.defaults().inNamespace(NetworkNamespace.named("jlvs-no-such-namespace"));

    LinuxException e = caught(() -> Ipvs.open(elsewhere));

    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    assertThat(e)
        .hasMessageStartingWith("open /run/netns/jlvs-no-such-namespace: ")
        .hasCauseExactlyInstanceOf(LinuxException.class);
  }

  @Test
  void connectionsThatCannotBeReadSayWhatTheJdkSays() {
    IOException broken = new IOException("broken");

    LinuxException e = ConnectionTable.unreadable(broken);

    assertThat(e.errno()).isEqualTo(Errno.EIO);
    assertThat(e)
        .hasMessage(
            "read the connection table /proc/thread-self/net/ip_vs_conn: java.io.IOException:"
                + " broken; it needs a kernel with IPVS, and root")
        .hasCause(broken);
  }

  @Test
  void aKernelWithoutIpvsSaysWhatCameOfLoadingItAndWhatToDo() {
    LinuxException e = new IpvsUnavailableException("modprobe said no", true);

    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    assertThat(e.operation()).isEqualTo("open the kernel's IPVS");
    assertThat(e.reason()).isEqualTo("this kernel has no IP Virtual Server (modprobe said no)");
    assertThat(e.advice()).startsWith("load the module as root");
    assertThat(e).hasMessage(e.operation() + ": " + e.reason() + "; " + e.advice()).hasNoCause();
  }

  @Test
  void whatAConsumerThrowsComesOutAsItIs() {
    IpvsException thrown = new IpvsUnavailableException("why", false);
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.add(WEB);

      assertThat(
              caught(
                  () ->
                      ipvs.eachService(
                          service -> {
                            throw thrown;
                          })))
          .isSameAs(thrown);
    }
  }
}
