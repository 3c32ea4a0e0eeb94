// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a request: its line (RFC 9112 section 3) and what of its fields counts here. */
final class HeadParser {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile("(?<method>" + TOKEN + ") (?<target>[!-~]+) HTTP/(?<version>[0-9]\\.[0-9])");
  private static final Pattern FIELD =
      Pattern.compile("(?<name>" + TOKEN + "):[ \\t]*+(?<value>[^\\x00-\\x08\\x0a-\\x1f\\x7f]*)");

  /** Of the absolute form, the part that the path follows. */
  private static final Pattern AUTHORITY = Pattern.compile("(?i)http://[^/?#]+");

  private static final int LONGEST_METHOD = 32;

  private HeadParser() {}

  /** Of a whole head, with its line ends. */
  static Decoded parse(String head) {
    List<String> lines = List.of(head.split("\r?\n", -1));
    if (lines.get(0).isEmpty()) {
      return refused("a request begins with its line, such as GET /v1/status HTTP/1.1");
    }
    Matcher line = LINE.matcher(lines.get(0));
    if (!line.matches() || line.end("method") > LONGEST_METHOD) {
      return refused("the first line is no request, such as GET /v1/status HTTP/1.1");
    }
    String version = line.group("version");
    if (!version.startsWith("1.")) {
      return new Decoded.Refused(505, "HTTP/" + version + " is not spoken here: send HTTP/1.1");
    }
    Optional<Decoded> refusal = fields(lines.subList(1, lines.size()), !version.equals("1.0"));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String target = line.group("target");
    Matcher authority = AUTHORITY.matcher(target);
    String path = authority.lookingAt() ? "/" + stripSlash(target, authority.end()) : target;
    return path.startsWith("/")
        ? new Decoded.Whole(new HttpRequest(line.group("method"), path))
        : refused("a request asks for a path, which begins with '/'");
  }

  private static String stripSlash(String target, int end) {
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  private static Optional<Decoded> fields(List<String> lines, boolean hostNeeded) {
    int hosts = 0;
    int lengths = 0;
    for (String line : lines) {
      if (line.isEmpty()) {
        break;
      }
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        return Optional.of(refused("a line of the request's head is no field, such as Host: ds1"));
      }
      switch (field.group("name").toLowerCase(Locale.ROOT)) {
        case "host" -> hosts++;
        case "transfer-encoding" -> {
          return Optional.of(noBody());
        }
        case "content-length" -> {
          lengths++;
          if (lengths > 1 || !field.group("value").strip().matches("0+")) {
            return Optional.of(noBody());
          }
        }
        default -> {
          // Concerns caches, agents and proxies, of which there are none here.
        }
      }
    }
    return hosts > 1 || (hostNeeded && hosts == 0)
        ? Optional.of(refused("a request of HTTP/1.1 has one field Host"))
        : Optional.empty();
  }

  private static Decoded noBody() {
    return new Decoded.Refused(413, "a request has no body here");
  }

  private static Decoded refused(String why) {
    return new Decoded.Refused(400, why);
  }
}
