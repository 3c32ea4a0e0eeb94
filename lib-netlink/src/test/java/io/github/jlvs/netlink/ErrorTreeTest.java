// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.linux.Sysctl;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One catch is enough, and it has everything. The tree goes on in lib-ipvs, and so does this. */
class ErrorTreeTest {
  private static final ExtendedAcknowledgement EXPLAINED =
      new ExtendedAcknowledgement(
          "too long", OptionalInt.of(20), OptionalInt.empty(), OptionalInt.empty());

  @Test
  void aFailedSystemCallSaysWhatWhyAndWhatToDo() {
    LinuxException e = new LinuxException("open x", Errno.EMFILE);

    assertThat(e.operation()).isEqualTo("open x");
    assertThat(e.errno()).isEqualTo(Errno.EMFILE);
    assertThat(e.reason()).isEqualTo("Too many open files (EMFILE)");
    assertThat(e.advice()).isEqualTo("raise the limit of open files (ulimit -n)");
    assertThat(e)
        .hasMessage(
            "open x: Too many open files (EMFILE); raise the limit of open files (ulimit -n)")
        .hasNoCause();
  }

  @Test
  void whereThereIsNoAdviceTheMessageEndsWithTheReason() {
    assertThat(new LinuxException("bind to x", Errno.EADDRINUSE))
        .hasMessage("bind to x: Address already in use (EADDRINUSE)")
        .extracting(LinuxException::advice)
        .isEqualTo("");
  }

  @Test
  void aRefusedRequestHasTheKernelsWordsToo() {
    NetlinkException e = new NetlinkException("add link x", Errno.EINVAL, EXPLAINED);

    assertThat(e.details()).isEqualTo(EXPLAINED);
    assertThat(e.reason())
        .isEqualTo("Invalid argument (EINVAL): too long, at byte 20 of the request");
    assertThat(e.advice()).isEmpty();
    assertThat(e).hasMessage("add link x: " + e.reason());
  }

  @Test
  void whatLacksTheRightIsTheSameQuestionForAll() {
    Privilege mine = Privilege.ofThisThread();
    for (Errno errno : List.of(Errno.EPERM, Errno.EACCES)) {
      assertThat(errno.isPermission()).isTrue();
      assertThat(new LinuxException("x", errno).advice())
          .isEqualTo(mine.advice(Capability.NET_ADMIN, Capability.NET_RAW));
      assertThat(new NetlinkException("x", errno).advice())
          .isEqualTo(mine.advice(Capability.NET_ADMIN));
    }
    assertThat(new NetlinkException("x", Errno.EACCES, EXPLAINED).advice()).isEmpty();
    assertThat(Errno.EROFS.isPermission()).isFalse();
    assertThat(new NetlinkException("x", Errno.EMFILE).advice()).contains("ulimit");
  }

  @Test
  void whatIsBehindAFailureIsItsCauseAndKeepsItsWords() {
    NetlinkException first = new NetlinkException("add x", Errno.EINVAL, EXPLAINED);
    NetlinkException behind = new NetlinkException("add y", first);

    assertThat(behind).hasCause(first).hasMessage("add y: " + first.reason());
    assertThat(behind.details()).isEqualTo(EXPLAINED);
    assertThat(new NetlinkException("add z", new LinuxException("send", Errno.ENOBUFS)).details())
        .isEqualTo(ExtendedAcknowledgement.NONE);
  }

  @Test
  void theMessageIsPutIntoWordsWhenItIsAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    Object operation =
        new Object() {
          @Override
          public String toString() {
            return "operation " + asked.incrementAndGet();
          }
        };
    LinuxException e = new NetlinkException(operation, Errno.ENOENT);

    assertThat(asked).hasValue(0);
    assertThat(e).hasMessageStartingWith("operation ");
  }

  @Test
  void aSocketThatCannotBeOpenedSaysWhichSystemCallFailed() {
    NetlinkOptions elsewhere =
        NetlinkOptions.defaults().inNamespace(NetworkNamespace.named("jlvs-no-such-namespace"));

    LinuxException e =
        catchThrowableOfType(
            LinuxException.class,
            () -> NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC, elsewhere));

    assertThat(e.operation()).isEqualTo("open /run/netns/jlvs-no-such-namespace");
    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    assertThat(e).isExactlyInstanceOf(LinuxException.class);
  }

  @Test
  void theJdksOwnFailureIsTheCauseOfAKernelParametersOne() {
    LinuxException e =
        catchThrowableOfType(LinuxException.class, () -> new Sysctl("net/ipv4/nothing").read());

    assertThat(e)
        .hasMessage("read kernel parameter net/ipv4/nothing: No such file or directory (ENOENT)")
        .hasCauseInstanceOf(NoSuchFileException.class);
  }
}
