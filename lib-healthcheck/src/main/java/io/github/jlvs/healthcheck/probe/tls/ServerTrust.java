// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import io.github.jlvs.net.Quoted;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the certificate of a server. The JDK's trust manager has the say; this finds the words,
 * for the JDK's name the certificate path and not the cause. Without one, anything is taken.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private final Optional<X509ExtendedTrustManager> judge;
  private final OptionalInt leastDays;

  ServerTrust(Optional<X509ExtendedTrustManager> judge, OptionalInt leastDays) {
    this.judge = judge;
    this.leastDays = leastDays;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (judge.isPresent()) {
      try {
        judge.get().checkServerTrusted(chain, authType, engine);
      } catch (CertificateException e) {
        throw new CertificateException(reason(chain[0], e), e);
      }
    }
    if (leastDays.isPresent()) {
      requireDays(chain[0], leastDays.getAsInt());
    }
  }

  private static String reason(X509Certificate leaf, CertificateException refused) {
    try {
      leaf.checkValidity();
    } catch (CertificateExpiredException e) {
      return "its certificate expired on " + instant(leaf.getNotAfter());
    } catch (CertificateNotYetValidException e) {
      return "its certificate is not valid before " + instant(leaf.getNotBefore());
    }
    // Of the JDK's reasons only that of the name is a plain CertificateException.
    if (refused.getClass() == CertificateException.class) {
      return "its certificate is for another host: " + refused.getMessage();
    }
    if (!(refused.getCause() instanceof GeneralSecurityException)) {
      return "its certificate is not one of a server: " + refused.getMessage();
    }
    if (isSelfSigned(leaf)) {
      return "its certificate is self-signed, and not in the file of trusted ones";
    }
    return "its certificate comes from an unknown authority, "
        + Quoted.quote(leaf.getIssuerX500Principal().getName())
        + " ("
        + refused.getMessage()
        + ")";
  }

  private static boolean isSelfSigned(X509Certificate leaf) {
    if (!leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
      return false;
    }
    try {
      leaf.verify(leaf.getPublicKey());
      return true;
    } catch (GeneralSecurityException signedByAnother) {
      return false;
    }
  }

  private static void requireDays(X509Certificate leaf, int days) throws CertificateException {
    Instant wanted = Instant.now().plus(Duration.ofDays(days));
    try {
      leaf.checkValidity(Date.from(wanted));
    } catch (CertificateExpiredException e) {
      throw new CertificateException(
          "its certificate ends on "
              + instant(leaf.getNotAfter())
              + ", less than "
              + days
              + " days from now",
          e);
    } catch (CertificateNotYetValidException e) {
      throw new CertificateException(
          "its certificate is not valid before " + instant(leaf.getNotBefore()), e);
    }
  }

  private static Instant instant(Date date) {
    return date.toInstant();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw engineOnly();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw engineOnly();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw engineOnly();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw engineOnly();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw engineOnly();
  }

  private static CertificateException engineOnly() {
    return new CertificateException("checks are clients, and ask through an engine alone");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
  }
}
