// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes that ask for a URL. */
final class HttpRequest {
  private HttpRequest() {}

  static ByteBuffer bytes(HttpUrl url, HttpVersion version, InetSocketAddress remote) {
    List<HttpHeader> headers = new ArrayList<>();
    // A server that looks for checks in its log knows keepalived's by this name.
    add(headers, url, "User-Agent", "KeepAliveClient");
    add(headers, url, "Host", url.virtualHost().orElseGet(() -> authority(remote)));
    if (version.saysClose()) {
      add(headers, url, "Connection", "close");
    }
    if (url.method().equals("POST")) {
      add(headers, url, "Content-Length", "0");
    }
    headers.addAll(url.headers());
    StringBuilder text = new StringBuilder();
    text.append(url.method()).append(' ').append(url.path()).append(' ').append(version.text());
    for (HttpHeader header : headers) {
      text.append("\r\n").append(header.name()).append(": ").append(header.value());
    }
    return ByteBuffer.wrap(text.append("\r\n\r\n").toString().getBytes(UTF_8));
  }

  private static void add(List<HttpHeader> to, HttpUrl url, String name, String value) {
    if (url.headers().stream().noneMatch(header -> header.isNamed(name))) {
      to.add(new HttpHeader(name, value));
    }
  }

  private static String authority(InetSocketAddress remote) {
    return IpAddresses.format(remote.getAddress(), remote.getPort());
  }
}
