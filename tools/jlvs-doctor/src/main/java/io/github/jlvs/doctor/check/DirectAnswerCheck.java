// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * On a director: whether real servers that accept connections to their own address accept those to
 * the virtual address as well. One that accepts neither is for its checks to find.
 */
final class DirectAnswerCheck implements Check {
  @Override
  public String name() {
    return "direct-answer";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Verdict.of(
        seen.directAnswers(),
        answers ->
            answers.stream()
                .filter(DirectAnswer::accepted)
                .flatMap(each -> each.refusal().map(why -> finding(each, why)).stream())
                .toList());
  }

  private static Finding finding(DirectAnswer answer, String refusal) {
    String server = IpAddresses.format(answer.server().getAddress());
    String virtual = IpAddresses.format(answer.virtual().getAddress());
    return new Finding(
        Severity.CRITICAL,
        "real server " + server + " does not answer as " + text(answer.virtual()),
        List.of(
            "a connection to " + text(answer.server()) + " from here is accepted",
            "a SYN for "
                + text(answer.virtual())
                + (answer.tunnel() ? " in its tunnel" : " in a frame to it alone")
                + ": "
                + refusal),
        "A check of its own address succeeds, and every client that is sent there gets no answer.",
        List.of(
            Remedy.on(server, "jlvs-doctor --real-server --vip " + virtual),
            new Remedy.Advice(
                "It lacks the address, a packet filter drops what comes for it, or the server does"
                    + " not listen on it. With DR_CHECK in its real_server jkeepalived takes it out"
                    + " of the table as long as that lasts.")));
  }

  private static String text(InetSocketAddress address) {
    return IpAddresses.format(address.getAddress(), address.getPort());
  }
}
