// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.DirectorComparison;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What is asked of a configuration without starting anything. Needs no root. */
final class Questions {
  private static final int OK = 0;
  private static final int CANNOT_GO_ON = 1;
  private static final int BAD_CONFIGURATION = 2;
  private static final int FOUND_SOMETHING = 5;
  private static final int NO_CONFIGURATION = 6;

  private final CommandLineOptions options;
  private final ReaderOptions reading;
  private final PrintStream out;
  private final PrintStream err;

  Questions(CommandLineOptions options, ReaderOptions reading, PrintStream out, PrintStream err) {
    this.options = options;
    this.reading = reading;
    this.out = out;
    this.err = err;
  }

  /** The status of the program; nothing where it shall run. */
  OptionalInt answer() {
    for (Path file :
        options.compare.map(other -> List.of(options.file, other)).orElse(List.of(options.file))) {
      if (!Files.exists(file)) {
        err.println(
            "jkeepalived: there is no configuration file "
                + file
                + (file.equals(options.file) ? "; name one with --use-file" : ""));
        return OptionalInt.of(NO_CONFIGURATION);
      }
    }
    if (options.compare.isPresent()) {
      return OptionalInt.of(compare(options.compare.get()));
    } else if (options.explain.isPresent()) {
      return OptionalInt.of(explain(options.explain.get()));
    } else if (options.configTest) {
      ReadResult result = ConfigurationReader.read(options.file, reading);
      return OptionalInt.of(ConfigurationTest.report(result, options.configTestLog, err));
    }
    return OptionalInt.empty();
  }

  private int compare(Path other) {
    List<Diagnostic> found =
        options.otherId.isPresent()
            ? DirectorComparison.compare(
                options.file, reading, other, reading.withId(options.otherId.get()))
            : DirectorComparison.compare(options.file, other, reading);
    found.forEach(err::println);
    return found.isEmpty() ? OK : FOUND_SOMETHING;
  }

  private int explain(CommandLineOptions.Format format) {
    ReadResult result;
    try {
      result =
          switch (format) {
            case TEXT ->
                ConfigurationReader.explain(
                    options.file, reading, block -> out.print(block.text()));
            case JSON -> explainAsJson();
          };
    } catch (UncheckedIOException e) {
      return notWritten();
    }
    result.diagnostics().forEach(err::println);
    // A stream of this kind throws nothing: half an explanation would pass for a whole one.
    if (out.checkError()) {
      return notWritten();
    }
    return result.configuration().isPresent() ? OK : BAD_CONFIGURATION;
  }

  private int notWritten() {
    err.println(
        "jkeepalived: the explanation could not be written whole: is the disk full, or has its"
            + " reader ended?");
    return CANNOT_GO_ON;
  }

  private ReadResult explainAsJson() {
    try (ExplainedJson json = new ExplainedJson(out)) {
      return ConfigurationReader.explain(options.file, reading, json::block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
