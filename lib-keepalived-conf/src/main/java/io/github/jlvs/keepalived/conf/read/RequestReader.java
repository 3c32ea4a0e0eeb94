// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.name;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how a url is asked for: the method, further headers, and who asks. */
final class RequestReader {
  private static final String GET = "GET";
  private static final List<String> METHODS = List.of(GET, "HEAD", "OPTIONS", "POST");

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
              keyword("user", Located.word(name()))
                  .byDefault(Standard.inWords("nobody"))
                  .says("Who asks, by basic authentication"),
              (reader, user) -> reader.user = user)
          .on(
              keyword("password_file", NamedFile.PATH)
                  .says("The file whose first line is the password"),
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
          .error(passwordFile.get().position(), "'password_file' needs 'user' beside it: who asks");
    }
    return all;
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
              asking.position(), "'user' needs 'password_file' beside it: where the password is");
    }
    return passwordFile.flatMap(file -> authentication(asking, file));
  }

  private Optional<HttpHeader> authentication(Located<String> asking, NamedFile file) {
    Optional<String> password = file.text(context).map(text -> text.lines().findFirst().orElse(""));
    if (password.isPresent() && password.get().isEmpty()) {
      context
          .diagnostics()
          .error(file.position(), "the first line of " + file.path() + " is empty: no password");
      return Optional.empty();
    }
    try {
      return password.map(secret -> HttpHeader.basicAuthentication(asking.value(), secret));
    } catch (IllegalArgumentException e) {
      context.diagnostics().error(asking.position(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
