// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.VirtualService;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that ipvsadm saves, with what it forgets. */
class RuleTextTest {
  /** Written by ipvsadm 1.31 of a real kernel, sorted and numeric; -x and -y put in by hand. */
  private static final String SAVED =
      """
      -A -t 172.16.0.1:80 -s rr
      -a -t 172.16.0.1:80 -r 172.16.0.2:80 -g -w 1 -x 200 -y 100
      -A -t 10.0.0.100:443 -s sh -p 600 -M 255.255.255.0 -b sh-fallback,sh-port
      -a -t 10.0.0.100:443 -r 10.0.0.12:8080 -m -w 0
      -a -t 10.0.0.100:443 -r 10.0.0.14:443 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
      -a -t 10.0.0.100:443 -r 10.0.0.15:443 -i -w 1 --tun-type gue --tun-port 5 --tun-remcsum
      -a -t 10.0.0.100:443 -r 10.0.0.16:443 -i -w 1 --tun-type gre --tun-nocsum
      -A -u 10.0.0.100:5060 -s sh -p 600 --pe sip -o -b sh-fallback
      -A --sctp-service 10.0.0.100:3868 -s nq
      -A -t [2001:db8::80]:80 -s mh -p 300 -M 64 -b mh-port
      -a -t [2001:db8::80]:80 -r 10.0.0.11:80 -i -w 1 --tun-type ipip
      -a -t [2001:db8::80]:80 -r [2001:db8::11]:80 -m -w 1
      -A -f 5 -s wrr -b flag-1,flag-2
      -A -f 6 -6 -s rr
      -a -f 6 -6 -r [2001:db8::3]:0 -g -w 0
      """;

  @Test
  void what_ipvsadm_saved_is_read_and_written_again_letter_by_letter() {
    ParsedRules rules = RuleText.parse(SAVED);

    assertThat(rules.errors()).isEmpty();
    assertThat(RuleText.format(rules.table())).isEqualTo(SAVED);
    assertThat(rules.table()).hasToString(SAVED);
  }

  @Test
  void defaults_comments_long_names_and_the_programs_name_are_understood() {
    ParsedRules rules =
        RuleText.parse(
            """
            # rules of the shop

            ipvsadm --add-service --tcp-service=10.0.0.1:80 -p
            \t-a -t 10.0.0.1:80 --real-server 10.0.0.2
              -at 10.0.0.1:80 -r 10.0.0.3:8080 --masquerading -w5\r
            -A -f 0000000001\
            """);

    assertThat(rules.errors()).isEmpty();
    assertThat(RuleText.format(rules.table()))
        .isEqualTo(
            """
            -A -t 10.0.0.1:80 -s wlc -p 360
            -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1
            -a -t 10.0.0.1:80 -r 10.0.0.3:8080 -m -w 5
            -A -f 1 -s wlc
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -A -t 10.0.0.1:80 -s rr extra                 | 25 | "extra": it belongs to no option
          -t 10.0.0.1:80                                | 1  | --tcp-service: it is no command; a line starts with -A or -a
          -A                                            | 3  | --add-service: the service is missing (-t, -u, --sctp-service or -f)
          -A -t 10.0.0.1:80 -u 10.0.0.1:80              | 19 | --udp-service: given already, or another option like it
          -A -t 10.0.0.1:80 -t 10.0.0.1:81              | 19 | --tcp-service: given already, or another option like it
          -At 10.0.0.1:80 -swrr -Q                      | 23 | -Q: there is no such option
          -A -t localhost:80                            | 7  | --tcp-service localhost:80: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t [10.0.0.1]:80                           | 7  | --tcp-service [10.0.0.1]:80: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t [2001:db8::1]                           | 7  | --tcp-service [2001:db8::1]: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t 10.0.0.1:http                           | 7  | --tcp-service 10.0.0.1:http: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t 10.0.0.1:65536                          | 7  | --tcp-service 10.0.0.1:65536: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t 10.0.0.1:99999999999999999999           | 7  | --tcp-service 10.0.0.1:99999999999999999999: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
          -A -t 10.0.0.1:80 -s                          | 21 | -s: the value NAME is missing
          -A -t 10.0.0.1:80 -p ten                      | 22 | --persistent ten: it takes a number from 0 to 4294967295
          -A -t 10.0.0.1:80 -M 255.255.255.0            | 19 | --netmask: it needs -p, for it tells which clients count as one
          -A -t 10.0.0.1:80 -p 1 -M 24                  | 27 | --netmask 24: an IPv4 mask is like 255.255.255.0
          -A -t [::1]:80 -p 1 -M 129                    | 24 | --netmask 129: an IPv6 mask is a length from 1 to 128
          -A -t 10.0.0.1:80 -s rr -b sh-port            | 25 | --sched-flags sh-port: it is a flag of scheduler sh, and the scheduler is rr
          -A -t 10.0.0.1:80 -6                          | 19 | -6: it stands behind -f MARK, and nowhere else
          -A -f 0                                       | 7  | --fwmark-service 0: it takes a number from 1 to 4294967295
          -A -t 10.0.0.1:80 -w 3                        | 19 | --weight: it does not go with --add-service
          -A -t 10.0.0.1:80 -s sixteen-letters-         | 19 | scheduler name must have 1..15 characters, not 16: "sixteen-letters-"
          -a -t 1.1.1.1:1                               | 16 | --add-server: the real server is missing (-r)
          -A -t 10.0.0.1:80 -s -p 300                   | 25 | "300": it belongs to no option
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 -w -1            | 33 | --weight -1: it takes a number from 0 to 2147483647
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 -w 2147483648    | 33 | --weight 2147483648: it takes a number from 0 to 2147483647
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 -g -m            | 33 | --masquerading: given already, or another option like it
          -a -t 1.1.1.1:1 -r [::1]:2 -m                 | 17 | --real-server [::1]:2: its address family is not that of the service TCP 1.1.1.1:1; that needs a tunnel (-i)
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 --tun-csum       | 30 | --tun-csum: it needs a tunnel (-i)
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 -i --tun-type gue | 33 | --tun-type gue: it needs a port (--tun-port)
          -a -t 1.1.1.1:1 -r 2.2.2.2:2 -i --tun-type x  | 44 | --tun-type x: it takes ipip, gue or gre
          -a -t 1.1.1.1:1 -r 2.2.2.2:2                  | 1  | no line before adds the service TCP 1.1.1.1:1
          -a -f 8 -r 2.2.2.2:2 -x 1 -y 2                | 1  | the lower threshold (-y) is above the upper one (-x)
          -D -t 1.1.1.1:1                               | 1  | a saved table has lines with -A and -a alone
          """)
  void a_line_that_makes_no_sense_is_told_with_its_place(String line, int column, String message) {
    ParsedRules rules = RuleText.parse("-A -f 8\n" + line + "\n-A -f 9 -s rr\n");

    assertThat(rules.errors()).containsExactly(new RuleError(2, column, message));
    assertThat(rules.table().serviceIds()).containsExactly(ServiceId.mark(8), ServiceId.mark(9));
  }

  @Test
  void what_stands_twice_is_told_where_it_stands_again() {
    ParsedRules rules =
        RuleText.parse("-A -f 1\n-A -f 1 -s rr\n-a -f 1 -r 1.1.1.1\n-a -f 1 -r 1.1.1.1");

    assertThat(rules.errors())
        .containsExactly(
            new RuleError(2, 1, "duplicate service: FWM 1"),
            new RuleError(4, 1, "duplicate destination: 1.1.1.1:0"));
    assertThat(rules.errors().get(1))
        .hasToString("line 4, column 1: duplicate destination: 1.1.1.1:0");
    assertThatIllegalArgumentException()
        .isThrownBy(rules::tableOrThrow)
        .withMessageContaining("line 2, column 1: ");
  }

  @Test
  void nuls_and_endless_lines_are_errors_and_the_lines_around_them_are_read() {
    String text = "-A -f 1\n\0\0\0\n" + "x".repeat(100_000) + "\n-A -f 2";

    ParsedRules rules = RuleText.parse(text);

    assertThat(rules.errors())
        .containsExactly(
            new RuleError(2, 1, "\"???\": it is no command; a line starts with -A or -a"),
            new RuleError(3, 4097, "the line is longer than 4096 characters"));
    assertThat(rules.table().entries()).hasSize(2);
  }

  /** A hundred megabytes of nonsense, in the memory of its first errors. */
  @Test
  void a_large_file_of_nonsense_takes_bounded_memory() throws IOException {
    Reader nonsense =
        new Reader() {
          private long left = 100_000_000;

          @Override
          public int read(char[] buffer, int offset, int length) {
            int count = (int) Math.min(left, length);
            for (int i = 0; i < count; i++) {
              buffer[offset + i] = (left - i) % 40 == 0 ? '\n' : 'z';
            }
            left -= count;
            return count == 0 ? -1 : count;
          }

          @Override
          public void close() {}
        };

    ParsedRules rules = RuleText.read(nonsense);

    assertThat(rules.errors()).hasSize(1000);
    assertThat(rules.table()).isEqualTo(Table.EMPTY);
  }

  @Test
  void operations_are_read_as_they_are_printed() {
    ServiceId web = ServiceId.tcp("10.0.0.1", 80);
    Destination server = Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.MASQUERADE, 2);
    VirtualService service = VirtualService.of(web, "rr").withPersistence(300);
    List<Operation> operations =
        List.of(
            new Operation.AddService(service),
            new Operation.EditService(service),
            new Operation.DeleteService(web),
            new Operation.AddDestination(web, server),
            new Operation.EditDestination(web, server),
            new Operation.DeleteDestination(web, server.id()),
            new Operation.ZeroService(web),
            new Operation.ZeroAll(),
            new Operation.Flush());

    for (Operation operation : operations) {
      assertThat(RuleText.operation(operation.toString())).contains(operation);
    }
    assertThat(RuleText.operation("  # nothing")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleText.operation("-C -t 1.1.1.1:1"))
        .withMessage("line 1, column 4: --tcp-service: it does not go with --clear");
  }

  @Test
  void an_operation_that_is_no_rule_is_told_what_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleText.operation("--set 1 2 3"))
        .withMessage(
            "line 1, column 1: --set: there is no such option; a line starts with one of -A -E -D"
                + " -a -e -d -C -Z");
  }

  /** ipvsadm takes the word behind -s and --pe, whatever it is. */
  @Test
  void names_that_begin_like_options_are_read() {
    String line = "-A -t 10.0.0.1:80 -s -odd -p 300 --pe -x9";

    assertThat(RuleText.operation(line).map(Operation::toString)).contains(line);
  }

  @ParameterizedTest
  @EnumSource(RuleOption.class)
  void names_that_are_those_of_options_survive_being_written_and_read(RuleOption option) {
    String name = option.letter() == 0 ? "--" + option.longName() : "-" + option.letter();
    Operation operation =
        new Operation.AddService(
            VirtualService.of(ServiceId.mark(1), name)
                .withPersistence(300)
                .withPersistenceEngine("-A"));

    assertThat(RuleText.operation(operation.toString())).contains(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-A -t 10.0.0.1:80 -s wide-as-a-barn-\33[2J",
        "-A -t 10.0.0.1:80 -s \33[2J -b sh-port",
        "-A -t 10.0.0.1:80 -s rr --pe \33[2J",
        "-A -t \33[2J:80",
        "-\33[2J",
        "-A -\33[2J",
        "-A --\33[2J=x",
        "-A -f 1 --ipv6=\33[2J",
      })
  void what_would_disturb_a_terminal_is_in_no_error(String line) {
    assertThat(RuleText.parse(line).errors()).isNotEmpty().asString().doesNotContain("\33");
  }

  @Test
  void the_other_operations_read_like_ipvsadms_command_lines() {
    assertThat(new Operation.SetTimeouts(new Timeouts(1, 2, 3))).hasToString("--set 1 2 3");
    assertThat(new Operation.StopDaemon(SyncDaemon.State.BACKUP))
        .hasToString("--stop-daemon backup");
    assertThat(new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 7)))
        .hasToString("--start-daemon master --mcast-interface eth0 --syncid 7");
  }
}
