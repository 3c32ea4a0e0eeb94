// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over sockets for conversations of limited length. Whom it trusts another factory knows; the
 * unconnected socket that it gives is a plain one, over which its user has TLS laid.
 */
final class TimedTls extends SSLSocketFactory {
  private final TimedSockets plain;
  private final SSLSocketFactory trust;

  TimedTls(Duration limit, SSLSocketFactory trust) {
    this.plain = new TimedSockets(limit);
    this.trust = trust;
  }

  @Override
  public Socket createSocket() {
    return plain.createSocket();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return trust.createSocket(socket, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(plain.createSocket(host, port), host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(plain.createSocket(host, port, from, fromPort), host, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(plain.createSocket(host, port), host.getHostAddress(), port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(
        plain.createSocket(host, port, from, fromPort), host.getHostAddress(), port, true);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return trust.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return trust.getSupportedCipherSuites();
  }
}
