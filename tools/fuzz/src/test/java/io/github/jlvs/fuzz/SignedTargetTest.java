// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The target of signed advertisements begins behind the signature, and sees one that is wrong. */
class SignedTargetTest {
  private static final Target<?> TARGET = Targets.named("vrrp-signed");

  @Test
  void each_sound_input_is_believed_as_it_came_and_signed_anew() {
    List<Path> inputs = KeptInputs.files(KeptInputs.SOUND.resolve(TARGET.name()));

    assertThat(inputs).hasSize(3);
    for (Path input : inputs) {
      assertThat(judged(KeptInputs.bytes(input)))
          .as(input.toString())
          .containsPattern("AdvertisementReceived.* AdvertisementReceived");
    }
  }

  @Test
  void what_somebody_changed_is_refused_until_it_is_signed_anew() {
    byte[] sound = KeptInputs.bytes(KeptInputs.SOUND.resolve(TARGET.name()).resolve("version-2"));
    sound[sound.length - 1]++;

    assertThat(judged(sound))
        .containsPattern("AdvertisementRefused.*InvalidHmac.* AdvertisementReceived");
  }

  private static String judged(byte[] input) {
    return TARGET.given(input, 0).value().orElseThrow().toString();
  }
}
