// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tool as a user runs it, on one host. */
record Doctor(Host host, List<String> command, List<String> options) {
  static final String COMMAND = Checkout.path("tools/bin/jlvs-doctor");

  /** Those that its manual names. */
  static final ExitStatuses STATUSES = ExitStatuses.of(0, 1, 2, 3, 64);

  private static final Path IPVS = Path.of("/proc/net/ip_vs");
  private static final List<String> STATES = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");

  /** The tool itself. */
  Doctor(Host host, List<String> options) {
    this(host, List.of(COMMAND), options);
  }

  /** By way of the daemon that runs there. */
  static Doctor ofDaemon(Host host) {
    return new Doctor(
        host, List.of(Checkout.path("tools/bin/jkeepalivedctl"), "doctor"), List.of());
  }

  /** On a director, with that director's file. */
  static Doctor ofDirector(Host host) {
    return new Doctor(host, List.of("-f", Guide.FILE));
  }

  /** On a real server that knows its directors' file. */
  static Doctor ofRealServer(Host host) {
    return new Doctor(host, List.of("--real-server", "-f", Guide.FILE));
  }

  /** What it found. */
  record Report(JsonNode json) {
    List<String> checked() {
      return texts("checked");
    }

    /** The checks that found something; that this kernel has no IPVS is no fault of the test's. */
    List<String> found() {
      List<String> names = all();
      if (!Files.exists(IPVS)) {
        names.remove("ipvs-kernel");
      }
      return names;
    }

    /** The checks that found something. */
    List<String> all() {
      List<String> names = new ArrayList<>();
      json.path("findings").forEach(each -> names.add(each.path("check").asText()));
      return names;
    }

    /** The only finding, which must be of this check. */
    JsonNode only(String check) {
      assertThat(found()).as("findings of %s", json).containsExactly(check);
      return finding(check);
    }

    /** The first finding of this check, which must be there. */
    JsonNode finding(String check) {
      for (JsonNode each : json.path("findings")) {
        if (each.path("check").asText().equals(check)) {
          return each;
        }
      }
      throw new AssertionError("no finding of " + check + ": " + json);
    }

    /** The commands of a finding, as they are typed on this host. */
    static List<String> commands(JsonNode finding) {
      List<String> lines = new ArrayList<>();
      finding
          .path("remedies")
          .forEach(
              each -> {
                if (each.has("command") && !each.has("host")) {
                  lines.add(each.path("command").asText());
                }
              });
      return lines;
    }

    private List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      json.path(name).forEach(each -> texts.add(each.asText()));
      return texts;
    }
  }

  /** Runs it, behind a command that executes it, such as setpriv. */
  Report examine(String... behind) {
    List<String> words = new ArrayList<>(List.of(behind));
    words.addAll(command);
    words.add("--json");
    words.addAll(options);
    CommandResult result = host.attempt(STATUSES, words.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    try {
      JsonNode json = new ObjectMapper().readTree(result.out());
      assertThat(STATES.get(result.status())).isEqualTo(json.path("state").asText());
      return new Report(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + result.out(), e);
    }
  }

  /**
   * Types the commands that a finding names for this host, and looks again: the fault is gone, and
   * what found it has looked.
   */
  Report mend(JsonNode finding) {
    List<String> commands = Report.commands(finding);
    assertThat(commands).as("commands of %s", finding).isNotEmpty();
    commands.forEach(host::sh);
    return healthy(finding.path("check").asText());
  }

  /** Looks again: there is no fault, and this check has looked. */
  Report healthy(String check) {
    Report after = examine();
    assertThat(after.found()).as("findings of %s", after.json()).isEmpty();
    assertThat(after.checked()).contains(check);
    return after;
  }
}
