// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.keepalived.conf.argument.NumberedKey;
import io.github.jlvs.keepalived.conf.argument.Placed;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Secrets;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpAddresses;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How values are shown: as they would be written, and never a password. */
final class Shown {
  private static final int NANOS = 9;

  private Shown() {}

  /** What the reader makes of a line; nothing where the line does not count. */
  static Optional<String> value(BlockKind kind, Keyword<?> keyword, Statement line) {
    Object read = keyword.argument().read(line, new Words(new Diagnostics()));
    if (Secrets.mayFollow(keyword.name())) {
      return Optional.of(withoutSecret(read));
    }
    Optional<String> shown = value(read, line);
    boolean oneWord = line.arguments().size() < 2;
    return shown.map(
        text ->
            oneWord && isRight(keyword, text, line.position())
                ? text
                : asWritten(RootReader.VOCABULARY.block(kind), line));
  }

  /** Whatever else stands in the line may belong to it. */
  private static String withoutSecret(Object read) {
    Object value = read instanceof Optional<?> optional ? optional.orElse(null) : read;
    if (value instanceof WebhookUrl || value instanceof NumberedKey) {
      return value.toString();
    }
    return value instanceof HttpHeader header
        ? '"' + header.name() + ": " + Secrets.MASK + '"'
        : Secrets.MASK;
  }

  /** Whether the value may be written so: of some keywords it is not the word that it came from. */
  private static boolean isRight(Keyword<?> keyword, String value, Position at) {
    List<Word> words = value.isEmpty() ? List.of() : List.of(new Word(at, value, value));
    Statement line =
        new Statement(new Word(at, keyword.name(), keyword.name()), words, value, Optional.empty());
    Diagnostics wrong = new Diagnostics();
    Object unused = keyword.argument().read(line, new Words(wrong));
    return wrong.sorted().isEmpty();
  }

  private static Optional<String> value(Object read, Statement line) {
    if (read instanceof Optional<?> optional) {
      return optional.flatMap(inner -> value(inner, line));
    } else if (read instanceof Placed placed) {
      return value(placed.value(), line);
    } else if (read instanceof Duration time) {
      return Optional.of(seconds(time));
    } else if (read instanceof Boolean on) {
      return Optional.of(on ? "on" : "off");
    } else if (read instanceof InetAddress address) {
      return Optional.of(IpAddresses.format(address));
    } else if (read instanceof Number || read instanceof Enum<?>) {
      return Optional.of(read.toString());
    } else if (read instanceof Position) {
      return Optional.of("");
    }
    return Optional.of(line.argumentText());
  }

  /** What stands behind the keyword of a line that nothing reads. */
  static String asWritten(KnownBlock block, Statement line) {
    return Secrets.masked(line, block, line.argumentText());
  }

  /** The keyword of such a line. */
  static String keyword(KnownBlock block, Statement line) {
    return Secrets.masked(line, block, line.keyword().raw());
  }

  private static String seconds(Duration time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), NANOS));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }
}
