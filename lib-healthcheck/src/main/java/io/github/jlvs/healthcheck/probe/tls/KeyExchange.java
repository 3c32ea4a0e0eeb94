// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A family of the groups that keys are exchanged in (RFC 8446, section 4.2.7). The JDK makes a key
 * pair of each family that it offers, of which a server uses one; the other is a fifth to a quarter
 * of what a check costs. So a server that has chosen once is offered that family alone.
 */
enum KeyExchange {
  /** X25519 and X448. */
  XDH("x", 0x001d, 0x001e),
  /** Curves of NIST. */
  ECDHE("secp", 0x0017, 0x0019),
  /** Finite fields. */
  FFDHE("ffdhe", 0x0100, 0x0104);

  /** What the JDK's names of its groups begin with. */
  private final String names;

  private final int first;
  private final int last;

  KeyExchange(String names, int first, int last) {
    this.names = names;
    this.first = first;
    this.last = last;
  }

  /** The family of a group, by its number; empty of one that is in none of them. */
  static Optional<KeyExchange> of(int group) {
    return Arrays.stream(values())
        .filter(each -> each.first <= group && group <= each.last)
        .findFirst();
  }

  /**
   * Whether a server with these certificates can be offered this family alone. The JDK offers a
   * signature of ECDSA only where it offers keys of the same curve.
   */
  boolean sufficesFor(SSLSession session) {
    try {
      return this == ECDHE
          || Arrays.stream(session.getPeerCertificates()).noneMatch(KeyExchange::isOfCurve);
    } catch (SSLPeerUnverifiedException noCertificate) {
      return false;
    }
  }

  private static boolean isOfCurve(Certificate certificate) {
    return certificate.getPublicKey().getAlgorithm().equals("EC")
        || !(certificate instanceof X509Certificate signed)
        || signed.getSigAlgName().contains("ECDSA");
  }

  /** Leaves out the groups of all other families, and signatures on their curves. */
  AlgorithmConstraints alone() {
    return new Alone(this);
  }

  private record Alone(KeyExchange wanted) implements AlgorithmConstraints {
    @Override
    public boolean permits(Set<CryptoPrimitive> uses, String name, AlgorithmParameters parameters) {
      return !uses.contains(CryptoPrimitive.KEY_AGREEMENT)
          || Arrays.stream(values())
              .allMatch(each -> each == wanted || !name.startsWith(each.names));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String name, Key key, AlgorithmParameters parameters) {
      return true;
    }
  }
}
