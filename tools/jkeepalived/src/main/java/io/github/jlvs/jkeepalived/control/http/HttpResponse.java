// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer.
 *
 * @param status 200 to 599
 * @param contentType what the body is
 * @param fields further fields of the head, each such as {@code Allow: GET}
 * @param body the body
 */
public record HttpResponse(int status, String contentType, List<String> fields, Body body) {
  /** Copies the list. */
  public HttpResponse {
    fields = List.copyOf(fields);
  }

  /**
   * The same without its body, as HEAD is answered (RFC 9110 section 9.3.2). Its head says no
   * length then: that would have to be the one that GET gets.
   */
  public HttpResponse withoutBody() {
    return new HttpResponse(status, contentType, fields, Body.NONE);
  }

  /** The head, which stands in front of the body. */
  public byte[] head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(status).append(' ').append(reason()).append("\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    if (!body.equals(Body.NONE)) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    head.append("Cache-Control: no-store\r\nConnection: close\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 421 -> "Misdirected Request";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Status";
    };
  }
}
