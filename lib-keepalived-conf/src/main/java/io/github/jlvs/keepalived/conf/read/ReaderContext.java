// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Vocabulary;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.route.IpNames;
import io.github.jlvs.keepalived.conf.route.RulePriorities;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.Optional;

/**
 * What all readers of one configuration share: which keywords there are, where messages go, and how
 * words become values that no keyword declares, such as an address in a list.
 */
final class ReaderContext {
  private final Words words;
  private final Vocabulary vocabulary;
  private final UnsupportedKeywords unsupported;
  private final SourceFiles files;
  private final IpNames names;
  private final RulePriorities priorities = new RulePriorities();
  private final AskedMail askedMail = new AskedMail();
  private final TlsClients tlsClients;
  private final Definitions<TrackedFile> trackedFiles;
  private final Tolerance tolerance;
  private int shared;

  ReaderContext(
      Diagnostics diagnostics, Vocabulary vocabulary, SourceFiles files, Tolerance tolerance) {
    this.words = new Words(diagnostics);
    this.files = files;
    this.names = new IpNames(files);
    this.vocabulary = vocabulary;
    this.tolerance = tolerance;
    this.unsupported = new UnsupportedKeywords(diagnostics);
    this.tlsClients = new TlsClients(this);
    this.trackedFiles =
        new Definitions<>(
            "track_file",
            "it is not looked at",
            block -> new TrackFileReader(this).read(block),
            diagnostics);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  boolean isStrict() {
    return tolerance == Tolerance.STRICT;
  }

  /**
   * How often a reader asked for what blocks have in common, or for what stands elsewhere: one that
   * did not has read what its own block says and nothing else.
   */
  int shared() {
    return shared;
  }

  /** Where files come from that are read with the configuration. */
  SourceFiles files() {
    shared++;
    return files;
  }

  /** Names of routing tables and the like. */
  IpNames names() {
    shared++;
    return names;
  }

  /** The priorities of rules that name none. */
  RulePriorities priorities() {
    shared++;
    return priorities;
  }

  /** The lines that ask for mail. */
  AskedMail askedMail() {
    shared++;
    return askedMail;
  }

  /** What checks speak TLS with. */
  TlsClients tlsClients() {
    shared++;
    return tlsClients;
  }

  /** The files whose numbers count, for virtual routers and for real servers. */
  Definitions<TrackedFile> trackedFiles() {
    shared++;
    return trackedFiles;
  }

  UnsupportedKeywords unsupported() {
    shared++;
    return unsupported;
  }

  Diagnostics diagnostics() {
    return words.diagnostics();
  }

  Words words() {
    return words;
  }

  /** A time in seconds that no keyword declares. */
  Optional<Duration> seconds(String of, String min, String max, Word word) {
    return read(Value.seconds(of, min, max), word);
  }

  <T> Optional<T> read(Value<T> value, Word word) {
    return value.read(word, words);
  }
}
