// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.Tracked;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.VrrpScript;

/** Reads what is defined outside any brace for virtual routers to track. */
final class TrackedDefinitions {
  static final Keywords<TrackedDefinitions> KEYWORDS =
      Keywords.<TrackedDefinitions>none()
          .onEach(
              block("vrrp_script", "a name", VrrpScriptReader.BLOCK)
                  .says("A command whose success virtual routers track"),
              (reader, script) -> reader.scripts.define(script))
          .onEach(
              block("track_file", "a name", TrackFileReader.BLOCK)
                  .says("A file whose number virtual routers track"),
              (reader, file) -> reader.files.define(file))
          .onEach(
              block("vrrp_track_file", "a name", TrackFileReader.BLOCK)
                  .says("The same under its former name"),
              (reader, file) -> reader.files.define(file))
          .onEach(
              block("vrrp_track_process", "a name", TrackProcessReader.BLOCK)
                  .says("Processes whose number virtual routers track"),
              (reader, process) -> reader.processes.define(process));

  private final Definitions<VrrpScript> scripts;
  private final Definitions<TrackedFile> files;
  private final Definitions<TrackedProcess> processes;

  TrackedDefinitions(ReaderContext context) {
    this.scripts =
        new Definitions<>(
            "vrrp_script",
            "it is not run",
            block -> new VrrpScriptReader(context).read(block),
            context.diagnostics());
    this.files = context.trackedFiles();
    this.processes =
        new Definitions<>(
            "vrrp_track_process",
            "it is not looked for",
            block -> new TrackProcessReader(context).read(block),
            context.diagnostics());
  }

  Definitions<VrrpScript> scripts() {
    return scripts;
  }

  Definitions<TrackedFile> files() {
    return files;
  }

  Definitions<TrackedProcess> processes() {
    return processes;
  }

  /** Says which ones nobody tracks. */
  void finish() {
    scripts.finish();
    files.finish();
    processes.finish();
  }

  /** Those that somebody tracks. */
  Tracked things() {
    return new Tracked(scripts.used(), files.used(), processes.used());
  }
}
