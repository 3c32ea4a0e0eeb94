// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.fuzz.Text;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Configurations, from text to words and from words to meaning. */
public final class ConfigurationTargets {
  /** Definitions and sequences may make up to 32 MiB of text out of a few bytes. */
  private static final Allowance EXPANDED = new Allowance(4L << 30, 64 << 10, 1);

  private ConfigurationTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("keepalived-conf", ConfigurationTargets::configuration, List.of())
            .allowed(EXPANDED),
        Target.of("keepalived-conf-tree", ConfigurationTargets::tree, List.of())
            .allowed(Allowance.FOR_TEXTS)
            .with(RoundTrip.whole(Text::bytes)));
  }

  private static String configuration(ByteBuffer region) {
    ReaderOptions options =
        new ReaderOptions("host", SourceFiles.NONE, new SplittableRandom(1), Tolerance.USUAL);
    ReadResult result = ConfigurationReader.read("fuzz.conf", Text.of(region), options);
    return result.configuration() + " " + result.diagnostics();
  }

  /** The tree as it prints itself, which must mean the same tree. */
  private static String tree(ByteBuffer region) {
    return ConfigurationTree.parse(
            "fuzz.conf", Text.of(region), RootReader.VOCABULARY.root(), new Diagnostics())
        .print();
  }
}
