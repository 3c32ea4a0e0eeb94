// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.word;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.SimplePassword;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code authentication}. No message of it shows a password. */
final class AuthenticationReader {
  static final DeclaredBlock<AuthenticationReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.AUTHENTICATION,
          Keywords.<AuthenticationReader>none()
              .on(
                  keyword("auth_type", word("PASS", "PASS"))
                      .says("The kind of authentication; AH is an error"),
                  (reader, type) -> reader.type = type)
              .on(
                  keyword("auth_pass", Argument.of("a password", AuthenticationReader::password))
                      .says("The password, of which 8 bytes count"),
                  (reader, password) -> reader.password = password.or(() -> reader.password)));

  private final ReaderContext context;
  private Optional<Word> type = Optional.empty();
  private Optional<SimplePassword> password = Optional.empty();

  private AuthenticationReader(ReaderContext context) {
    this.context = context;
  }

  static Optional<SimplePassword> read(Statement authentication, ReaderContext context) {
    return new AuthenticationReader(context).read(authentication);
  }

  private Optional<SimplePassword> read(Statement authentication) {
    context.words().atMost(authentication, 0);
    new BlockReader<>(BLOCK, this, context).read(authentication.children());
    if (type.isEmpty()) {
      context
          .diagnostics()
          .error(authentication.position(), "'auth_type' is missing in this authentication");
      return Optional.empty();
    }
    Word kind = type.get();
    return switch (kind.text()) {
      case "PASS" -> {
        if (password.isEmpty()) {
          context
              .diagnostics()
              .error(
                  authentication.position(),
                  "'auth_pass' is missing or wrong in this authentication");
        }
        yield password;
      }
      case "AH" -> {
        context
            .diagnostics()
            .error(
                kind.position(),
                "authentication by AH is not supported (every router of the group would need 'PASS')");
        yield Optional.empty();
      }
      default -> {
        context.words().unknown(kind, "a kind of authentication", List.of("PASS"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<SimplePassword> password(Statement statement, Words words) {
    Optional<Word> word = words.at(statement, 0, "a password");
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (statement.arguments().size() > 1) {
      words
          .diagnostics()
          .warning(
              statement.arguments().get(1).position(),
              "the password ends before this word (put it in double quotes if a blank belongs to it)");
    }
    String text = word.get().text();
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length > SimplePassword.LENGTH) {
      words
          .diagnostics()
          .warning(
              word.get().position(),
              "this password is longer than 8 bytes: only the first 8 are used, as VRRP has room for");
    }
    // An empty one too is a password: eight zeros.
    return Optional.of(SimplePassword.of(Arrays.copyOf(octets, SimplePassword.LENGTH)));
  }
}
