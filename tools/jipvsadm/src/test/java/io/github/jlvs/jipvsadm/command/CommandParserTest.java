// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.ipvs.text.UsageException.Kind;
import io.github.jlvs.jipvsadm.FewNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command line means, and what is wrong with one that means nothing. */
class CommandParserTest {
  private static Command parse(String line) {
    return new CommandParser(new FewNames()).parse(List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "-Ln, -L -n",
    "-lnX, --list --numeric --exact",
    "-Lnc, -L -n -c",
    "-At 10.0.0.1:80, -A -t 10.0.0.1:80",
    "-At10.0.0.1:80 -swrr, --add-service --tcp-service=10.0.0.1:80 --scheduler=wrr",
    "-At web:http -p, -A -t 10.0.0.1:80 -p 360",
    "-A -t=10.0.0.1:80 -s=rr, -A -t 10.0.0.1:80 -s rr",
    "-Au 10.0.0.1:80 -op5, -A -u 10.0.0.1:80 -p 5 -o",
    "-at 10.0.0.1:80 -r 10.0.0.2 -mw3, -a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 3",
    "-at 10.0.0.1:80 -r 10.0.0.2:8080, -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g",
    "-A -s rr -p -t 10.0.0.1:80, -A -t 10.0.0.1:80 -s rr -p 360",
    "-L --sort --sort, -L",
    "-L --watch, -L --watch 2",
    "--set -- 1 2 3, --set 1 2 3",
    "-L --stats --rate --thresholds, -L --stats"
  })
  void two_ways_to_say_the_same(String one, String other) {
    assertThat(parse(one)).isEqualTo(parse(other));
  }

  @ParameterizedTest
  @CsvSource({
    // conflicts
    "-A -t 10.0.0.1:80 -D, MISUSE, 3, --delete-service",
    "-A -t 10.0.0.1:80 -u 10.0.0.1:80, MISUSE, 3, --udp-service",
    "-a -t 10.0.0.1:80 -r 10.0.0.2 -g -m, MISUSE, 6, --masquerading",
    "-L -c --stats, MISUSE, 2, --stats",
    "-L --timeout -t 10.0.0.1:80, MISUSE, 2, a service",
    "-L --watch --json, MISUSE, 2, --json",
    "-C -n, MISUSE, 1, --numeric",
    "-S -u 10.0.0.1:80, MISUSE, 1, --udp-service: it does not go",
    "-A -t 10.0.0.1:80 -m, MISUSE, 3, --masquerading: it does not go",
    "-A -u 10.0.0.1, MISUSE, 1, --udp-service 10.0.0.1: a service without port",
    "-A -t 10.0.0.1:80 -w 5, MISUSE, 3, --weight",
    "-L --atomic, MISUSE, 1, --atomic",
    "-A -6 -f 5, MISUSE, 1, -6",
    // missing
    "-A, MISUSE, 1, the service is missing",
    "-a -t 10.0.0.1:80, MISUSE, 3, the real server is missing",
    "-A -t, SYNTAX, 2, the value HOST[:PORT] is missing",
    "-A -t 10.0.0.1:80 -s, SYNTAX, 4, the value NAME is missing",
    "--set 1 2, MISUSE, 3, it takes three timeouts",
    "--set a 2 3, MISUSE, 1, --set a: it takes a number",
    "-R file, MISUSE, 1, rules are read from standard input",
    "--start-daemon, NO_COMMAND, 1, --start-daemon: the value master|backup is missing",
    // doubled
    "-A -t 10.0.0.1:80 -t 10.0.0.1:80, MISUSE, 3, given already",
    "-A -t 10.0.0.1:80 -s rr -s rr, MISUSE, 5, given already",
    "-Lnn, MISUSE, 0, --numeric: given already",
    // values
    "-A -t 10.0.0.1:80 -p x, MISUSE, 4, --persistent x",
    "-A -t 10.0.0.1:80 -p 0, MISUSE, 4, --persistent 0",
    "-A -t 10.0.0.1:65536, MISUSE, 2, --tcp-service 10.0.0.1:65536",
    "-A -f 0, MISUSE, 2, --fwmark-service 0",
    "-a -t 10.0.0.1:80 -r 10.0.0.2 -w -1, MISUSE, 6, --weight -1",
    "-L --watch 0, MISUSE, 2, --watch 0",
    "-L -n=1, SYNTAX, 1, --numeric takes no value",
    "-L --stats=1, SYNTAX, 1, --stats takes no value",
    // words that belong to nothing
    "-L word, MISUSE, 1, it belongs to no option",
    "-A -t 10.0.0.1:80 -- -s, MISUSE, 4, it belongs to no option",
    "-A --schedular rr, SYNTAX, 1, --schedular: there is no such option",
    "-Lz, SYNTAX, 0, -z: there is no such option",
    // no command
    "word, NO_COMMAND, 0, it is no command",
    "-t 10.0.0.1:80 -A, NO_COMMAND, 0, --tcp-service: it is no command",
    "--nonsense, NO_COMMAND, 0, --nonsense: there is no such option",
    "--, NO_COMMAND, 0, it is no command"
  })
  void what_is_wrong_and_where(String line, Kind kind, int word, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              assertThat(e.message()).contains(message);
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.word()).isEqualTo(word);
            });
  }

  @Test
  void no_word_at_all_is_the_list_with_names() {
    assertThat(new CommandParser(new FewNames()).parse(List.of())).isEqualTo(parse("-L"));
  }
}
