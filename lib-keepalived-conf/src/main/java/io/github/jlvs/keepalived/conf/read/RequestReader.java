// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how a url is asked for: the method, further headers, and who asks. */
final class RequestReader {
  private static final String GET = "GET";
  private static final List<String> METHODS = List.of(GET, "HEAD", "OPTIONS", "POST");

  /** No message shows the word: a password may stand behind a colon. */
  private static final Argument<Optional<String>> USER =
      Argument.only("a name", "a name", RequestReader::user);

  static final Keywords<RequestReader> KEYWORDS =
      Keywords.<RequestReader>none()
          .on(
              keyword(
                      "method",
                      Argument.only(
                          String.join(", ", METHODS),
                          "a method of HTTP",
                          new ChoiceValue("a method of HTTP that a check may use", METHODS)))
                  .byDefault(GET)
                  .says("How it is asked for; nothing is sent behind the head"),
              (reader, method) -> reader.method = method)
          .onEach(
              keyword("header", HeaderArgument.HEADER)
                  .says("A further header; no message shows its value"),
              (reader, header) -> header.ifPresent(reader.headers::add))
          .on(
              keyword("http_user", Located.word(USER))
                  .byDefault(Standard.inWords("nobody"))
                  .says("Who asks, by basic authentication"),
              (reader, user) -> reader.user = user)
          .on(
              keyword("http_password_file", NamedFile.PATH)
                  .says("A file that others cannot read, whose first line is the password"),
              RequestReader::passwordFile);

  private final ReaderContext context;
  private final List<HttpHeader> headers = new ArrayList<>();
  private Optional<String> method = Optional.empty();
  private Optional<Located<String>> user = Optional.empty();
  private boolean passwordGiven;
  private Optional<NamedFile> passwordFile = Optional.empty();

  RequestReader(ReaderContext context) {
    this.context = context;
  }

  String method() {
    return method.orElse(GET);
  }

  boolean hasBodyInAnswer() {
    return !method().equals("HEAD");
  }

  Optional<Position> positionOfUser() {
    return user.map(Located::position);
  }

  /** The headers that are written, and the one that says who asks. */
  List<HttpHeader> headers() {
    List<HttpHeader> all = new ArrayList<>(headers);
    user.flatMap(this::authentication).ifPresent(all::add);
    if (user.isEmpty() && passwordFile.isPresent()) {
      context
          .diagnostics()
          .error(
              passwordFile.get().position(),
              "'http_password_file' needs 'http_user' beside it: who asks");
    }
    return all;
  }

  private static Optional<String> user(Word word, Words words) {
    if (word.text().contains(":")) {
      words.wrong(
          word, "a user has no colon in his name (the password stands in 'http_password_file')");
      return Optional.empty();
    }
    return Optional.of(word.text());
  }

  private void passwordFile(Optional<NamedFile> file) {
    passwordGiven = true;
    passwordFile = file;
  }

  private Optional<HttpHeader> authentication(Located<String> asking) {
    if (!passwordGiven) {
      context
          .diagnostics()
          .error(
              asking.position(),
              "'http_user' needs 'http_password_file' beside it: where the password is");
    }
    return passwordFile.flatMap(file -> authentication(asking, file));
  }

  private Optional<HttpHeader> authentication(Located<String> asking, NamedFile file) {
    if (headers.stream().anyMatch(header -> header.isNamed("Authorization"))) {
      context
          .diagnostics()
          .error(asking.position(), "a header Authorization of this url says already who asks");
      return Optional.empty();
    }
    return file.password(context)
        .map(secret -> HttpHeader.basicAuthentication(asking.value(), secret));
  }
}
