// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
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

  private static final Pattern LENGTH = Pattern.compile("[0-9]+");

  private static final int LONGEST_METHOD = 32;

  /** In digits, that an int holds. */
  private static final int LONGEST_NUMBER = 9;

  /** RFC 9110 section 15.5.14. */
  private static final int TOO_LARGE = 413;

  /** RFC 9110 section 15.5.20. */
  private static final int MISDIRECTED = 421;

  private HeadParser() {}

  /** Of a whole head, with its line ends. */
  static Head parse(String head, Predicate<String> answered) {
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
      return refused(505, "HTTP/" + version + " is not spoken here: send HTTP/1.1");
    }
    String target = line.group("target");
    Matcher authority = AUTHORITY.matcher(target);
    String path = authority.lookingAt() ? "/" + stripSlash(target, authority.end()) : target;
    HttpRequest request = new HttpRequest(line.group("method"), path);
    return path.startsWith("/")
        ? fields(lines.subList(1, lines.size()), request, !version.equals("1.0"), answered)
        : refused("a request asks for a path, which begins with '/'");
  }

  private static String stripSlash(String target, int end) {
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  private static Head fields(
      List<String> lines, HttpRequest request, boolean hostNeeded, Predicate<String> answered) {
    List<String> hosts = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    Optional<String> length = Optional.empty();
    for (String line : lines) {
      if (line.isEmpty()) {
        break;
      }
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        return refused("a line of the request's head is no field, such as Host: ds1");
      }
      switch (field.group("name").toLowerCase(Locale.ROOT)) {
        case "host" -> hosts.add(field.group("value").strip());
        case "accept" -> accepted.add(field.group("value"));
        case "transfer-encoding" -> {
          return refused(TOO_LARGE, "a body comes whole here, with its Content-Length");
        }
        case "content-length" -> {
          if (length.isPresent()) {
            return refused("a request has one Content-Length at the most");
          }
          length = Optional.of(field.group("value").strip());
        }
        default -> {
          // Concerns caches, agents and proxies, of which there are none here.
        }
      }
    }
    if (hosts.size() > 1 || (hostNeeded && hosts.isEmpty())) {
      return refused("a request of HTTP/1.1 has one field Host");
    }
    Accept accept = Accept.parse(String.join(",", accepted));
    return hosts.stream().allMatch(answered)
        ? withBody(
            new HttpRequest(request.method(), request.target(), accept, ""), length.orElse("0"))
        : refused(MISDIRECTED, "this host is not served here: ask for localhost");
  }

  private static Head withBody(HttpRequest request, String length) {
    if (!LENGTH.matcher(length).matches()) {
      return refused("Content-Length is no number of octets");
    }
    // Of as many digits as make no difference.
    String digits = length.substring(Math.max(0, length.length() - LONGEST_NUMBER));
    boolean hidden = !length.substring(0, length.length() - digits.length()).matches("0*");
    int octets = Integer.parseInt(digits);
    if (hidden || octets > RequestDecoder.LONGEST_BODY) {
      return refused(
          TOO_LARGE, "a body has " + RequestDecoder.LONGEST_BODY + " octets at the most here");
    }
    if (octets > 0 && !request.isPost()) {
      return refused(TOO_LARGE, "only POST has a body here");
    }
    return new Head.Understood(request, octets);
  }

  private static Head refused(String why) {
    return refused(400, why);
  }

  private static Head refused(int status, String why) {
    return new Head.Refused(new Decoded.Refused(status, why));
  }
}
