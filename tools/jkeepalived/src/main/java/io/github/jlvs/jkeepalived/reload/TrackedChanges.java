// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.Tracked;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the scripts, files and processes that virtual routers track. */
final class TrackedChanges {
  private TrackedChanges() {}

  static List<Change> between(Tracked before, Tracked after) {
    List<Change> changes = new ArrayList<>();
    changes.addAll(
        new NamedThings<>(Subject.TRACKED, VrrpScript::thing)
            .between(before.scripts(), after.scripts(), TrackedChanges::script));
    changes.addAll(
        new NamedThings<>(Subject.TRACKED, TrackedFile::thing)
            .between(before.files(), after.files(), TrackedChanges::file));
    changes.addAll(
        new NamedThings<>(Subject.TRACKED, TrackedProcess::thing)
            .between(before.processes(), after.processes(), TrackedChanges::process));
    return changes;
  }

  private static List<String> script(VrrpScript before, VrrpScript after) {
    return new Settings<>(before, after)
        .compare("script", VrrpScript::command)
        .compare("interval", VrrpScript::interval)
        .compare("timeout", VrrpScript::timeout)
        .compare("rise", VrrpScript::rise)
        .compare("fall", VrrpScript::fall)
        .compare("init_fail", VrrpScript::initFail)
        .changed();
  }

  private static List<String> file(TrackedFile before, TrackedFile after) {
    return new Settings<>(before, after)
        .compare("file", TrackedFile::path)
        .compare("init_file", TrackedFile::init)
        .changed();
  }

  private static List<String> process(TrackedProcess before, TrackedProcess after) {
    return new Settings<>(before, after)
        .compare("process", TrackedProcess::command)
        .compare("param_match", TrackedProcess::match)
        .compare("quorum", TrackedProcess::quorum)
        .compare("quorum_max", TrackedProcess::quorumMax)
        .compare("fork_delay", TrackedProcess::forkDelay)
        .compare("terminate_delay", TrackedProcess::terminateDelay)
        .changed();
  }
}
