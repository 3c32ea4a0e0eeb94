// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

/** The fuzzer's way in: tools/fuzz/run names the target in the property jlvs.fuzz.target. */
public final class Fuzz {
  private static final Target<?> TARGET =
      Targets.named(System.getProperty("jlvs.fuzz.target", "")).fuzzed();

  private Fuzz() {}

  /** Loads the decoder's classes, which the fuzzer rewrites, before its clock starts. */
  public static void fuzzerInitialize() {
    KeptInputs.files(KeptInputs.SOUND.resolve(TARGET.name()))
        .forEach(input -> TARGET.check(KeptInputs.bytes(input)));
  }

  /**
   * Called by the fuzzer, once an input.
   *
   * @param input the bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.check(input);
  }
}
