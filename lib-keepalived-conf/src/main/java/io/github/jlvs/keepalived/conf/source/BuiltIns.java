// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that need no definition; a definition of the same name comes first. */
final class BuiltIns {
  /** One more than the largest random number where none is given. */
  private static final long RANDOM_BOUND = 32768;

  private static final Pattern RANDOM =
      Pattern.compile("_RANDOM(?:\\s+([0-9]{1,10}))?(?:\\s+([0-9]{1,10}))?\\s*");

  private final String configId;
  private final RandomGenerator random;

  BuiltIns(String configId, RandomGenerator random) {
    this.configId = configId;
    this.random = random;
  }

  /** What stands between the braces, or after the dollar sign, as a value. */
  Optional<String> value(String reference, Path directory) {
    return switch (reference) {
      case "_PWD" -> Optional.of(directory.toAbsolutePath().normalize().toString());
      case "_INSTANCE" -> Optional.of(configId);
      case "_HASH" -> Optional.of("#");
      case "_BANG" -> Optional.of("!");
      default -> random(reference);
    };
  }

  private Optional<String> random(String reference) {
    Matcher range = RANDOM.matcher(reference);
    if (!range.matches()) {
      return Optional.empty();
    }
    long from = Optional.ofNullable(range.group(1)).map(Long::parseLong).orElse(0L);
    long to = Optional.ofNullable(range.group(2)).map(Long::parseLong).orElse(RANDOM_BOUND - 1);
    long least = Math.min(from, to);
    return Optional.of(Long.toString(random.nextLong(least, Math.max(from, to) + 1)));
  }
}
