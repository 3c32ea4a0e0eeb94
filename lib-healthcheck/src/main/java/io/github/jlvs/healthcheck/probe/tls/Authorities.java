// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Certificates that are trusted. They count themselves, beside where they come from: a file with
 * other certificates makes another check.
 *
 * @param source where they come from, for messages
 */
record Authorities(String source, List<Certificate> certificates) {

  /** Throws IOException that says which file and why. */
  static Authorities read(Path file) throws IOException {
    byte[] pem;
    try {
      pem = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read the certificates of " + file + ": no such file", e);
    } catch (IOException e) {
      throw new IOException("cannot read the certificates of " + file + ": " + e.getMessage(), e);
    }
    try {
      return of(file.toString(), pem);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Throws IllegalArgumentException that says which source and why. */
  static Authorities of(String source, byte[] pem) {
    List<Certificate> found;
    try {
      InputStream in = new ByteArrayInputStream(pem);
      found = List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "cannot take certificates from "
              + source
              + ": it is no PEM file ("
              + e.getMessage()
              + ")",
          e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot take certificates from " + source + ": it has none");
    }
    return new Authorities(source, found);
  }

  /** The JDK's own way of judging a chain and a host name. */
  X509ExtendedTrustManager judge() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager judge) {
        return judge;
      }
    }
    throw new IllegalStateException("this Java has no X.509 trust manager: use another");
  }
}
