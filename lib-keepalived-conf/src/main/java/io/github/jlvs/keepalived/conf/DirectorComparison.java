// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.compare.Comparison;
import io.github.jlvs.keepalived.conf.compare.DirectorFile;
import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the files of the two directors of a pair against each other. */
public final class DirectorComparison {
  private DirectorComparison() {}

  /**
   * Compares two files as they are read on one machine. Of a file that has errors these are all
   * that is said. A file whose lines count on one director alone ({@code @ID}) gets a warning, for
   * what they say on the other is not compared.
   *
   * @param one the file of one director
   * @param other the file of the other
   * @param options what the meaning of both depends on
   * @return errors for what would make both directors master or one of them unheard, warnings for
   *     what may be meant; most of them point into the first file and name the place in the second
   */
  public static List<Diagnostic> compare(Path one, Path other, ReaderOptions options) {
    ConditionWatch watch = new ConditionWatch(options.files());
    ReaderOptions watched =
        new ReaderOptions(options.configId(), watch, options.random(), options.tolerance());
    List<Diagnostic> found = compare(one, watched, other, watched);
    return Stream.concat(watch.warning(options.configId()).stream(), found.stream()).toList();
  }

  /**
   * Compares two files, each as its own director reads it, which may be one file twice. Of a file
   * that has errors these are all that is said.
   *
   * @param one the file of one director
   * @param ofOneDirector what its meaning depends on
   * @param other the file of the other
   * @param ofOtherDirector what its meaning depends on
   * @return what differs, as of the other method
   */
  public static List<Diagnostic> compare(
      Path one, ReaderOptions ofOneDirector, Path other, ReaderOptions ofOtherDirector) {
    List<ExplainedBlock> ofOne = new ArrayList<>();
    List<ExplainedBlock> ofOther = new ArrayList<>();
    ReadResult first =
        ConfigurationReader.explain(one, ofOneDirector, block -> keep(block).ifPresent(ofOne::add));
    ReadResult second =
        ConfigurationReader.explain(
            other, ofOtherDirector, block -> keep(block).ifPresent(ofOther::add));
    if (first.configuration().isEmpty() || second.configuration().isEmpty()) {
      return Stream.concat(first.diagnostics().stream(), second.diagnostics().stream())
          .filter(said -> said.severity() == Severity.ERROR)
          .toList();
    }
    return Comparison.of(
        new DirectorFile(one.toString(), first.configuration().get(), ofOne),
        new DirectorFile(other.toString(), second.configuration().get(), ofOther));
  }

  /** What messages point at; of a virtual server not its hundred real servers. */
  private static Optional<ExplainedBlock> keep(ExplainedBlock block) {
    return switch (block.keyword()) {
      case "vrrp_instance" -> Optional.of(block);
      case "virtual_server" ->
          Optional.of(
              new ExplainedBlock(
                  block.keyword(),
                  block.arguments(),
                  block.source(),
                  block.remark(),
                  block.value("protocol").stream().toList(),
                  List.of()));
      default -> Optional.empty();
    };
  }
}
