// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Severity;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is wrong, and every word that is said about it: the cases are in bad-input.txt, and in
 * as-people-write.txt those that whole files of others have led to.
 */
class BadInputTest {
  @TestFactory
  Stream<DynamicTest> is_reported_where_it_stands() {
    return Stream.of("bad-input.txt", "as-people-write.txt")
        .flatMap(file -> Texts.cases(file).stream())
        .map(c -> DynamicTest.dynamicTest(c.situation(), () -> isReportedWhereItStands(c)));
  }

  private static void isReportedWhereItStands(Texts.Case given) {
    ReadResult result = ConfigurationReader.read("t.conf", given.text());

    assertThat(said(result)).isEqualTo(given.expected());
    boolean errors = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(result.configuration().isPresent()).isEqualTo(!errors);
  }

  private static String said(ReadResult result) {
    return result.diagnostics().stream().map(d -> d + "\n").collect(Collectors.joining());
  }
}
