// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for one URL after another, each over its own connection, until one fails. */
final class HttpConversation implements Conversation {
  private final HttpVersion version;
  private final InetSocketAddress remote;
  private final Iterator<HttpUrl> others;
  private final Optional<Consumer<BodyDigest>> found;
  private HttpUrl url;
  private ResponseReader reader;

  HttpConversation(HttpProbe probe, Optional<Consumer<BodyDigest>> found) {
    this.found = found;
    version = probe.version();
    remote = probe.transport().remote();
    others = probe.urls().iterator();
    url = others.next();
    reader = new ResponseReader(url, found);
  }

  @Override
  public Step connected() {
    return new Send(HttpRequest.bytes(url, version, remote));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    Optional<ProbeResult> verdict = reader.take(bytes);
    return verdict.isPresent() ? follow(verdict.get()) : new Await();
  }

  @Override
  public Step closed() {
    return follow(reader.closed());
  }

  @Override
  public Step cutOff() {
    return follow(reader.cutOff());
  }

  @Override
  public String task() {
    return url.method() + " " + url.path();
  }

  private Step follow(ProbeResult verdict) {
    if (verdict instanceof ProbeResult.Failure failure) {
      return new Finish(new ProbeResult.Failure(failure.cause(), task() + ": " + failure.detail()));
    }
    if (!others.hasNext()) {
      return new Finish(verdict);
    }
    url = others.next();
    reader = new ResponseReader(url, found);
    return new Reconnect();
  }
}
