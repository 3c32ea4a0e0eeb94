// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Waits for the greeting, says HELO, says QUIT, and wants a reply to each. */
final class SmtpConversation implements Conversation {
  private static final int READY = 220;
  private static final int COMPLETED = 250;

  private enum Stage {
    GREETING,
    HELO,
    QUIT
  }

  private final String helo;
  private Stage stage = Stage.GREETING;
  private ReplyReader reader = new ReplyReader();

  SmtpConversation(String helo) {
    this.helo = helo;
  }

  @Override
  public Step connected() {
    return new Await();
  }

  /** What comes before its command is its reply all the same: pieces must not count. */
  @Override
  public Step received(ByteBuffer bytes) {
    StringBuilder commands = new StringBuilder();
    try {
      for (Optional<Integer> code = reader.take(bytes);
          code.isPresent();
          code = reader.take(bytes)) {
        Optional<ProbeResult> verdict = verdict(code.get());
        if (verdict.isPresent()) {
          return new Finish(verdict.get());
        }
        commands.append(nextCommand());
        reader = new ReplyReader();
      }
    } catch (MalformedMessageException e) {
      return new Finish(
          stage == Stage.QUIT ? ProbeResult.SUCCESS : wrong(String.valueOf(e.getMessage())));
    }
    return commands.isEmpty()
        ? new Await()
        : new Send(ByteBuffer.wrap(commands.toString().getBytes(US_ASCII)));
  }

  private Optional<ProbeResult> verdict(int code) {
    return switch (stage) {
      case GREETING -> unless(READY, code);
      case HELO -> unless(COMPLETED, code);
      case QUIT -> Optional.of(ProbeResult.SUCCESS);
    };
  }

  private Optional<ProbeResult> unless(int expected, int code) {
    return code == expected
        ? Optional.empty()
        : Optional.of(wrong("code " + code + ", expected " + expected));
  }

  private String nextCommand() {
    if (stage == Stage.GREETING) {
      stage = Stage.HELO;
      return "HELO " + helo + "\r\n";
    }
    stage = Stage.QUIT;
    return "QUIT\r\n";
  }

  @Override
  public Step closed() {
    return new Finish(
        failure(Cause.CLOSED, "the server closed the connection without a whole reply"));
  }

  @Override
  public ProbeResult broken(String happened) {
    return new ProbeResult.Failure(Cause.CLOSED, happened);
  }

  @Override
  public String task() {
    return stage == Stage.GREETING ? "greeting" : stage.name();
  }

  private ProbeResult wrong(String why) {
    return failure(stage == Stage.GREETING ? Cause.GREETING : Cause.STATUS, why);
  }

  private ProbeResult failure(Cause cause, String detail) {
    return new ProbeResult.Failure(cause, task() + ": " + detail);
  }
}
