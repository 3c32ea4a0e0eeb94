// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.dns.ResponseCode;
import io.github.jlvs.linux.Errno;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DNS_CHECK. The last failed try and the check that has failed with it are one line, and a success
 * is none. A failure that keepalived does not know is told in the words of the probe.
 *
 * @param remote where the check asks
 */
record DnsWords(InetSocketAddress remote) implements CheckWords {
  private static final int HIGHEST_ERRNO = 133;

  @Override
  public String name() {
    return "DNS_CHECK";
  }

  private String failed(ServiceAddress server, Failure failure) {
    return name() + " (" + server + ") " + what(failure);
  }

  private String what(Failure failure) {
    String detail = failure.detail();
    return switch (failure.cause()) {
      case TIMEOUT, UNANSWERED -> "read timeout from socket";
      case STATUS ->
          ResponseCode.named(detail.substring(detail.lastIndexOf(' ') + 1))
              .map(code -> "read error occurred. (rcode = " + code.number() + ")")
              .orElse(inOurWords(detail));
      case FAILED -> errno(detail).map(this::broken).orElse(inOurWords(detail));
      case CLOSED, GREETING, DIGEST, PATTERN -> inOurWords(detail);
    };
  }

  private static String inOurWords(String detail) {
    return "failed (" + detail + ")";
  }

  private static Optional<Errno> errno(String detail) {
    return IntStream.rangeClosed(1, HIGHEST_ERRNO)
        .mapToObj(Errno::new)
        .filter(errno -> detail.endsWith(errno.description()))
        .findFirst();
  }

  private String broken(Errno errno) {
    return errno.equals(Errno.ENETUNREACH)
        ? "network unreachable for ["
            + remote.getAddress().getHostAddress()
            + "]:"
            + remote.getPort()
        : "failed to read socket; errno " + errno.number() + " (" + errno.description() + ")";
  }

  @Override
  public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
    return event.retriesLeft() == 0
        ? Optional.empty()
        : Optional.of(failed(checked.server(), event.failure()));
  }

  /** The first result ever gets no retries, and no word of them. */
  @Override
  public Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
    String tries =
        event.retries() == checked.policy().retry() ? " after " + event.retries() + " retries" : "";
    return Optional.of(failed(checked.server(), event.failure()) + tries);
  }

  @Override
  public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
    return Optional.empty();
  }
}
