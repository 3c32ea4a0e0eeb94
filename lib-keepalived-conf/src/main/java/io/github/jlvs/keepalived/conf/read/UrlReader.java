// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.probe.http.BodyDigest;
import io.github.jlvs.healthcheck.probe.http.BodyPattern;
import io.github.jlvs.healthcheck.probe.http.HttpExpectation;
import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.StatusRange;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code url} of HTTP_GET and SSL_GET: one request, and the answer that is right. */
final class UrlReader {
  private static final Pattern PATH = Pattern.compile("/[!-~]*");
  private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{32}");

  static final DeclaredBlock<UrlReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.URL,
          Keywords.<UrlReader>none()
              .on(
                  keyword("path", Argument.only("a path", "a path", UrlReader::path))
                      .says("What is asked for, with the query if there is one"),
                  (reader, path) -> reader.path = path)
              .on(
                  keyword("virtualhost", HostName.NAME)
                      .byDefault(
                          Standard.ofBlockAround()
                              .orElse(Standard.inWords("the server's address and port")))
                      .says("The host that the request names"),
                  (reader, host) -> reader.host = host)
              .onEach(
                  keyword("status_code", StatusCodes.CODES)
                      .byDefault("200-299")
                      .says("The codes of a right answer; several lines add up"),
                  (reader, codes) -> reader.codes.addAll(codes))
              .on(
                  keyword(
                          "digest",
                          Argument.only("32 hexadecimal digits", "a digest", UrlReader::digest))
                      .says("The MD5 digest of the body of a right answer"),
                  (reader, digest) -> reader.digest = digest)
              .on(
                  keyword("body_contains", Phrase.of("a text", "a text"))
                      .says("What stands in the first 64 KiB of the body of a right answer"),
                  (reader, text) -> reader.text = text)
              .with(RegexReader.KEYWORDS, reader -> reader.regex)
              .with(RequestReader.KEYWORDS, reader -> reader.request));

  private final Statement url;
  private final ReaderContext context;
  private final RegexReader regex;
  private final RequestReader request;
  private final List<StatusRange> codes = new ArrayList<>();
  private Optional<String> path = Optional.empty();
  private Optional<String> host = Optional.empty();
  private Optional<BodyDigest> digest = Optional.empty();
  private Optional<Word> text = Optional.empty();
  private Optional<BodyPattern> pattern = Optional.empty();
  private List<HttpHeader> headers = List.of();

  UrlReader(Statement url, ReaderContext context) {
    this.url = url;
    this.context = context;
    this.regex = new RegexReader(context);
    this.request = new RequestReader(context);
  }

  UrlReader read() {
    context.words().atMost(url, 0);
    new BlockReader<>(BLOCK, this, context).read(url.children());
    if (url.children().stream().noneMatch(line -> line.name().equals("path"))) {
      context
          .diagnostics()
          .error(url.position(), "'path' is missing in this url: write what to ask for, such as /");
    }
    pattern = pattern();
    headers = request.headers();
    if (!request.hasBodyInAnswer() && (pattern.isPresent() || digest.isPresent())) {
      context
          .diagnostics()
          .error(url.position(), "the answer to HEAD has no body: write 'method GET' in this url");
    }
    return this;
  }

  private Optional<BodyPattern> pattern() {
    Optional<BodyPattern> matched = regex.pattern();
    if (text.isPresent() && matched.isPresent()) {
      context
          .diagnostics()
          .error(
              text.get().position(),
              "a url has 'regex' or 'body_contains': write a second url for the other");
    }
    text.filter(word -> word.text().isEmpty())
        .ifPresent(word -> context.words().wrong(word, "every body contains an empty text"));
    return matched.or(() -> text.map(word -> BodyPattern.text(word.text())));
  }

  /** Where it says who asks. */
  Optional<Position> positionOfUser() {
    return request.positionOfUser();
  }

  /**
   * Makes the request.
   *
   * @param hostAround the host that the blocks around it name
   * @return nothing where it is reported that there is no path
   */
  Optional<HttpUrl> within(Optional<String> hostAround) {
    HttpExpectation expected =
        new HttpExpectation(
            codes.isEmpty() ? HttpExpectation.DEFAULT.statuses() : codes, digest, pattern);
    return path.map(
        at -> new HttpUrl(at, request.method(), host.or(() -> hostAround), headers, expected));
  }

  private static Optional<String> path(Word word, Words words) {
    if (PATH.matcher(word.text()).matches()) {
      return Optional.of(word.text());
    }
    words.wrong(
        word,
        Quoted.quote(word.text())
            + (word.text().startsWith("/")
                ? " has a character that no request may have: write it as %XX (a blank is %20)"
                : " is not a path: it begins with '/'"));
    return Optional.empty();
  }

  private static Optional<BodyDigest> digest(Word word, Words words) {
    if (DIGEST.matcher(word.text()).matches()) {
      return Optional.of(new BodyDigest(word.text()));
    }
    words.wrong(
        word,
        Quoted.quote(word.text())
            + " is not the MD5 digest of a body: 32 hexadecimal digits, as md5sum prints them");
    return Optional.empty();
  }
}
