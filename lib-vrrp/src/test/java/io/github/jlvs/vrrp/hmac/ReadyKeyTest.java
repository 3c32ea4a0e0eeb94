// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A security provider is looked for when a key is read, and not when routers use it. */
class ReadyKeyTest {
  private int made;

  private Mac make(byte[] octets) {
    made++;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(octets, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatComputesIsMadeWithTheKeyAndNeverAgain() {
    HmacKey key = HmacKey.of(7, Octets.from(0, 32), this::make);
    assertThat(made).isEqualTo(1);

    HmacSettings settings = HmacSettings.of(HmacKeys.only(key), 100);
    Captured captured = Captured.V3_UNICAST;
    HmacVerifier verifier = new HmacVerifier(captured.router(), settings, List.of());
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    long unused =
        new HmacSigner(captured.router(), settings)
            .sign(captured.source(), captured.pdu(), captured.sentAt(), trailer);

    assertThat(
            verifier.verify(
                captured.source(), captured.pdu(), captured.trailer(), captured.sentAt()))
        .isInstanceOf(HmacVerdict.Signed.class);
    assertThat(trailer.flip()).isEqualTo(captured.trailer());
    assertThat(made).isEqualTo(1);
  }

  /** What one has begun is not in another. */
  @Test
  void eachUserHasOneOfItsOwn() {
    HmacKey key = HmacKey.of(7, Octets.from(0, 32), this::make);
    Mac begun = key.mac();
    begun.update((byte) 1);

    assertThat(key.mac().doFinal()).isEqualTo(key.mac().doFinal());
    assertThat(begun.doFinal()).isNotEqualTo(key.mac().doFinal());
  }

  /** A security provider may have none that can be copied. */
  @Test
  void oneThatCannotBeCopiedIsMadeAnew() {
    HmacKey key = HmacKey.of(7, Octets.from(0, 32), octets -> new Uncopied());

    assertThat(key.mac().doFinal()).isEqualTo(make(Octets.from(0, 32)).doFinal());
    assertThat(key.mac()).isNotSameAs(key.mac());
  }

  private static final class Uncopied extends Mac {
    Uncopied() {
      super(new NoMac(), Security.getProviders()[0], "none");
    }
  }

  private static final class NoMac extends MacSpi {
    @Override
    protected int engineGetMacLength() {
      return 0;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params) {}

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected byte[] engineDoFinal() {
      return new byte[0];
    }

    @Override
    protected void engineReset() {}
  }
}
