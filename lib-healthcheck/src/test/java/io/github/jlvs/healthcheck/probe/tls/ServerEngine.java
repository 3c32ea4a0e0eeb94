// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** An engine of the JDK in the place of a server, for one connection. */
final class ServerEngine {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLEngine engine;

  private ServerEngine(SSLEngine engine) {
    this.engine = engine;
  }

  static ServerEngine of(String version) throws GeneralSecurityException, IOException {
    return of(version, "good");
  }

  /** With the certificate of that alias. */
  private static ServerEngine of(String version, String alias)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    String servers = "/io/github/jlvs/healthcheck/linux/servers.p12";
    try (InputStream in = ServerEngine.class.getResourceAsStream(servers)) {
      store.load(in, PASSWORD);
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, PASSWORD);
    one.setKeyEntry(
        alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(new String[] {version});
    return new ServerEngine(engine);
  }

  /** One of TLS 1.3 with an RSA key that exchanges keys in no other groups. */
  static ServerEngine that(KeyExchange takes) throws GeneralSecurityException, IOException {
    ServerEngine server = of("TLSv1.3", "rsa");
    SSLParameters parameters = server.engine.getSSLParameters();
    parameters.setAlgorithmConstraints(takes.alone());
    server.engine.setSSLParameters(parameters);
    return server;
  }

  /**
   * Takes bytes.
   *
   * @param out takes what the handshake has to say to that
   * @return what was said to the server inside TLS
   * @throws SSLException where the server refuses; what it says of that is in {@code out}
   */
  String hears(ByteBuffer bytes, ByteArrayOutputStream out) throws SSLException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        out.writeBytes(says(""));
      } else if (bytes.hasRemaining()) {
        engine.unwrap(bytes, plain);
      } else {
        return US_ASCII.decode(plain.flip()).toString();
      }
    }
  }

  byte[] says(String text) throws SSLException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.wrap(text.getBytes(US_ASCII)), out);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  void close() {
    engine.closeOutbound();
  }
}
